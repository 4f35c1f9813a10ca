import * as contract from "@cunqing/contract";
import { route, type Route } from "../../../kernel/http/route.ts";
import type { PrivacyDeps } from "../deps.ts";
import { listLooksAtMe, listWithheldLooks } from "./list-looks.ts";
import { releaseLook } from "./release-look.ts";

export function lookRoutes(deps: PrivacyDeps): Route[] {
  return [
    route(contract.listLooksAtMe, ({ actor, params }) => listLooksAtMe(deps, actor, params)),
    route(contract.listWithheldLooks, ({ actor, params }) => listWithheldLooks(deps, actor, params)),
    route(contract.releaseLook, async ({ actor, params, body }) => {
      await releaseLook(deps, actor, params.lookId, body.reason);
      return { done: true as const };
    }),
  ];
}
