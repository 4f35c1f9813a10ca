import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";

/** How many of an account's cases are not over: somebody owes work, or waits for the reporter's word. */
export async function countOpenOf(db: Database, accountId: number): Promise<number> {
  const row = await db.selectOne<{ n: number }>(sql`
    SELECT COUNT(*) AS n FROM cases WHERE account_id = ${accountId} AND (is_open = 1 OR state = 'done_pending')`);
  return row?.n ?? 0;
}
