import type { areaNode } from "@cunqing/contract";
import type * as z from "zod";
import type { Database } from "../../kernel/database.ts";
import { listOf, sql } from "../../kernel/sql.ts";
import { refOf, type Area } from "./area.ts";

export type AreaNode = z.output<typeof areaNode>;

/** Areas as the contract shows them; which of them have others below is asked once for all. */
export async function presentAreas(db: Database, areas: readonly Area[]): Promise<AreaNode[]> {
  if (areas.length === 0) {
    return [];
  }
  const parents = await db.select<{ parent_id: number }>(sql`
    SELECT DISTINCT parent_id FROM areas WHERE parent_id IN (${listOf(areas.map((area) => area.id))})`);
  const withChildren = new Set(parents.map((row) => row.parent_id));
  return areas.map((area) => ({ ...refOf(area), code: area.code ?? "", hasChildren: withChildren.has(area.id), closedAt: area.closedAt }));
}

export async function presentArea(db: Database, area: Area): Promise<AreaNode> {
  const [node] = await presentAreas(db, [area]);
  if (!node) {
    throw new Error("an area was not presented");
  }
  return node;
}
