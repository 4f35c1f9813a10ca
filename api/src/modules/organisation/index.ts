import type { Deps } from "../../kernel/deps.ts";
import type { Module } from "../../kernel/module.ts";
import type { RollStorage } from "./ports.ts";

export { areasById, findArea, findOpenVillage, getCounty, idsOfPath, isVillage, readAreas, refOf, type Area, type AreaRef } from "./area.ts";

export interface OrganisationDeps extends Deps {
  readonly storage: RollStorage;
}

export function createOrganisation(_deps: OrganisationDeps): Module {
  return { routes: [] };
}
