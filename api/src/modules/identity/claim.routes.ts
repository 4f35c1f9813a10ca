import * as contract from "@cunqing/contract";
import type { VillagerActor } from "../../kernel/actor.ts";
import { route, type Route } from "../../kernel/http/route.ts";
import { presentClaims, presentReviews } from "./account.presenter.ts";
import { claimRollPlace } from "./commands/claim-roll-place.ts";
import { approveClaim, refuseClaim } from "./commands/decide-claim.ts";
import type { IdentityDeps } from "./deps.ts";
import { claimsOf, findClaim } from "./queries/find-claims.ts";
import { listClaims, reviewsOf } from "./queries/list-claims.ts";

export function claimRoutes(deps: IdentityDeps): Route[] {
  return [
    route(
      contract.claimRollPlace,
      async ({ actor, body, remember }) => {
        const claimId = await claimRollPlace(deps, actor, body);
        remember(claimId);
        return ownClaim(deps, actor, claimId);
      },
      { recall: ({ actor }, claimId) => ownClaim(deps, actor, claimId) },
    ),
    route(contract.listMyClaims, async ({ actor }) => ({ rows: await presentClaims(deps, await claimsOf(deps.db, actor.accountId)) })),
    route(contract.listClaims, async ({ actor, params }) => {
      const { rows, next } = await listClaims(deps, actor, params);
      return { rows: await presentReviews(deps, await reviewsOf(deps, rows)), next };
    }),
    route(contract.approveClaim, async ({ actor, params }) => {
      await approveClaim(deps, actor, params.claimId);
      return review(deps, params.claimId);
    }),
    route(contract.refuseClaim, async ({ actor, params, body }) => {
      await refuseClaim(deps, actor, params.claimId, body.reason);
      return review(deps, params.claimId);
    }),
  ];
}

async function ownClaim(deps: IdentityDeps, actor: VillagerActor, claimId: string) {
  const claim = await findClaim(deps.db, claimId);
  const [view] = claim?.accountId === actor.accountId ? await presentClaims(deps, [claim]) : [];
  return present(view);
}

async function review(deps: IdentityDeps, claimId: string) {
  const claim = await findClaim(deps.db, claimId);
  const [view] = await presentReviews(deps, await reviewsOf(deps, claim ? [claim] : []));
  return present(view);
}

function present<T>(view: T | undefined): T {
  if (view === undefined) {
    throw new Error("a claim that was just there is gone");
  }
  return view;
}
