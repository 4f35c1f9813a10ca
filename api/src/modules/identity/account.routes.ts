import * as contract from "@cunqing/contract";
import { route, type Route } from "../../kernel/http/route.ts";
import { presentAccount } from "./account.presenter.ts";
import { bindPhoneBySms, bindPhoneByWechat } from "./commands/bind-phone.ts";
import { chooseVillage } from "./commands/choose-village.ts";
import { loginBySms } from "./commands/login-by-sms.ts";
import { loginByWechat } from "./commands/login-by-wechat.ts";
import type { IdentityDeps } from "./deps.ts";
import { sendCode } from "./sms-codes.ts";

export function accountRoutes(deps: IdentityDeps): Route[] {
  return [
    route(contract.loginByWechat, async ({ body, caller }) => {
      const { token, accountId } = await loginByWechat(deps, { code: body.code, device: caller.device });
      return { token, account: await presentAccount(deps, accountId) };
    }),
    route(contract.sendSmsCode, async ({ body, caller }) => ({
      retryAfterSeconds: await sendCode(deps, { phone: body.phone, address: caller.address }),
    })),
    route(contract.loginBySms, async ({ body: { phone, code, secondFact }, caller }) => {
      const { token, accountId } = await loginBySms(deps, { phone, code, secondFact, device: caller.device });
      return { token, account: await presentAccount(deps, accountId) };
    }),
    route(contract.getAccount, ({ actor }) => presentAccount(deps, actor.accountId)),
    route(contract.chooseVillage, async ({ actor, body }) => {
      await chooseVillage(deps, actor, body.villageId);
      return presentAccount(deps, actor.accountId);
    }),
    route(contract.bindPhoneByWechat, async ({ actor, body }) => {
      await bindPhoneByWechat(deps, actor, body.code);
      return presentAccount(deps, actor.accountId);
    }),
    route(contract.bindPhoneBySms, async ({ actor, body }) => {
      await bindPhoneBySms(deps, actor, body.phone, body.code);
      return presentAccount(deps, actor.accountId);
    }),
  ];
}
