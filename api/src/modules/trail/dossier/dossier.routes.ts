import * as contract from "@cunqing/contract";
import { route, type Route } from "../../../kernel/http/route.ts";
import type { FilesDeps } from "../../files/index.ts";
import type { Proofs } from "../tree/proofs.ts";
import { makeDossier } from "./make-dossier.ts";

export function dossierRoutes(deps: FilesDeps, proofs: Proofs): Route[] {
  return [route(contract.makeDossier, ({ actor, params, body }) => makeDossier(deps, proofs, actor, { ...params, ...body }))];
}
