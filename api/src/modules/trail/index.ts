import type { Deps } from "../../kernel/deps.ts";
import type { Reader } from "../../kernel/journal/reader.ts";
import type { Module } from "../../kernel/module.ts";
import type { FilesDeps } from "../files/index.ts";
import { dossierRoutes } from "./dossier/dossier.routes.ts";
import { receiptRoutes } from "./receipts/receipt.routes.ts";
import { trailRoutes } from "./trail.routes.ts";
import { treeLoop } from "./tree/build-tree.ts";
import { createProofs } from "./tree/proofs.ts";
import { recordPages } from "./tree/record-pages.ts";
import { createTileReader } from "./tree/tile-reader.ts";
import { treeRoutes } from "./tree/tree.routes.ts";
import { verificationLoop, type VerificationDeps } from "./verify/desk/run-verification.ts";
import { verificationRoutes } from "./verify/desk/verification.routes.ts";
import "./kinds.ts";

export { trailRows } from "./committed-rows.ts";
export { checkDossier } from "./dossier/check-dossier.ts";
export { readDossier } from "./dossier/read-dossier.ts";
export { countFiles } from "./verify/check-files.ts";
export { openCheck } from "./verify/open-check.ts";
export { readVerifyOptions, UsageFault, type VerifyOptions } from "./verify/options.ts";
export { createRecordClient, RecordUnreachable } from "./verify/record-client.ts";
export { reportOf, type ReportFacts } from "./verify/report.ts";
export { runCheck } from "./verify/run-check.ts";
export { stepDatabase } from "./verify/verify-database.ts";
export { withFindings, type VerifyState } from "./verify/verify-state.ts";
export { openUrlCheck, stepUrl } from "./verify/verify-url.ts";
export { EpochRefused, openEpoch, type EpochOrder, type EpochRow } from "./epochs/open-epoch.ts";

export function createTrail(deps: FilesDeps & VerificationDeps, readers: readonly Reader[]): Module {
  const proofs = createProofs(createTileReader(deps.db));
  return {
    routes: [
      ...trailRoutes(deps, readers),
      ...treeRoutes(deps, proofs),
      ...receiptRoutes(deps, proofs),
      ...dossierRoutes(deps, proofs),
      ...verificationRoutes(deps),
    ],
    loops: [treeLoop(deps), verificationLoop(deps)],
  };
}

export { growTree } from "./tree/build-tree.ts";
export { createProofs } from "./tree/proofs.ts";
export { proveInclusion } from "./tree/prove.ts";
export { createTileReader } from "./tree/tile-reader.ts";

/** The checkpoint, tiles and entry bundles that anybody may fetch. */
export const createRecordPages = (deps: Deps) => recordPages(deps, createTileReader(deps.db));
