import type { AreaKind } from "@cunqing/contract";
import type { Database } from "../../kernel/database.ts";
import { listOf, sql, type Sql } from "../../kernel/sql.ts";

/** A node from county to grid. `path` is built of stable ids: "/1/5/20/". */
export interface Area {
  readonly id: number;
  readonly publicId: string;
  readonly kind: AreaKind;
  readonly code: string | null;
  readonly name: string;
  readonly parentId: number | null;
  readonly path: string;
  readonly closedAt: number | null;
  readonly mergedIntoId: number | null;
}

export interface AreaRef {
  readonly id: string;
  readonly name: string;
  readonly kind: AreaKind;
}

export const refOf = (area: Area): AreaRef => ({ id: area.publicId, name: area.name, kind: area.kind });

/** Villages and urban communities: where people live and cases stand. */
export const isVillage = (area: Area): boolean => area.kind === "village" || area.kind === "community";

/** An area by its public id, closed ones too. */
export async function findArea(db: Database, publicId: string): Promise<Area | undefined> {
  const [area] = await readAreas(db, sql`public_id = ${publicId}`);
  return area;
}

/** A village or community that is still open; anything else is as good as missing to a villager. */
export async function findOpenVillage(db: Database, publicId: string): Promise<Area | undefined> {
  const area = await findArea(db, publicId);
  return area && isVillage(area) && area.closedAt === null ? area : undefined;
}

/** The county, root of all. */
export async function getCounty(db: Database): Promise<Area> {
  const [county] = await readAreas(db, sql`parent_id IS NULL`);
  if (!county) {
    throw new Error("the county is not seeded");
  }
  return county;
}

/** Areas by internal id, in one query. */
export async function areasById(db: Database, ids: Iterable<number>): Promise<Map<number, Area>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) {
    return new Map();
  }
  const areas = await readAreas(db, sql`id IN (${listOf(wanted)})`);
  return new Map(areas.map((area) => [area.id, area]));
}

/** Internal ids along a path, outermost first. */
export const idsOfPath = (path: string): number[] => path.split("/").filter(Boolean).map(Number);

export async function readAreas(db: Database, condition: Sql, order: Sql = sql`ORDER BY sort, id`): Promise<Area[]> {
  const rows = await db.select<AreaRow>(sql`
    SELECT id, public_id, kind, code, name, parent_id, path, closed_at, merged_into_id FROM areas WHERE ${condition} ${order}`);
  return rows.map(fromRow);
}

interface AreaRow {
  readonly id: number;
  readonly public_id: string;
  readonly kind: AreaKind;
  readonly code: string | null;
  readonly name: string;
  readonly parent_id: number | null;
  readonly path: string;
  readonly closed_at: number | null;
  readonly merged_into_id: number | null;
}

function fromRow(row: AreaRow): Area {
  return {
    id: row.id,
    publicId: row.public_id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    parentId: row.parent_id,
    path: row.path,
    closedAt: row.closed_at,
    mergedIntoId: row.merged_into_id,
  };
}
