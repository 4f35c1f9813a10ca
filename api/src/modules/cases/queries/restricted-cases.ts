import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { whereRestricted } from "../case.policy.ts";

/** Which of these cases a law alone still keeps: what staff wrote of them is the data-protection officer's to read. */
export async function restrictedCases(db: Database, ids: readonly number[]): Promise<ReadonlySet<number>> {
  if (ids.length === 0) {
    return new Set();
  }
  const rows = await db.select<{ id: number }>(sql`SELECT c.id FROM cases c WHERE c.id IN (${listOf(ids)}) AND ${whereRestricted}`);
  return new Set(rows.map((row) => row.id));
}
