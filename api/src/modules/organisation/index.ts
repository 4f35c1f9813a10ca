import type { Module } from "../../kernel/module.ts";
import { areaRoutes } from "./area.routes.ts";
import { createRollLoops } from "./jobs.ts";
import { createAreaMoves } from "./move-areas.ts";
import type { OrganisationDeps } from "./ports.ts";
import { organisationPersonalData } from "./personal-data.ts";
import { rollRoutes } from "./roll.routes.ts";
import "./kinds.ts";

export { areasById, findArea, findOpenVillage, getCounty, idsOfPath, isVillage, readAreas, refOf, type Area } from "./area.ts";
export { applyRollImport } from "./commands/apply-roll-import.ts";
export { organisationRows } from "./committed-rows.ts";
export { openGrid } from "./commands/open-grid.ts";
export { startRollImport } from "./commands/start-roll-import.ts";
export type { FindMatter, OrganisationDeps, PeopleNames, PlacedTable } from "./ports.ts";
export { closeRelativesOf, findPerson, findRollPeopleByIdentity, findRollPersonByIdentity, findRollPersonByPhone, openIdentity, openPhone, rollPersonOf, type RollPerson } from "./roll-person.ts";

export function createOrganisation(deps: OrganisationDeps): Module {
  return {
    routes: [...areaRoutes(deps), ...rollRoutes(deps)],
    loops: [...createRollLoops(deps), createAreaMoves(deps)],
    personalData: organisationPersonalData,
  };
}
