import * as contract from "@cunqing/contract";
import type { Deps } from "../../../kernel/deps.ts";
import { route, type Route } from "../../../kernel/http/route.ts";
import { addCosignatures } from "./add-cosignatures.ts";
import { getTrailState } from "./get-trail-state.ts";
import { listCheckpoints } from "./list-checkpoints.ts";
import { listCosignatures } from "./list-cosignatures.ts";
import type { Proofs } from "./proofs.ts";
import { proveConsistency, proveInclusion, showEntry } from "./prove.ts";
import { readRecordKeys } from "./record-keys.ts";

export function treeRoutes(deps: Deps, proofs: Proofs): Route[] {
  const keys = readRecordKeys(deps.county.trail);
  return [
    route(contract.getInclusionProof, ({ params }) => proveInclusion(deps.db, proofs, params)),
    route(contract.getConsistencyProof, ({ params }) => proveConsistency(deps.db, proofs, params)),
    route(contract.getEntry, ({ params }) => showEntry(deps.db, proofs, params)),
    route(contract.listCosignatures, () => listCosignatures(deps, keys)),
    route(contract.addCosignatures, ({ body }) => addCosignatures(deps, keys, body.note)),
    route(contract.getTrailState, () => getTrailState(deps, keys)),
    route(contract.listCheckpoints, ({ params }) => listCheckpoints(deps, params)),
  ];
}
