import { listOf, sql, type Sql } from "../../../kernel/sql.ts";
import type { FilesDeps } from "../deps.ts";

/**
 * Removes the stored bytes of some files, and answers which rows are to be deleted by `forgetFiles`. The bytes go
 * first: a run that is cut short finds the rows again, and nothing of an erased person lies about without a name.
 */
export async function removeBytes(deps: FilesDeps, which: Sql): Promise<number[]> {
  const rows = await deps.db.select<{ id: number; storage_key: string; thumbnail_key: string | null }>(sql`
    SELECT id, storage_key, thumbnail_key FROM files WHERE ${which}`);
  for (const { storage_key, thumbnail_key } of rows) {
    await deps.storage.remove(storage_key);
    if (thumbnail_key !== null) {
      await deps.storage.remove(thumbnail_key);
    }
  }
  return rows.map((row) => row.id);
}

/** In the caller's transaction, who appends the entry of their subject. */
export async function forgetFiles(deps: Pick<FilesDeps, "db">, ids: readonly number[]): Promise<void> {
  if (ids.length > 0) {
    await deps.db.change(sql`DELETE FROM files WHERE id IN (${listOf(ids)})`);
  }
}
