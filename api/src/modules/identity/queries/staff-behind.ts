import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

export interface StaffBehind {
  readonly staffIds: readonly number[];
  /** Areas where they are or were appointed. */
  readonly areaIds: readonly number[];
}

/** The staff accounts of the person who holds a villager's account: the same person on the roll, or the same phone. */
export async function staffBehind(db: Database, accountId: number): Promise<StaffBehind> {
  const rows = await db.select<{ id: number }>(sql`
    SELECT s.id FROM accounts a JOIN staff s ON s.person_id = a.person_id OR s.phone_index = a.phone_index WHERE a.id = ${accountId}`);
  const staffIds = rows.map((row) => row.id);
  if (staffIds.length === 0) {
    return { staffIds, areaIds: [] };
  }
  const areas = await db.select<{ area_id: number }>(sql`
    SELECT DISTINCT area_id FROM appointments WHERE staff_id IN (${listOf(staffIds)})`);
  return { staffIds, areaIds: areas.map((row) => row.area_id) };
}
