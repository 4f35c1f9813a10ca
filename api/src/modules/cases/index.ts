import type { Module } from "../../kernel/module.ts";
import type { FilesDeps } from "../files/index.ts";
import { caseRoutes } from "./case.routes.ts";
import { closeSettled, fallSilent } from "./commands/settle-cases.ts";
import { caseCopy, casePersonalData } from "./personal-data.ts";
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
export { findCaseForStaff, type StaffCase } from "./queries/find-for-staff.ts";
export { countOpenOf, countOpenOfEach } from "./queries/count-open-of.ts";
export { countOpen, type OpenCount } from "./queries/count-open.ts";
export { restrictedCases } from "./queries/restricted-cases.ts";
export { countPublicCases, listRecentPublic } from "./queries/village-counts.ts";
export { lockPublishedCase, namesOfCases } from "./queries/published-case.ts";
export { findMatter, reportersOf } from "./queries/find-matter.ts";
export { listMyCases } from "./queries/list-cases.ts";

export function createCases(deps: FilesDeps): Module {
  return {
    routes: caseRoutes(deps),
    receipts: ["case.submitted", "case.confirmed", "case.disputed", "case.released"],
    loops: [
      { name: "cases fall silent", restMs: 30_000, run: () => fallSilent(deps) },
      { name: "cases close", restMs: 60_000, run: () => closeSettled(deps) },
    ],
    personalData: casePersonalData(deps),
    copyOf: caseCopy(deps),
  };
}

