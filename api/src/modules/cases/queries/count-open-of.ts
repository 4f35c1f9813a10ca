import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

/** How many of an account's cases are not over: somebody owes work, or waits for the reporter's word. */
export async function countOpenOf(db: Database, accountId: number): Promise<number> {
  return (await countOpenOfEach(db, [accountId])).get(accountId) ?? 0;
}

/** The same of several at once; who has none is not in it. */
export async function countOpenOfEach(db: Database, accountIds: readonly number[]): Promise<Map<number, number>> {
  if (accountIds.length === 0) {
    return new Map();
  }
  const rows = await db.select<{ account_id: number; n: number }>(sql`
    SELECT account_id, COUNT(*) AS n FROM cases
    WHERE account_id IN (${listOf(accountIds)}) AND (is_open = 1 OR state = 'done_pending') GROUP BY account_id`);
  return new Map(rows.map((row) => [row.account_id, row.n]));
}
