import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

/** Which of these people on a roll have an account of their own. */
export async function claimedPersonIds(db: Database, personIds: readonly number[]): Promise<Set<number>> {
  if (personIds.length === 0) {
    return new Set();
  }
  const rows = await db.select<{ person_id: number }>(sql`
    SELECT person_id FROM accounts WHERE person_id IN (${listOf([...new Set(personIds)])})`);
  return new Set(rows.map((row) => row.person_id));
}
