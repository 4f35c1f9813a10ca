import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";

export interface StaffBehind {
  readonly staffIds: readonly number[];
  /** Areas the person is appointed in: his units. */
  readonly areaIds: readonly number[];
}

/** The staff accounts of the person who has this villager's account, told by the roll or by the phone. */
export async function staffBehind(db: Database, accountId: number): Promise<StaffBehind> {
  const rows = await db.select<{ staff_id: number; area_id: number | null }>(sql`
    SELECT t.id AS staff_id, p.area_id FROM accounts a
    JOIN staff t ON t.person_id = a.person_id OR t.phone_index = a.phone_index
    LEFT JOIN appointments p ON p.staff_id = t.id AND p.ended_at IS NULL
    WHERE a.id = ${accountId}`);
  return {
    staffIds: [...new Set(rows.map((row) => row.staff_id))],
    areaIds: [...new Set(rows.flatMap((row) => (row.area_id === null ? [] : [row.area_id])))],
  };
}
