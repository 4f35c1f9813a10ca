import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import { holdLease, takeLease, type Lease } from "../lease.ts";
import { deleteByKeys } from "../sql-differences.ts";
import { join, sql } from "../sql.ts";
import { inTransaction } from "../transaction.ts";

export interface SealerOptions {
  readonly batchMax: number;
  readonly leaseMs: number;
  /** For tests: another process on the same machine. */
  readonly holder?: string;
}

const defaults: SealerOptions = { batchMax: 500, leaseMs: 10_000 };

/**
 * Gives committed entries their gapless positions (trust.md 2). It reads `journal_unsealed`, which a command
 * fills in its own transaction: a late commit is there when it is there, an aborted one never is, and nobody
 * waits for either.
 * @returns how many entries were sealed; null when another process holds the lease.
 */
export async function sealOnce(deps: { db: Database; clock: Clock }, options: Partial<SealerOptions> = {}): Promise<number | null> {
  const { batchMax, leaseMs, holder } = { ...defaults, ...options };
  const lease = await takeLease(deps, "sealer", leaseMs, holder);
  return lease ? sealBatch(deps.db, lease, batchMax) : null;
}

/** One batch under a lease that may have passed on meanwhile: the row decides, not our belief. */
export async function sealBatch(db: Database, lease: Lease, batchMax: number): Promise<number | null> {
  return inTransaction(db, async () => {
    if (!(await holdLease(db, lease))) {
      return null;
    }
    const waiting = await db.select<{ journal_id: number }>(sql`
      SELECT journal_id FROM journal_unsealed ORDER BY journal_id LIMIT ${batchMax}`);
    if (waiting.length === 0) {
      return 0;
    }
    const ids = waiting.map((row) => row.journal_id);
    const first = ((await db.selectOne<{ top: number | null }>(sql`SELECT MAX(position) AS top FROM trail_leaves`))?.top ?? -1) + 1;
    const leaves = ids.map((id, index) => sql`(${first + index}, ${id})`);
    await db.change(sql`INSERT INTO trail_leaves (position, journal_id) VALUES ${join(leaves, ", ")}`);
    await db.change(deleteByKeys(db, "journal_unsealed", "journal_id", ids));
    return ids.length;
  });
}
