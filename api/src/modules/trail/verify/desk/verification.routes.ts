import * as contract from "@cunqing/contract";
import type { Deps } from "../../../../kernel/deps.ts";
import { route, type Route } from "../../../../kernel/http/route.ts";
import { listVerifications } from "./list-verifications.ts";
import { startVerification, stopVerification } from "./start-verification.ts";

export function verificationRoutes(deps: Deps): Route[] {
  return [
    route(contract.startVerification, ({ actor }) => startVerification(deps, actor)),
    route(contract.listVerifications, ({ actor, params }) => listVerifications(deps, actor, params)),
    route(contract.stopVerification, async ({ actor, params }) => {
      await stopVerification(deps, actor, params.verificationId);
      return { done: true as const };
    }),
  ];
}
