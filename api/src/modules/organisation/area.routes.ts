import * as contract from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../kernel/actor.ts";
import { route, type Route } from "../../kernel/http/route.ts";
import { refuseUnless } from "../../kernel/refusal.ts";
import { sql } from "../../kernel/sql.ts";
import { areasById, findArea, getCounty, idsOfPath, readAreas, refOf, type Area } from "./area.ts";
import { mayManage } from "./area.policy.ts";
import { presentArea, presentAreas } from "./area.presenter.ts";
import { mergeArea } from "./commands/merge-area.ts";
import { openGrid } from "./commands/open-grid.ts";
import { recodeArea } from "./commands/recode-area.ts";
import { renameArea } from "./commands/rename-area.ts";
import type { OrganisationDeps } from "./ports.ts";
import { findVillages } from "./queries/find-villages.ts";
import { listAreaHistory } from "./queries/list-area-history.ts";

export function areaRoutes(deps: OrganisationDeps): Route[] {
  const { db } = deps;
  return [
    route(contract.listAreas, async ({ params }) => {
      const areas = params.parentId === undefined ? [await getCounty(db)] : await readAreas(db, sql`parent_id = ${(await known(params.parentId)).id}`);
      return { rows: await presentAreas(db, areas) };
    }),
    route(contract.searchVillages, async ({ params }) => {
      const found = await findVillages(db, params.q);
      const nodes = await presentAreas(db, found.map(({ area }) => area));
      return { rows: nodes.map((node, index) => ({ ...node, townshipName: found[index]?.townshipName ?? "" })) };
    }),
    route(contract.getArea, async ({ params }) => {
      const area = await known(params.areaId);
      const above = idsOfPath(area.path).slice(0, -1);
      const others = await areasById(db, area.mergedIntoId === null ? above : [...above, area.mergedIntoId]);
      const mergedInto = area.mergedIntoId === null ? undefined : others.get(area.mergedIntoId);
      return {
        ...(await presentArea(db, area)),
        ancestors: above.flatMap((id) => others.get(id) ?? []).map(refOf),
        mergedInto: mergedInto ? refOf(mergedInto) : null,
      };
    }),
    route(contract.listAreaHistory, async ({ actor, params }) => ({ rows: await listAreaHistory(deps, await managed(actor, params.areaId)) })),
    route(contract.openGrid, async ({ actor, params, body }) => {
      const village = await managed(actor, params.areaId);
      const role = grantAt(actor, "area.manage", village.path)?.role;
      return presentArea(db, await openGrid(deps, actor, village, body.name, role));
    }),
    route(contract.renameArea, async ({ actor, params, body }) =>
      presentArea(db, await renameArea(deps, actor, await managed(actor, params.areaId), body))),
    route(contract.recodeArea, async ({ actor, params, body }) =>
      presentArea(db, await recodeArea(deps, actor, await managed(actor, params.areaId), body))),
    route(contract.mergeArea, async ({ actor, params, body }) => {
      const [from, into] = [await managed(actor, params.areaId), await managed(actor, body.intoId)];
      return presentArea(db, await mergeArea(deps, actor, from, into, body.reason));
    }),
  ];

  async function known(publicId: string): Promise<Area> {
    const area = await findArea(db, publicId);
    refuseUnless(area, "area.not_found");
    return area;
  }

  async function managed(actor: StaffActor, publicId: string): Promise<Area> {
    const area = await known(publicId);
    refuseUnless(mayManage(actor, area), "area.not_found");
    return area;
  }
}
