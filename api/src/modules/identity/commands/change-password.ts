import type { StaffActor } from "../../../kernel/actor.ts";
import { hashPassword } from "../../../kernel/crypto/password.ts";
import { strengthProblem, type PasswordOwner } from "../../../kernel/crypto/password-strength.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { findStaff, lockStaffRow } from "../queries/find-staff.ts";
import { endStaffSessions } from "./end-sessions.ts";
import { provePassword } from "./login-by-password.ts";

export interface ChangePasswordOrder {
  readonly current: string;
  readonly next: string;
  readonly address: string;
}

/** Changes my password and ends my other sessions: whoever sits in one of them may be why. */
export async function changePassword(deps: Deps, actor: StaffActor, { current, next, address }: ChangePasswordOrder): Promise<void> {
  const staff = await findStaff(deps.db, actor.publicId);
  refuseUnless(staff, "session.expired");
  const door = { step: "password" as const, username: staff.username, address };
  await provePassword(deps, { door, staff, passwordHash: staff.passwordHash, password: current });
  checkStrength(next, staff);
  const passwordHash = await hashPassword(next);
  await inTransaction(deps.db, async () => {
    const locked = await lockStaffRow(deps.db, actor.publicId);
    // Changed by somebody else in between: what was proven is the old password.
    refuseUnless(locked?.passwordHash === staff.passwordHash, "login.password_wrong");
    await deps.db.change(sql`UPDATE staff SET password_hash = ${passwordHash} WHERE id = ${staff.id}`);
    await endStaffSessions(deps.db, staff.id, deps.clock.now(), actor.sessionId);
    await deps.journal.append(actor, { kind: "staff.password_changed", subject: { kind: "staff", id: staff.id, publicId: staff.publicId }, areaId: null });
  });
}

/** Refuses a weak password with the reason in words. */
export function checkStrength(password: string, owner: PasswordOwner): void {
  const problem = strengthProblem(password, owner);
  if (problem !== null) {
    throw new Refusal("password.too_weak", { facts: { problem } });
  }
}
