import { matchTotp } from "../../../kernel/crypto/totp.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { challengedStaff, isChallengeGood } from "../challenge.ts";
import { enterDoor, noteFailure, noteSuccess, rememberAddress, type Door } from "../login-limits.ts";
import { findStaff, lockStaffRow, type Staff } from "../queries/find-staff.ts";
import { openTotpSecret } from "../totp-secrets.ts";
import { openSession, type OpenedSession } from "./open-session.ts";

export interface TotpOrder {
  readonly challenge: string;
  readonly code: string;
  readonly address: string;
  readonly device: string;
}

/** The second step. A code is spent in the transaction that opens the session, so of two who use it one gets in. */
export async function loginByTotp(deps: Deps, order: TotpOrder): Promise<OpenedSession & { readonly staffId: number }> {
  const staff = await findStaff(deps.db, challengedStaff(order.challenge));
  checkChallenge(deps, staff, order.challenge);
  const door: Door = { step: "totp", username: staff.username, address: order.address };
  const tries = await enterDoor(deps, door, staff);
  try {
    const opened = await inTransaction(deps.db, () => spendCode(deps, staff, order));
    await noteSuccess(deps, door);
    await rememberAddress(deps, door);
    return { ...opened, staffId: staff.id };
  } catch (error) {
    if (error instanceof Refusal && error.code === "login.totp_wrong") {
      await noteFailure(deps, door, staff, tries);
    }
    throw error;
  }
}

async function spendCode(deps: Deps, { publicId }: Staff, { challenge, code, device }: TotpOrder): Promise<OpenedSession> {
  const staff = await lockStaffRow(deps.db, publicId);
  checkChallenge(deps, staff, challenge);
  const secret = openTotpSecret(deps, staff);
  const attempt = { secret: secret ?? Buffer.alloc(0), code, nowMs: deps.clock.now() };
  refuseUnless(secret && matchTotp({ ...attempt, lastUsedStep: null }) !== null, "login.totp_wrong");
  const step = matchTotp({ ...attempt, lastUsedStep: staff.totpLastStep });
  refuseUnless(step !== null, "login.totp_replayed");
  await deps.db.change(sql`UPDATE staff SET totp_last_step = ${step}, last_seen_at = ${deps.clock.now()} WHERE id = ${staff.id}`);
  return openSession(deps, { kind: "staff", id: staff.id, publicId, name: staff.name }, "password", device);
}

function checkChallenge(deps: Deps, staff: Staff | undefined, challenge: string): asserts staff is Staff {
  const isGood =
    staff?.state === "active" && staff.passwordHash !== null && isChallengeGood(deps.tokenKey, challenge, staff.passwordHash, deps.clock.now());
  refuseUnless(isGood, "login.challenge_expired");
}
