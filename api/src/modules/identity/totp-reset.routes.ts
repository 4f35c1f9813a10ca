import * as contract from "@cunqing/contract";
import type { StaffActor } from "../../kernel/actor.ts";
import { route, type Route } from "../../kernel/http/route.ts";
import { approveTotpReset, refuseTotpReset, requestTotpReset } from "./commands/totp-resets.ts";
import type { IdentityDeps } from "./deps.ts";
import { findTotpReset, listTotpResets } from "./queries/find-totp-resets.ts";
import { presentTotpReset } from "./staff.presenter.ts";

export function totpResetRoutes(deps: IdentityDeps): Route[] {
  return [
    route(contract.requestTotpReset, async ({ actor, params, body }) =>
      resetRow(deps, actor, await requestTotpReset(deps, actor, params.staffId, body.reason)),
    ),
    route(contract.listTotpResets, async ({ actor, params }) => {
      const { rows, next } = await listTotpResets(deps, actor, params);
      return { rows: rows.map((reset) => presentTotpReset(actor, reset)), next };
    }),
    route(contract.approveTotpReset, async ({ actor, params }) => {
      const setupUrl = await approveTotpReset(deps, actor, params.resetId);
      return { reset: await resetRow(deps, actor, params.resetId), setupUrl };
    }),
    route(contract.refuseTotpReset, async ({ actor, params }) => {
      await refuseTotpReset(deps, actor, params.resetId);
      return resetRow(deps, actor, params.resetId);
    }),
  ];
}

async function resetRow(deps: IdentityDeps, actor: StaffActor, resetId: string) {
  const reset = await findTotpReset(deps.db, resetId);
  if (!reset) {
    throw new Error("a reset that was just there is gone");
  }
  return presentTotpReset(actor, reset);
}
