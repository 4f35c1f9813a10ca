import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { sessionsOf } from "../queries/list-sessions.ts";

type SignedIn = VillagerActor | StaffActor;

/** Signs out. A session that somebody else has ended already stays as it is. */
export async function endOwnSession(deps: Deps, actor: SignedIn): Promise<void> {
  await inTransaction(deps.db, () => endOne(deps, actor, sql`id = ${actor.sessionId}`));
}

/** Ends another one of my sessions. One that is not mine is as good as missing. */
export async function revokeSession(deps: Deps, actor: SignedIn, sessionPublicId: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    refuseUnless(await endOne(deps, actor, sql`public_id = ${sessionPublicId}`), "session.not_found");
  });
}

/** Ends all sessions of a member of staff, in the caller's transaction; the caller appends. */
export async function endStaffSessions(db: Database, staffId: number, now: number, exceptId?: number): Promise<void> {
  const others = exceptId === undefined ? nothing : sql`AND id <> ${exceptId}`;
  await db.change(sql`UPDATE sessions SET revoked_at = ${now} WHERE staff_id = ${staffId} AND revoked_at IS NULL ${others}`);
}

async function endOne(deps: Deps, actor: SignedIn, which: Sql): Promise<boolean> {
  const session = await deps.db.selectOne<{ id: number; device: string }>(sql`
    SELECT id, device FROM sessions WHERE ${which} AND ${sessionsOf(actor)} AND revoked_at IS NULL ${forUpdate(deps.db)}`);
  if (!session) {
    return false;
  }
  await deps.db.change(sql`UPDATE sessions SET revoked_at = ${deps.clock.now()} WHERE id = ${session.id}`);
  await deps.journal.append(actor, { kind: "session.ended", subject: subjectOf(actor), areaId: null, details: { device: session.device } });
  return true;
}

const subjectOf = (actor: SignedIn) =>
  actor.kind === "staff"
    ? { kind: "staff", id: actor.staffId, publicId: actor.publicId }
    : { kind: "account", id: actor.accountId, publicId: actor.publicId };
