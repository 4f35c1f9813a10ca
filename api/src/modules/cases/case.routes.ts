import * as contract from "@cunqing/contract";
import type { Endpoint } from "@cunqing/contract";
import type { Actor } from "../../kernel/actor.ts";
import type { Page } from "../../kernel/page.ts";
import { route, type Call, type Route } from "../../kernel/http/route.ts";
import { Refusal } from "../../kernel/refusal.ts";
import type { FilesDeps } from "../files/index.ts";
import { acceptCase } from "./commands/accept-case.ts";
import { assignCase } from "./commands/assign-case.ts";
import { declineCase } from "./commands/decline-case.ts";
import { finishCase } from "./commands/finish-case.ts";
import { rateCase } from "./commands/rate-case.ts";
import { releaseCase } from "./commands/release-case.ts";
import { startCase } from "./commands/start-case.ts";
import { isNobody, submitCase } from "./commands/submit-case.ts";
import { findCase, type CaseRow } from "./case.ts";
import { presentCases, type Known } from "./case.presenter.ts";
import { followCodeOf } from "./follow-code.ts";
import { followCase, getCase, getCaseAgain } from "./case-detail.presenter.ts";
import { listAssignees } from "./queries/list-assignees.ts";
import { countWork, listCases, listMyCases, listVillageCases, listWork } from "./queries/list-cases.ts";

export function caseRoutes(deps: FilesDeps): Route[] {
  return [...reporterRoutes(deps), ...listRoutes(deps), ...staffRoutes(deps)];
}

function reporterRoutes(deps: FilesDeps): Route[] {
  return [
    route(
      contract.submitCase,
      async ({ actor, body, remember }) => {
        const { publicId, village, hasFiles, entry } = await submitCase(deps, actor, body);
        remember(publicId);
        const made = await presentSubmitted(deps, actor, publicId, { areas: new Map([[village.id, village]]), ...(hasFiles ? {} : { files: new Map() }) });
        return { ...made, promise: deps.promises.of(entry) };
      },
      {
        recall: async ({ actor }, publicId) => ({
          ...(await presentSubmitted(deps, actor, publicId)),
          promise: await deps.promises.ofNewest("case.submitted", { kind: "case", publicId }),
        }),
        keepsNoTie: ({ actor, body }) => isNobody(actor, body.isAnonymous),
      },
    ),
    route(contract.followCase, ({ actor, body }) => followCase(deps, actor, body.followCode)),
    route(contract.getCase, ({ actor, params }) => getCase(deps, actor, params.caseId)),
    route(contract.confirmCase, (call) => rated(deps, call, "confirm"), answeredAgain(deps)),
    route(contract.disputeCase, (call) => rated(deps, call, "dispute"), answeredAgain(deps)),
  ];
}

type RateCall = Pick<Call<typeof contract.confirmCase>, "actor" | "params" | "body">;

async function rated(deps: FilesDeps, { actor, params, body, remember }: RateCall & Pick<Call<Endpoint>, "remember">, move: "confirm" | "dispute") {
  const entry = await rateCase(deps, actor, params.caseId, move, body);
  remember(entry.entryId);
  return { ...(await getCaseAgain(deps, actor, params.caseId, body.followCode)), promise: deps.promises.of(entry) };
}

/** An answer sent again: the case as it stands today, and the promise of that very step. */
function answeredAgain(deps: FilesDeps) {
  return {
    recall: async ({ actor, params, body }: RateCall, entryId: string) => ({
      ...(await getCaseAgain(deps, actor, params.caseId, body.followCode)),
      promise: await deps.promises.ofEntry(entryId),
    }),
    keepsNoTie: ({ body }: RateCall) => body.followCode !== undefined,
  };
}

function listRoutes(deps: FilesDeps): Route[] {
  const present = async (actor: Actor, page: Page<CaseRow>) => ({ rows: await presentCases(deps, actor, page.rows), next: page.next });
  return [
    route(contract.listMyCases, async ({ actor, params }) => present(actor, await listMyCases(deps, actor.accountId, params))),
    route(contract.listVillageCases, async ({ actor, params }) => present(actor, await listVillageCases(deps, params.villageId, params))),
    route(contract.listWork, async ({ actor, params }) => present(actor, await listWork(deps, actor, params))),
    route(contract.countWork, ({ actor }) => countWork(deps, actor)),
    route(contract.listCases, async ({ actor, params }) => present(actor, await listCases(deps, actor, params))),
    route(contract.listAssignees, async ({ actor, params }) => ({ rows: await listAssignees(deps, actor, params.caseId) })),
  ];
}

function staffRoutes(deps: FilesDeps): Route[] {
  // Each step answers with the case as it now stands; the same step sent again finds it so.
  const again = { recall: ({ actor, params }: { actor: Actor; params: { caseId: string } }) => getCase(deps, actor, params.caseId) };
  return [
    route(contract.acceptCase, ({ actor, params, body }) => then(acceptCase(deps, actor, params.caseId, body), actor, params.caseId), again),
    route(contract.declineCase, ({ actor, params, body }) => then(declineCase(deps, actor, params.caseId, body), actor, params.caseId), again),
    route(contract.assignCase, ({ actor, params, body }) => then(assignCase(deps, actor, params.caseId, body), actor, params.caseId), again),
    route(contract.startCase, ({ actor, params, body }) => then(startCase(deps, actor, params.caseId, body), actor, params.caseId), again),
    route(contract.finishCase, ({ actor, params, body }) => then(finishCase(deps, actor, params.caseId, body), actor, params.caseId), again),
    route(
      contract.releaseCase,
      async ({ actor, params, body, remember }) => {
        const entry = await releaseCase(deps, actor, params.caseId, body);
        remember(entry.entryId);
        return { ...(await getCase(deps, actor, params.caseId)), promise: deps.promises.of(entry) };
      },
      {
        recall: async ({ actor, params }, entryId) => ({ ...(await getCase(deps, actor, params.caseId)), promise: await deps.promises.ofEntry(entryId) }),
      },
    ),
  ];

  async function then(step: Promise<void>, actor: Actor, caseId: string) {
    await step;
    return getCaseAgain(deps, actor, caseId);
  }
}

async function presentSubmitted(deps: FilesDeps, actor: Actor, publicId: string, known: Known = {}) {
  const row = await findCase(deps.db, publicId);
  if (!row) {
    throw new Refusal("case.not_found");
  }
  const isAnonymous = row.capacity === "anonymous";
  const [summary] = await presentCases(deps, actor, [row], isAnonymous, known);
  if (!summary) {
    throw new Error("a case was presented as nothing");
  }
  return { case: summary, followCode: isAnonymous ? followCodeOf(deps, publicId) : null };
}
