import type { Database } from "../../../kernel/database.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { readAreas, type Area } from "../area.ts";

/** Areas as they are now, locked for the rest of the transaction, always in the order of their ids. */
export async function lockAreas(db: Database, ids: readonly number[]): Promise<Map<number, Area>> {
  const areas = await readAreas(db, sql`id IN (${listOf(ids)})`, sql`ORDER BY id ${forUpdate(db)}`);
  return new Map(areas.map((area) => [area.id, area]));
}

/** Whether an open sibling bears the name already. The parent must be locked, or two could take it at once. */
export async function isNameTaken(db: Database, parentId: number, name: string, exceptId = 0): Promise<boolean> {
  const taken = await db.selectOne(sql`
    SELECT id FROM areas WHERE parent_id = ${parentId} AND name = ${name} AND closed_at IS NULL AND id <> ${exceptId} LIMIT 1`);
  return taken !== undefined;
}
