import type { getCase as getCaseEndpoint, ResultOf } from "@cunqing/contract";
import { countWork, getCase, getVillageHome, listMyCases, listVillageCases, listWork } from "@cunqing/contract/paths";
import { forgetAnswers, queryClient } from "./query.ts";
import type { Capacity } from "./session.ts";

/** An action answers with the case as it is now: shown at once, and every list that shows it is read again. */
export function settleCase(as: Capacity, settled: ResultOf<typeof getCaseEndpoint>): void {
  queryClient.setQueryData([as, getCase.path, { params: { caseId: settled.id } }], settled);
  void forgetAnswers(getVillageHome, listMyCases, listVillageCases, listWork, countWork);
}
