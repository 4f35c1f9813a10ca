import * as contract from "@cunqing/contract";
import { route, type Route } from "../../kernel/http/route.ts";
import { createCopies } from "./copy/copies.ts";
import type { PrivacyDeps, Registry } from "./deps.ts";
import { approveErasure, refuseErasure } from "./erasure/decide-erasure.ts";
import { getErasure, getErasureRow, listErasures } from "./erasure/erasure.presenter.ts";
import { closeAccount, getClosingPlan, startErasure, withdrawClosing } from "./erasure/request-erasure.ts";

export function privacyRoutes(deps: PrivacyDeps, registry: Registry): Route[] {
  return [...personRoutes(deps, registry), ...officerRoutes(deps, registry)];
}

function personRoutes(deps: PrivacyDeps, registry: Registry): Route[] {
  const copy = createCopies(deps, registry);
  return [
    route(contract.getClosingPlan, ({ actor }) => getClosingPlan(deps, registry, actor)),
    route(contract.closeAccount, ({ actor }) => closeAccount(deps, registry, actor)),
    route(contract.withdrawClosing, async ({ actor }) => {
      await withdrawClosing(deps, actor);
      return { done: true as const };
    }),
    route(contract.copyMyData, ({ actor }) => copy(actor)),
  ];
}

function officerRoutes(deps: PrivacyDeps, registry: Registry): Route[] {
  return [
    route(contract.listErasures, ({ params }) => listErasures(deps, params)),
    route(contract.getErasure, ({ actor, params }) => getErasure(deps, registry, actor, params.erasureId)),
    route(contract.startErasure, async ({ actor, body }) => getErasureRow(deps, await startErasure(deps, actor, body))),
    route(contract.approveErasure, async ({ actor, params, body }) => {
      await approveErasure(deps, registry, actor, { ...params, ...body });
      return getErasureRow(deps, params.erasureId);
    }),
    route(contract.refuseErasure, async ({ actor, params, body }) => {
      await refuseErasure(deps, actor, { ...params, ...body });
      return getErasureRow(deps, params.erasureId);
    }),
  ];
}
