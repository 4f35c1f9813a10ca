import * as contract from "@cunqing/contract";
import type { Permission } from "@cunqing/contract";
import { heldPaths, holdsAt, type StaffActor } from "../../kernel/actor.ts";
import { route, type Route } from "../../kernel/http/route.ts";
import { refuseUnless } from "../../kernel/refusal.ts";
import { areasById, findArea, findOpenVillage, type Area } from "./area.ts";
import { applyRollImport } from "./commands/apply-roll-import.ts";
import { cancelRollImport } from "./commands/cancel-roll-import.ts";
import { showSensitive } from "./commands/show-sensitive.ts";
import { startRollImport } from "./commands/start-roll-import.ts";
import type { OrganisationDeps } from "./ports.ts";
import { listPeople } from "./queries/list-people.ts";
import { listRollImportProblems } from "./queries/list-roll-import-problems.ts";
import { listRollImports } from "./queries/list-roll-imports.ts";
import { findRollImport, type RollImport } from "./roll-import.ts";
import { presentRollImport, presentRollImports } from "./roll-import.presenter.ts";
import { presentPeople } from "./roll-person.presenter.ts";

export function rollRoutes(deps: OrganisationDeps): Route[] {
  const { db } = deps;
  return [
    route(contract.listPeople, async ({ actor, params }) => {
      const area = await reached(actor, "roll.read", params.areaId);
      const page = await listPeople(deps, actor, { ...params, area });
      return { rows: await presentPeople(deps, page.rows), next: page.next };
    }),
    route(contract.showSensitive, async ({ actor, params, body }) => ({ value: await showSensitive(deps, actor, params.personId, body) })),
    route(contract.startRollImport, async ({ actor, body, file }) => {
      const village = await findOpenVillage(db, body.villageId);
      refuseUnless(village && holdsAt(actor, "roll.import", village.path), "area.not_found");
      if (!file) {
        throw new Error("the dispatcher lets no upload through without a file");
      }
      return presentRollImport(db, await startRollImport(deps, actor, village, file));
    }),
    route(contract.listRollImports, async ({ actor, params }) => {
      const area = await reached(actor, "roll.import", params.areaId);
      const page = await listRollImports(deps, actor, { ...params, area });
      return { rows: await presentRollImports(db, page.rows), next: page.next };
    }),
    route(contract.getRollImport, async ({ actor, params }) => presentRollImport(db, (await visible(actor, params.importId)).found)),
    route(contract.listRollImportProblems, async ({ actor, params }) =>
      listRollImportProblems(deps, (await visible(actor, params.importId)).found.id, params)),
    route(contract.applyRollImport, async ({ actor, params }) => {
      const { found, village } = await visible(actor, params.importId);
      return presentRollImport(db, await applyRollImport(deps, actor, village, found.id));
    }),
    route(contract.cancelRollImport, async ({ actor, params }) => {
      const { found } = await visible(actor, params.importId);
      return presentRollImport(db, await cancelRollImport(deps, actor, found.id));
    }),
  ];

  /** An area in which, or above which, the actor holds the permission; others are as good as missing. */
  async function reached(actor: StaffActor, permission: Permission, publicId: string | undefined): Promise<Area | undefined> {
    if (publicId === undefined) {
      return undefined;
    }
    const area = await findArea(db, publicId);
    const isReached = area && heldPaths(actor, permission).some((held) => area.path.startsWith(held) || held.startsWith(area.path));
    refuseUnless(isReached, "area.not_found");
    return area;
  }

  async function visible(actor: StaffActor, publicId: string): Promise<{ readonly found: RollImport; readonly village: Area }> {
    const found = await findRollImport(db, publicId);
    const village = found && (await areasById(db, [found.villageId])).get(found.villageId);
    refuseUnless(found && village && holdsAt(actor, "roll.import", village.path), "roll_import.not_found");
    return { found, village };
  }
}
