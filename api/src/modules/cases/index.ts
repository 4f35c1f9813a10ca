import type { Module } from "../../kernel/module.ts";
import type { FilesDeps } from "../files/index.ts";
import { caseRoutes } from "./case.routes.ts";
import { closeSettled, fallSilent } from "./commands/settle-cases.ts";
import "./kinds.ts";

export { caseRows } from "./committed-rows.ts";
export { acceptCase } from "./commands/accept-case.ts";
export { assignCase } from "./commands/assign-case.ts";
export { finishCase } from "./commands/finish-case.ts";
export { rateCase } from "./commands/rate-case.ts";
export { releaseCase } from "./commands/release-case.ts";
export { startCase } from "./commands/start-case.ts";
export { submitCase } from "./commands/submit-case.ts";
export { presentCases } from "./case.presenter.ts";
export { caseFactsById, type CaseFactsRow } from "./queries/case-facts.ts";
export { countOpen, type OpenCount } from "./queries/count-open.ts";
export { countPublicCases, listRecentPublic } from "./queries/village-counts.ts";
export { listMyCases } from "./queries/list-cases.ts";

export function createCases(deps: FilesDeps): Module {
  return {
    routes: caseRoutes(deps),
    loops: [
      { name: "cases fall silent", restMs: 30_000, run: () => fallSilent(deps) },
      { name: "cases close", restMs: 60_000, run: () => closeSettled(deps) },
    ],
  };
}

