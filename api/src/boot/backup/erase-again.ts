import type { Database } from "../../kernel/database.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { listOf, sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";

const batchMax = 200;

/**
 * Whoever was erased after the backup was made comes back without anything that could be opened. What then remains to be
 * done, entries and all, is an erasure like any other: the worker finds it and finishes it.
 */
export async function eraseAgain(db: Database, owners: ReadonlySet<number>): Promise<void> {
  const all = [...owners];
  for (let from = 0; from < all.length; from += batchMax) {
    await inTransaction(db, async () => {
      const batch = listOf(all.slice(from, from + batchMax));
      const rows = await db.select<{ id: number }>(sql`
        SELECT a.id FROM accounts a WHERE a.id IN (${batch})
          AND NOT EXISTS (SELECT 1 FROM erasures e WHERE e.account_id = a.id AND e.state IN ('erasing', 'erased'))`);
      for (const { id } of rows) {
        await db.change(sql`
          INSERT INTO erasures (public_id, account_id, state, asked_by, requested_at, decided_at)
          VALUES (${randomId()}, ${id}, 'erasing', 'restore', ${Date.now()}, ${Date.now()})`);
      }
    });
  }
}
