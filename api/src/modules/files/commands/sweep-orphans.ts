import { listOf, sql } from "../../../kernel/sql.ts";
import type { FilesDeps } from "../deps.ts";
import { publicIdIn, sweptFolders } from "../storage-keys.ts";

/**
 * Removes bytes that no row names: what a crash left between the bytes and the row, in either direction. Young ones
 * are left alone, because their row may be on its way.
 */
export async function sweepOrphans(deps: FilesDeps, signal: AbortSignal): Promise<number> {
  const before = deps.clock.now() - orphanMs;
  let removed = 0;
  for (const folder of sweptFolders) {
    let batch: string[] = [];
    for await (const key of deps.storage.olderThan(folder, before)) {
      if (signal.aborted) {
        return removed;
      }
      batch.push(key);
      if (batch.length === batchSize) {
        removed += await removeNameless(deps, batch);
        batch = [];
      }
    }
    removed += await removeNameless(deps, batch);
  }
  return removed;
}

const orphanMs = 48 * 60 * 60_000;
const batchSize = 200;

async function removeNameless(deps: FilesDeps, keys: readonly string[]): Promise<number> {
  if (keys.length === 0) {
    return 0;
  }
  const ids = keys.map(publicIdIn).filter((id) => id !== undefined);
  const rows = await deps.db.select<{ storage_key: string; thumbnail_key: string | null }>(sql`
    SELECT storage_key, thumbnail_key FROM files WHERE public_id IN (${listOf(ids)})`);
  const named = new Set(rows.flatMap((row) => [row.storage_key, row.thumbnail_key]));
  const orphans = keys.filter((key) => !named.has(key));
  for (const key of orphans) {
    await deps.storage.remove(key);
  }
  return orphans.length;
}
