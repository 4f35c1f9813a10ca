import { forUpdate } from "../../../kernel/sql-differences.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { FilesDeps } from "../deps.ts";

/**
 * Removes one batch of uploads that nobody has attached to anything for a day, and says how many there were. Like their
 * arrival, their going has no entry.
 */
export async function removeUnused(deps: FilesDeps): Promise<number> {
  const removed = await inTransaction(deps.db, async () => {
    // Locked: who attaches a file at this moment either comes first and keeps it, or finds it gone.
    const rows = await deps.db.select<UnusedRow>(sql`
      SELECT id, storage_key, thumbnail_key FROM files
      WHERE subject_id IS NULL AND created_at < ${deps.clock.now() - unusedMs}
      ORDER BY created_at LIMIT ${batchSize} ${forUpdate(deps.db)}`);
    if (rows.length > 0) {
      await deps.db.change(sql`DELETE FROM files WHERE subject_id IS NULL AND id IN (${listOf(rows.map((row) => row.id))})`);
    }
    return rows;
  });
  for (const { storage_key, thumbnail_key } of removed) {
    await deps.storage.remove(storage_key);
    if (thumbnail_key !== null) {
      await deps.storage.remove(thumbnail_key);
    }
  }
  return removed.length;
}

const unusedMs = 24 * 60 * 60_000;
// Small, because SQLite's other writers wait for the whole of it.
const batchSize = 100;

interface UnusedRow {
  readonly id: number;
  readonly storage_key: string;
  readonly thumbnail_key: string | null;
}
