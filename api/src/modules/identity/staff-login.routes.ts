import * as contract from "@cunqing/contract";
import { route, type Caller, type Route } from "../../kernel/http/route.ts";
import { changePassword } from "./commands/change-password.ts";
import { loginByPassword } from "./commands/login-by-password.ts";
import { loginByTotp } from "./commands/login-by-totp.ts";
import type { IdentityDeps } from "./deps.ts";
import { getStaffSelf } from "./queries/get-staff-self.ts";
import { csrfTokenOf, sessionCookies } from "./session-tokens.ts";
import { presentStaffSelf } from "./staff.presenter.ts";

export function staffLoginRoutes(deps: IdentityDeps): Route[] {
  return [
    route(contract.loginByPassword, async ({ body, caller }) => ({
      challenge: await loginByPassword(deps, { ...body, address: caller.address }),
    })),
    route(contract.loginByTotp, async ({ body: { challenge, code, delivery }, caller }) => {
      const { staffId, token, csrfToken } = await loginByTotp(deps, { challenge, code, address: caller.address, device: caller.device });
      const staff = presentStaffSelf(deps, await getStaffSelf(deps, staffId));
      if (delivery === "token") {
        return { token, csrfToken, staff };
      }
      giveCookies(caller, token, csrfToken);
      return { token: null, csrfToken, staff };
    }),
    route(contract.getStaffSelf, async ({ actor }) => ({
      csrfToken: csrfTokenOf(deps.tokenKey, actor.sessionId),
      staff: presentStaffSelf(deps, await getStaffSelf(deps, actor.staffId)),
    })),
    route(contract.changePassword, async ({ actor, body, caller }) => {
      await changePassword(deps, actor, { ...body, address: caller.address });
      return { done: true as const };
    }),
  ];
}

function giveCookies(caller: Caller, token: string, csrfToken: string): void {
  caller.setCookies([
    { name: sessionCookies.session, value: token },
    { name: sessionCookies.csrf, value: csrfToken, isReadable: true },
  ]);
}
