import { randomId } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { holdLease, seizeLease, takeLease, type Lease } from "../../../kernel/lease.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { readCounted } from "../counted.ts";
import { readerName } from "../statistics.reader.ts";
import { createTally } from "../tally.ts";

const rowsMax = 500;
const leaseMs = 10_000;

/**
 * Forgets all figures and lets the reader count the journal again from its beginning. The reader's own lease is
 * taken away meanwhile; it goes on by itself when ours has run out. Each batch leaves sums and facts in agreement,
 * so a rebuild that is killed has only to be run again.
 */
export async function rebuildFigures(deps: Deps): Promise<void> {
  const lease = await seizeLease(deps, `reader:${readerName}`, leaseMs, `rebuild ${randomId()}`);
  await guarded(deps, lease, async () => {
    await deps.db.change(sql`UPDATE reader_cursors SET position = -1 WHERE reader = ${readerName}`);
    await deps.db.change(sql`DELETE FROM reader_holds WHERE reader = ${readerName}`);
  });
  while (await guarded(deps, lease, () => forgetFacts(deps))) {
    // The next batch.
  }
  while (await guarded(deps, lease, () => forgetSums(deps))) {
    // The next area: sums that had gone wrong do not outlive the facts they came from.
  }
}

async function guarded<T>(deps: Deps, lease: Lease, work: () => Promise<T>): Promise<T> {
  await takeLease(deps, lease.name, leaseMs, lease.holder);
  return inTransaction(deps.db, async () => {
    if (!(await holdLease(deps.db, lease))) {
      throw new Error("somebody else has begun to read or to rebuild the figures; run the rebuild again");
    }
    return work();
  });
}

async function forgetFacts({ db }: Deps): Promise<boolean> {
  const rows = await readCounted(db, sql`1 = 1 LIMIT ${rowsMax}`);
  const tally = createTally();
  for (const row of rows) {
    tally.subtract(row);
  }
  await tally.write(db);
  await db.change(sql`DELETE FROM case_facts WHERE case_id IN (${listOf(rows.map((row) => row.caseId))})`);
  return rows.length > 0;
}

async function forgetSums({ db }: Deps): Promise<boolean> {
  const first = await db.selectOne<{ area_id: number }>(sql`SELECT area_id FROM case_counts LIMIT 1`);
  if (first) {
    await db.change(sql`DELETE FROM case_counts WHERE area_id = ${first.area_id}`);
  }
  return first !== undefined;
}
