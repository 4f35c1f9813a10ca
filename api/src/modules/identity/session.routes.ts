import * as contract from "@cunqing/contract";
import { route, type Route } from "../../kernel/http/route.ts";
import { endOwnSession, revokeSession } from "./commands/end-sessions.ts";
import type { IdentityDeps } from "./deps.ts";
import { listSessions, sessionsOf } from "./queries/list-sessions.ts";
import { sessionCookies } from "./session-tokens.ts";

export function sessionRoutes(deps: IdentityDeps): Route[] {
  return [
    route(contract.endSession, async ({ actor, caller }) => {
      await endOwnSession(deps, actor);
      caller.setCookies([{ name: sessionCookies.session, value: null }, { name: sessionCookies.csrf, value: null, isReadable: true }]);
      return { done: true as const };
    }),
    route(contract.listMySessions, async ({ actor }) => ({ rows: await listSessions(deps, sessionsOf(actor), actor.sessionId) })),
    route(contract.revokeMySession, async ({ actor, params }) => {
      await revokeSession(deps, actor, params.sessionId);
      return { done: true as const };
    }),
  ];
}
