import type { Deps } from "../deps.ts";
import { holdLease, takeLease, type Lease } from "../lease.ts";
import { deleteByKeys } from "../sql-differences.ts";
import { join, sql } from "../sql.ts";
import { inTransaction } from "../transaction.ts";
import { cryptoRandom, takeDueBatch, writePadding } from "./cover.ts";
import { shuffledBySubject, takenOf, type CoverRandom } from "./cover.policy.ts";
import { isBehindOther } from "./waits-behind.ts";

export type SealerDeps = Pick<Deps, "db" | "clock" | "county">;

export interface SealerOptions {
  readonly batchMax: number;
  readonly leaseMs: number;
  /** Of the cover batches' moments and sizes. */
  readonly random: CoverRandom;
  /** For tests that do not want to wait: what is sealed goes out now, with one leaf of padding, and no moment is drawn. */
  readonly isCoverNow: boolean;
  /** For tests: another process on the same machine. */
  readonly holder?: string;
}

/**
 * Gives committed entries their gapless positions (trust.md 2). It reads `journal_unsealed`, which a command
 * fills in its own transaction: a late commit is there when it is there, an aborted one never is, and nobody
 * waits for either. Sealed entries wait for a cover batch (trust.md 3).
 * @returns how many leaves were added; null when another process holds the lease.
 */
export async function sealOnce(deps: SealerDeps, options: Partial<SealerOptions> = {}): Promise<number | null> {
  const { leaseMs, holder } = { ...defaults, ...options };
  const lease = await takeLease(deps, "sealer", leaseMs, holder);
  return lease ? sealBatch(deps, lease, options) : null;
}

/** One batch under a lease that may have passed on meanwhile: the row decides, not our belief. */
export async function sealBatch(deps: SealerDeps, lease: Lease, options: Partial<SealerOptions> = {}): Promise<number | null> {
  const all = { ...defaults, ...options };
  return inTransaction(deps.db, async () => {
    if (!(await holdLease(deps.db, lease))) {
      return null;
    }
    const plain = (await waitingOf(deps, 0, all.batchMax)).map(({ id }) => id);
    await giveOut(deps, plain, plain);
    // Only now: what stood behind a plain entry that has just got its place waits no longer.
    return plain.length + (await sealCover(deps, await waitingOf(deps, 1, all.batchMax), all));
  });
}

const defaults: SealerOptions = { batchMax: 2_000, leaseMs: 10_000, random: cryptoRandom, isCoverNow: false };

interface Waiting {
  readonly id: number;
  readonly at: number;
  readonly subject: string;
}

/**
 * Whose turn it is, in order. Behind an entry of the other sort about the same subject an entry waits on, so that each
 * subject's order holds. Each sort has a limit of its own: a rush of the one must not hide the other behind it.
 */
async function waitingOf({ db }: SealerDeps, isSealed: 0 | 1, limit: number): Promise<Waiting[]> {
  const rows = await db.select<{ journal_id: number; at_ms: number; subject_kind: string; subject_id: number }>(sql`
    SELECT u.journal_id, j.at_ms, j.subject_kind, j.subject_id FROM journal_unsealed u JOIN journal j ON j.id = u.journal_id
    WHERE j.is_sealed = ${isSealed} AND NOT ${isBehindOther} ORDER BY u.journal_id LIMIT ${limit}`);
  return rows.map((row) => ({ id: row.journal_id, at: row.at_ms, subject: `${row.subject_kind} ${row.subject_id}` }));
}

async function sealCover(deps: SealerDeps, waits: readonly Waiting[], { random, isCoverNow }: SealerOptions): Promise<number> {
  const { cover, promiseSeconds } = deps.county.trail;
  const now = deps.clock.now();
  const batch = isCoverNow
    ? { size: waits.length === 0 ? 0 : waits.length + 1, nextAt: now }
    : await takeDueBatch(deps.db, cover, now, random);
  if (!batch) {
    return 0;
  }
  const taken = waits.slice(0, takenOf(waits.map(({ at }) => at), batch, promiseSeconds * 1000));
  const padding = await writePadding(deps.db, Math.max(0, batch.size - taken.length), now);
  const leaves = shuffledBySubject([...taken, ...padding.map((id) => ({ id, subject: `padding ${id}` }))], random);
  await giveOut(deps, leaves.map(({ id }) => id), taken.map(({ id }) => id));
  return leaves.length;
}

/** Positions to all of `ids`, in this order; those that waited wait no more. */
async function giveOut({ db }: SealerDeps, ids: readonly number[], waited: readonly number[]): Promise<void> {
  if (ids.length === 0) {
    return;
  }
  const first = ((await db.selectOne<{ top: number | null }>(sql`SELECT MAX(position) AS top FROM trail_leaves`))?.top ?? -1) + 1;
  const leaves = ids.map((id, index) => sql`(${first + index}, ${id})`);
  await db.change(sql`INSERT INTO trail_leaves (position, journal_id) VALUES ${join(leaves, ", ")}`);
  if (waited.length > 0) {
    await db.change(deleteByKeys(db, "journal_unsealed", "journal_id", waited));
  }
}
