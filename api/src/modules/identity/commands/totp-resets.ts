import type { StaffActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { IdentityDeps } from "../deps.ts";
import { entryPlace, lockManagedStaff, type ManagedStaff } from "../queries/find-managed-staff.ts";
import { findOpenReset, findTotpReset, lockTotpReset, type TotpReset } from "../queries/find-totp-resets.ts";
import { makeSetupLink } from "../setup-links.ts";
import { endStaffSessions } from "./end-sessions.ts";

const permission = "staff.totp_reset";

/** Asks for a reset. Whoever asks for one for himself may be somebody who found an open console. */
export async function requestTotpReset(deps: IdentityDeps, actor: StaffActor, staffId: string, reason: string): Promise<string> {
  const publicId = randomId();
  await inTransaction(deps.db, async () => {
    const managed = await lockManagedStaff(deps, actor, permission, staffId);
    const { staff } = managed;
    refuseUnless(staff.id !== actor.staffId, "access.denied");
    refuseUnless(staff.state === "active" && !(await findOpenReset(deps.db, staff.id)), "totp_reset.wrong_state");
    await deps.db.change(sql`
      INSERT INTO totp_resets (public_id, staff_id, requested_by, reason, state, requested_at)
      VALUES (${publicId}, ${staff.id}, ${actor.staffId}, ${reason}, 'open', ${deps.clock.now()})`);
    await deps.journal.append(actor, { kind: "totp_reset.requested", ...entryPlace(deps, actor, permission, managed), details: { reason } });
  });
  return publicId;
}

/** The second person agrees: the old authenticator and all sessions end now, the new one begins with the link. */
export async function approveTotpReset(deps: IdentityDeps, actor: StaffActor, resetId: string): Promise<string> {
  return inTransaction(deps.db, async () => {
    const { reset, managed } = await lockForDecision(deps, actor, resetId);
    await decide(deps, actor, reset, "approved");
    await deps.db.change(sql`UPDATE staff SET totp_sealed = NULL WHERE id = ${reset.staffId}`);
    await endStaffSessions(deps.db, reset.staffId, deps.clock.now());
    await deps.journal.append(actor, { kind: "totp_reset.approved", ...entryPlace(deps, actor, permission, managed) });
    return makeSetupLink(deps, reset.staffId, "totp_reset");
  });
}

export async function refuseTotpReset(deps: IdentityDeps, actor: StaffActor, resetId: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const { reset, managed } = await lockForDecision(deps, actor, resetId);
    await decide(deps, actor, reset, "refused");
    await deps.journal.append(actor, { kind: "totp_reset.refused", ...entryPlace(deps, actor, permission, managed) });
  });
}

/** Locks the staff row before the reset, in the order of all commands on staff. */
async function lockForDecision(deps: IdentityDeps, actor: StaffActor, resetId: string): Promise<{ reset: TotpReset; managed: ManagedStaff }> {
  const seen = await findTotpReset(deps.db, resetId);
  refuseUnless(seen, "totp_reset.not_found");
  const managed = await lockManagedStaff(deps, actor, permission, seen.staff.publicId).catch((error: unknown) => {
    // Who may not see the person may not learn of the reset either.
    throw error instanceof Refusal && error.code === "staff.not_found" ? new Refusal("totp_reset.not_found") : error;
  });
  const reset = await lockTotpReset(deps.db, resetId);
  refuseUnless(reset?.state === "open", "totp_reset.wrong_state");
  refuseUnless(reset.requestedBy.id !== actor.staffId && reset.staffId !== actor.staffId, "totp_reset.same_person");
  return { reset, managed };
}

async function decide(deps: IdentityDeps, actor: StaffActor, reset: TotpReset, state: "approved" | "refused"): Promise<void> {
  await deps.db.change(sql`
    UPDATE totp_resets SET state = ${state}, decided_by = ${actor.staffId}, decided_at = ${deps.clock.now()} WHERE id = ${reset.id}`);
}
