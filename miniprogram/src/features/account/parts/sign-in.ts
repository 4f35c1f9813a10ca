import type { loginBySms, ResultOf } from "@cunqing/contract";
import { haveConsent } from "../../../base/consent.ts";
import { goTo } from "../../../base/go-to.ts";
import { queryClient } from "../../../base/query.ts";
import { keepToken } from "../../../base/session.ts";
import { agreeOnVillage } from "../../../base/village.ts";
import { tell } from "../../../ui/toast.tsx";

/** The same ending for every way in. */
export async function settleSession({ token, account }: ResultOf<typeof loginBySms>): Promise<void> {
  keepToken("villager", token);
  await agreeOnVillage(account);
  await queryClient.invalidateQueries();
  tell("登录好了");
  await goTo.back();
}

/** Signing in needs to know who one is; without consent it stops here. */
export async function mayAskWho(): Promise<boolean> {
  const isGiven = await haveConsent();
  if (!isGiven) {
    tell("没有同意，就先不登录，照样能看、能反映");
  }
  return isGiven;
}
