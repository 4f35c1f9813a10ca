import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import { staffBehind } from "../../identity/index.ts";
import { areasById, idsOfPath } from "../../organisation/index.ts";

/**
 * Whether the person behind a villager's account had this case in hand at work, or works in a unit that did:
 * nobody confirms what his own unit handled, whichever session he comes by.
 */
export async function hasHandled(db: Database, caseId: number, accountId: number): Promise<boolean> {
  const behind = await staffBehind(db, accountId);
  if (behind.staffIds.length === 0) {
    return false;
  }
  const handlers = await db.select<{ staff_id: number; area_id: number }>(sql`SELECT staff_id, area_id FROM case_handlers WHERE case_id = ${caseId}`);
  if (handlers.some((handler) => behind.staffIds.includes(handler.staff_id))) {
    return true;
  }
  const areas = await areasById(db, [...handlers.map((handler) => handler.area_id), ...behind.areaIds]);
  const pathOf = (areaId: number): string => areas.get(areaId)?.path ?? "";
  // A grid is of its village's unit. The county and the townships are not one unit with every village below them.
  return handlers.some(({ area_id: unit }) => behind.areaIds.some((own) => pathOf(own) === pathOf(unit) || isGridOf(pathOf(own), pathOf(unit)) || isGridOf(pathOf(unit), pathOf(own))));
}

const villageDepth = 3;

const isGridOf = (path: string, village: string): boolean => idsOfPath(village).length === villageDepth && path !== village && path.startsWith(village);
