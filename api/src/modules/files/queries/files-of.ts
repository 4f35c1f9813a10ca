import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

export interface StoredFile {
  readonly publicId: string;
  readonly kind: "photo" | "voice";
  readonly purpose: "report" | "after" | "voice";
  readonly seconds: number | null;
  readonly hasThumbnail: boolean;
}

/** The files of several subjects of one kind, in order, in one query. */
export async function filesOf(db: Database, subjectKind: string, subjectIds: readonly number[]): Promise<Map<number, StoredFile[]>> {
  const found = new Map<number, StoredFile[]>();
  if (subjectIds.length === 0) {
    return found;
  }
  const rows = await db.select<FileRow>(sql`
    SELECT public_id, kind, purpose, seconds, thumbnail_key, subject_id FROM files
    WHERE subject_kind = ${subjectKind} AND subject_id IN (${listOf(subjectIds)}) ORDER BY subject_id, sort, id`);
  for (const row of rows) {
    const files = found.get(row.subject_id) ?? [];
    files.push({ publicId: row.public_id, kind: row.kind, purpose: row.purpose, seconds: row.seconds, hasThumbnail: row.thumbnail_key !== null });
    found.set(row.subject_id, files);
  }
  return found;
}

interface FileRow {
  readonly public_id: string;
  readonly kind: "photo" | "voice";
  readonly purpose: "report" | "after" | "voice";
  readonly seconds: number | null;
  readonly thumbnail_key: string | null;
  readonly subject_id: number;
}
