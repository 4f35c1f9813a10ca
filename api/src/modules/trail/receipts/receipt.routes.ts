import * as contract from "@cunqing/contract";
import type { Deps } from "../../../kernel/deps.ts";
import { route, type Route } from "../../../kernel/http/route.ts";
import { listEpochs } from "../epochs/list-epochs.ts";
import type { Proofs } from "../tree/proofs.ts";
import { getReceipt } from "./get-receipt.ts";

export function receiptRoutes(deps: Deps, proofs: Proofs): Route[] {
  return [
    route(contract.getReceipt, ({ body }) => getReceipt(deps, proofs, body.ticket)),
    route(contract.listEpochs, () => listEpochs(deps.db)),
  ];
}
