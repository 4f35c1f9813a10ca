import type { Module } from "../../kernel/module.ts";
import type { FilesDeps } from "../files/index.ts";
import { caseRoutes } from "./case.routes.ts";
import { closeSettled, fallSilent } from "./commands/settle-cases.ts";
import "./kinds.ts";

export { presentCases, type Summary } from "./case.presenter.ts";
export { timelineTitles } from "./case.words.ts";
export { caseFactsById, type CaseFactsRow } from "./queries/case-facts.ts";
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

