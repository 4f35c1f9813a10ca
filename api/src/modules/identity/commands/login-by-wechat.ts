import { inTransaction } from "../../../kernel/transaction.ts";
import { askWechat } from "../ask-wechat.ts";
import type { IdentityDeps } from "../deps.ts";
import { findAccountByWechat } from "../queries/find-account.ts";
import { createAccount, lookAgain, wechatIndex } from "./create-account.ts";
import { openSession } from "./open-session.ts";

export interface VillagerSignedIn {
  readonly token: string;
  readonly accountId: number;
}

/** Signs a villager in by WeChat. Whoever comes for the first time gets an account. */
export async function loginByWechat(deps: IdentityDeps, { code, device }: { readonly code: string; readonly device: string }): Promise<VillagerSignedIn> {
  const { openId } = await askWechat(() => deps.wechat.codeToSession(code));
  return lookAgain(() =>
    inTransaction(deps.db, async () => {
      const known = await findAccountByWechat(deps.db, wechatIndex(deps, openId));
      const account = known ?? (await createAccount(deps, { via: "wechat", openId }));
      const { token } = await openSession(deps, { ...account, kind: "villager" }, "wechat", device);
      return { token, accountId: account.id };
    }),
  );
}
