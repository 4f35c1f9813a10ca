import type { StaffActor } from "../../../kernel/actor.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { IdentityDeps } from "../deps.ts";
import { entryPlace, lockManagedStaff } from "../queries/find-managed-staff.ts";
import { makeSetupLink } from "../setup-links.ts";
import { endStaffSessions } from "./end-sessions.ts";

/** Locks an account and ends its sessions. Doing it twice says so twice in the record and changes nothing more. */
export async function lockStaff(deps: IdentityDeps, actor: StaffActor, staffId: string, reason: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const managed = await lockManagedStaff(deps, actor, "staff.manage", staffId);
    refuseUnless(managed.staff.id !== actor.staffId, "appointment.own");
    await deps.db.change(sql`UPDATE staff SET state = 'locked' WHERE id = ${managed.staff.id}`);
    await endStaffSessions(deps.db, managed.staff.id, deps.clock.now());
    await deps.journal.append(actor, { kind: "staff.locked", ...entryPlace(deps, actor, "staff.manage", managed), details: { reason } });
  });
}

/** Unlocks an account, and lifts the wait after many failures. Who never set himself up still has to. */
export async function unlockStaff(deps: IdentityDeps, actor: StaffActor, staffId: string, reason: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const managed = await lockManagedStaff(deps, actor, "staff.manage", staffId);
    refuseUnless(managed.staff.id !== actor.staffId, "access.denied");
    const state = managed.staff.passwordHash === null ? "invited" : "active";
    await deps.db.change(sql`UPDATE staff SET state = ${state}, failed_count = 0, locked_until = 0 WHERE id = ${managed.staff.id}`);
    await deps.journal.append(actor, { kind: "staff.unlocked", ...entryPlace(deps, actor, "staff.manage", managed), details: { reason } });
  });
}

export async function revokeStaffSessions(deps: IdentityDeps, actor: StaffActor, staffId: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const managed = await lockManagedStaff(deps, actor, "staff.manage", staffId);
    await endStaffSessions(deps.db, managed.staff.id, deps.clock.now());
    await deps.journal.append(actor, { kind: "staff.sessions_revoked", ...entryPlace(deps, actor, "staff.manage", managed) });
  });
}

/** A new link for whoever has not finished his. Who has finished needs two persons for a new one. */
export async function renewSetupLink(deps: IdentityDeps, actor: StaffActor, staffId: string): Promise<string> {
  return inTransaction(deps.db, async () => {
    const managed = await lockManagedStaff(deps, actor, "staff.manage", staffId);
    refuseUnless(managed.staff.state === "invited", "access.denied");
    const setupUrl = await makeSetupLink(deps, managed.staff.id, "staff");
    await deps.journal.append(actor, { kind: "staff.setup_link_given", ...entryPlace(deps, actor, "staff.manage", managed) });
    return setupUrl;
  });
}
