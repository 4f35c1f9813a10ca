import { setTimeout as rest } from "node:timers/promises";
import type { Deps } from "../../kernel/deps.ts";
import { holdLease, takeLease, type Lease } from "../../kernel/lease.ts";
import { listOf, name, sql, type Sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";

/** Work on one import under its lease, in batches so short that other requests hardly notice. */
export interface ImportRun {
  readonly deps: Deps;
  readonly signal: AbortSignal;
  /** Runs one transaction if the lease is still ours. "lost" means another process works on it: touch nothing more. */
  batch<T>(work: () => Promise<T>): Promise<T | "lost">;
}

const leaseMs = 60_000;
const renewMs = 15_000;

/** Null when another process works on this import. */
export async function startRun(deps: Deps, importPublicId: string, signal: AbortSignal): Promise<ImportRun | null> {
  let lease = await takeLease(deps, `roll-import:${importPublicId}`, leaseMs);
  let renewedAt = deps.clock.now();
  return lease && { deps, signal, batch };

  async function batch<T>(work: () => Promise<T>): Promise<T | "lost"> {
    if (deps.clock.now() - renewedAt > renewMs) {
      lease = await takeLease(deps, `roll-import:${importPublicId}`, leaseMs);
      renewedAt = deps.clock.now();
    }
    const held: Lease | null = lease;
    // A rest between batches lets waiting writers and sockets in: on SQLite there is one writer.
    await rest(1);
    return held === null ? "lost" : inTransaction(deps.db, async () => ((await holdLease(deps.db, held)) ? work() : "lost"));
  }
}

const deletedMax = 250;

/** Deletes what matches, a few hundred rows a transaction. False when it could not finish. */
export async function deleteInBatches(run: ImportRun, table: string, condition: Sql): Promise<boolean> {
  const { db } = run.deps;
  for (;;) {
    const deleted = run.signal.aborted
      ? "lost"
      : await run.batch(async () => {
          const rows = await db.select<{ id: number }>(sql`SELECT id FROM ${name(table)} WHERE ${condition} LIMIT ${deletedMax}`);
          if (rows.length > 0) {
            await db.change(sql`DELETE FROM ${name(table)} WHERE id IN (${listOf(rows.map((row) => row.id))})`);
          }
          return rows.length;
        });
    if (deleted === "lost") {
      return false;
    }
    if (deleted < deletedMax) {
      return true;
    }
  }
}
