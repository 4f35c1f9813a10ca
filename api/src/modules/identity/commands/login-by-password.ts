import { verifyPassword } from "../../../kernel/crypto/password.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { makeChallenge } from "../challenge.ts";
import { enterDoor, noteFailure, noteSuccess, type Door } from "../login-limits.ts";
import { findStaffByUsername, type Staff } from "../queries/find-staff.ts";

export interface PasswordOrder {
  readonly username: string;
  readonly password: string;
  readonly address: string;
}

/** The first step. Whoever has no password yet, or works here no more, is refused like a wrong password. */
export async function loginByPassword(deps: Deps, order: PasswordOrder): Promise<string> {
  const staff = await findStaffByUsername(deps.db, order.username);
  const door: Door = { step: "password", username: order.username, address: order.address };
  const passwordHash = staff && mayTry(staff) ? staff.passwordHash : null;
  await provePassword(deps, { door, staff, passwordHash, password: order.password });
  refuseUnless(staff && passwordHash !== null, "login.password_wrong");
  // Told only to whoever knows the password.
  refuseUnless(staff.state === "active", "login.locked");
  return makeChallenge(deps.tokenKey, staff.publicId, passwordHash, deps.clock.now());
}

export interface PasswordProof {
  readonly door: Door;
  readonly staff: Staff | undefined;
  /** Null takes the same time as a hash and is always wrong. */
  readonly passwordHash: string | null;
  readonly password: string;
}

/** Refuses unless this is the password, and counts the failure. */
export async function provePassword(deps: Deps, { door, staff, passwordHash, password }: PasswordProof): Promise<void> {
  const tries = await enterDoor(deps, door, staff);
  if (await verifyPassword(password, passwordHash)) {
    await noteSuccess(deps, door);
    return;
  }
  await noteFailure(deps, door, staff, tries);
  throw new Refusal("login.password_wrong");
}

const mayTry = (staff: Staff): boolean => staff.state === "active" || staff.state === "locked";
