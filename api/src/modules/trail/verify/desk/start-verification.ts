import { grantAt, holdsAt, type StaffActor } from "../../../../kernel/actor.ts";
import { randomId } from "../../../../kernel/crypto/random.ts";
import type { Deps } from "../../../../kernel/deps.ts";
import { refuseUnless } from "../../../../kernel/refusal.ts";
import { forUpdate } from "../../../../kernel/sql-differences.ts";
import { nothing, sql } from "../../../../kernel/sql.ts";
import { inTransaction } from "../../../../kernel/transaction.ts";
import { getCounty } from "../../../organisation/index.ts";
import { findVerifications, presentVerification, sightOf, verificationSubject, type Verification } from "./verification.ts";

/** Asks for a check of the whole record, so by whom it is the whole county's; a worker makes it. One at a time: each reads everything there is. */
export async function startVerification(deps: Deps, actor: StaffActor): Promise<Verification> {
  const county = await getCounty(deps.db);
  refuseUnless(holdsAt(actor, "trail.verify", county.path), "access.denied");
  return inTransaction(deps.db, async () => {
    // The county's row is the gate: of two at once the second sees the first.
    await deps.db.selectOne(sql`SELECT id FROM areas WHERE id = ${county.id} ${forUpdate(deps.db)}`);
    refuseUnless((await findVerifications(deps.db, sql`v.state = 'open'`, nothing)).length === 0, "trail.verification_running");
    const publicId = randomId();
    const { insertId: id } = await deps.db.change(sql`
      INSERT INTO trail_verifications (public_id, staff_id, state, started_at, leaves_done, leaves_total, rows_done, rows_total, finding_count)
      VALUES (${publicId}, ${actor.staffId}, 'open', ${deps.clock.now()}, 0, 0, 0, 0, 0)`);
    await deps.journal.append(actor, {
      kind: "trail.verification_started",
      subject: verificationSubject({ id, public_id: publicId }),
      areaId: null,
      role: grantAt(actor, "trail.verify", county.path)?.role,
    });
    const [row] = await findVerifications(deps.db, sql`v.id = ${id}`, nothing);
    if (!row) {
      throw new Error("the verification just started is not there");
    }
    return presentVerification(row, new Map([[actor.staffId, actor]]), sightOf(actor, county.path));
  });
}

export async function stopVerification(deps: Deps, actor: StaffActor, publicId: string): Promise<void> {
  const county = await getCounty(deps.db);
  refuseUnless(holdsAt(actor, "trail.verify", county.path), "access.denied");
  await inTransaction(deps.db, async () => {
    const row = await deps.db.selectOne<{ id: number; public_id: string; state: string }>(sql`
      SELECT id, public_id, state FROM trail_verifications WHERE public_id = ${publicId} ${forUpdate(deps.db)}`);
    refuseUnless(row?.state === "open", "trail.verification_not_found");
    await deps.db.change(sql`UPDATE trail_verifications SET state = 'stopped', finished_at = ${deps.clock.now()} WHERE id = ${row.id}`);
    await deps.journal.append(actor, { kind: "trail.verification_stopped", subject: verificationSubject(row), areaId: null, role: grantAt(actor, "trail.verify", county.path)?.role });
  });
}
