import { phonePattern } from "@cunqing/contract";
import type { VillagerActor } from "../../../kernel/actor.ts";
import { isDuplicate } from "../../../kernel/database-errors.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { askWechat } from "../ask-wechat.ts";
import type { IdentityDeps } from "../deps.ts";
import { phoneStanding } from "../phone.policy.ts";
import { lockAccountByPhone } from "../queries/find-account.ts";
import { proveCode, spendCode } from "../sms-codes.ts";
import { sealPhone } from "./create-account.ts";
import { releasePhone } from "./release-phone.ts";

export async function bindPhoneByWechat(deps: IdentityDeps, actor: VillagerActor, code: string): Promise<void> {
  const { phone } = await askWechat(() => deps.wechat.phoneNumber(code));
  refuseUnless(phonePattern.test(phone), "login.wechat_code_invalid");
  await bindPhone(deps, actor, phone);
}

export async function bindPhoneBySms(deps: IdentityDeps, actor: VillagerActor, phone: string, code: string): Promise<void> {
  await proveCode(deps, phone, code);
  await spendCode(deps, phone, code);
  await bindPhone(deps, actor, phone);
}

/** Binds a phone that is proven to be in the villager's hands. Somebody else's stays his unless it was idle for long. */
async function bindPhone(deps: IdentityDeps, actor: VillagerActor, phone: string): Promise<void> {
  const { index, sealed } = sealPhone(deps, actor.publicId, phone);
  try {
    await inTransaction(deps.db, async () => {
      const now = deps.clock.now();
      const holder = await lockAccountByPhone(deps.db, deps.blindIndex.phone(phone));
      if (holder?.id === actor.accountId) {
        await deps.db.change(sql`UPDATE accounts SET phone_seen_at = ${now} WHERE id = ${actor.accountId}`);
        return;
      }
      const standing = phoneStanding(holder, now, deps.county.phoneIdleDays);
      refuseUnless(standing === "free" || standing === "idle_without_person", "account.phone_taken");
      if (holder) {
        await releasePhone(deps, holder);
      }
      await deps.db.change(sql`
        UPDATE accounts SET phone_index = ${index}, phone_sealed = ${sealed}, phone_seen_at = ${now} WHERE id = ${actor.accountId}`);
      await deps.journal.append(actor, {
        kind: "account.phone_bound",
        subject: { kind: "account", id: actor.accountId, publicId: actor.publicId },
        areaId: null,
      });
    });
  } catch (error) {
    throw isDuplicate(error) ? new Refusal("account.phone_taken") : error;
  }
}
