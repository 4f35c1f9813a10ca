import { anonymous } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { isDuplicate } from "../../../kernel/database-errors.ts";
import { sql } from "../../../kernel/sql.ts";
import type { Account } from "../queries/find-account.ts";

export type NewAccount = { readonly via: "wechat"; readonly openId: string } | { readonly via: "sms"; readonly phone: string };

/** What an account is called until its owner is found on a roll. */
const firstName = { wechat: "微信用户", sms: "手机用户" } as const;

/** Makes an account in the caller's transaction. */
export async function createAccount(deps: Deps, order: NewAccount): Promise<Pick<Account, "id" | "publicId" | "name">> {
  const publicId = randomId();
  const name = firstName[order.via];
  const now = deps.clock.now();
  const wechat = order.via === "wechat" ? sealWechat(deps, publicId, order.openId) : none;
  const phone = order.via === "sms" ? sealPhone(deps, publicId, order.phone) : none;
  const { insertId } = await deps.db.change(sql`
    INSERT INTO accounts (public_id, name, wechat_index, wechat_sealed, phone_index, phone_sealed, phone_seen_at, created_at)
    VALUES (${publicId}, ${name}, ${wechat.index}, ${wechat.sealed}, ${phone.index}, ${phone.sealed}, ${phone.index && now}, ${now})`);
  await deps.journal.append(anonymous, {
    kind: "account.created",
    subject: { kind: "account", id: insertId, publicId },
    areaId: null,
    details: { via: order.via },
  });
  return { id: insertId, publicId, name };
}

/** Of two who make the same account at once the second finds that of the first when it looks again. */
export async function lookAgain<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (isDuplicate(error)) {
      return work();
    }
    throw error;
  }
}

export interface SealedValue {
  readonly index: string | null;
  readonly sealed: string | null;
}

export const sealPhone = (deps: Pick<Deps, "cipher" | "blindIndex">, publicId: string, phone: string): SealedValue => ({
  index: deps.blindIndex.phone(phone),
  sealed: deps.cipher.seal(phone, { field: "accounts.phone_sealed", rowId: publicId }),
});

export const wechatIndex = (deps: Pick<Deps, "blindIndex">, openId: string): string => deps.blindIndex.of("wechat", openId);

const sealWechat = (deps: Pick<Deps, "cipher" | "blindIndex">, publicId: string, openId: string): SealedValue => ({
  index: wechatIndex(deps, openId),
  sealed: deps.cipher.seal(openId, { field: "accounts.wechat_sealed", rowId: publicId }),
});

const none: SealedValue = { index: null, sealed: null };
