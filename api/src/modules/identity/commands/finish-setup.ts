import { anonymous } from "../../../kernel/actor.ts";
import { hashPassword } from "../../../kernel/crypto/password.ts";
import { matchTotp } from "../../../kernel/crypto/totp.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { IdentityDeps } from "../deps.ts";
import { endSetupLinks, findSetup, lockSetup, type Setup } from "../setup-links.ts";
import { sealTotpSecret } from "../totp-secrets.ts";
import { checkStrength } from "./change-password.ts";
import { endStaffSessions } from "./end-sessions.ts";

export interface FinishSetupOrder {
  readonly token: string;
  readonly name: string | undefined;
  readonly password: string | undefined;
  readonly code: string;
}

/** Uses a link up: the password is set, and the authenticator proven by its first code. */
export async function finishSetup(deps: IdentityDeps, order: FinishSetupOrder): Promise<void> {
  const { kind, staff, secret } = await findSetup(deps, order.token);
  const name = kind === "administrator" ? (order.name ?? staff.name) : staff.name;
  const password = newPassword(kind, order.password);
  if (password !== null) {
    checkStrength(password, { username: staff.username, name });
  }
  const step = matchTotp({ secret, code: order.code, nowMs: deps.clock.now(), lastUsedStep: null });
  refuseUnless(step !== null, "login.totp_wrong");
  const passwordHash = password === null ? staff.passwordHash : await hashPassword(password);
  await inTransaction(deps.db, async () => {
    await lockSetup(deps, order.token);
    const now = deps.clock.now();
    await deps.db.change(sql`
      UPDATE staff SET name = ${name}, password_hash = ${passwordHash}, totp_sealed = ${sealTotpSecret(deps, staff.publicId, secret)},
        totp_last_step = ${step}, state = 'active', failed_count = 0, locked_until = 0
      WHERE id = ${staff.id}`);
    await endSetupLinks(deps.db, staff.id, now);
    await endStaffSessions(deps.db, staff.id, now);
    await deps.journal.append(anonymous, {
      kind: "staff.setup_finished",
      subject: { kind: "staff", id: staff.id, publicId: staff.publicId },
      areaId: null,
      details: { kind },
    });
  });
}

/** A reset of the authenticator leaves the password as it is. */
function newPassword(kind: Setup["kind"], given: string | undefined): string | null {
  if (kind === "totp_reset") {
    return null;
  }
  if (given === undefined) {
    throw new Refusal("request.invalid", { fields: [{ path: "password", message: "请设置密码" }] });
  }
  return given;
}
