import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";

/** A file of a subject with the place and the hash of its bytes, for whoever copies them out whole. */
export interface StoredContent {
  readonly publicId: string;
  readonly kind: "photo" | "voice";
  readonly purpose: "report" | "after" | "voice";
  readonly key: string;
  readonly mime: string;
  readonly byteCount: number;
  /** SHA-256 in hex, as the entry that attached the file has it. */
  readonly contentHash: string;
}

export async function storedContentsOf(db: Database, subjectKind: string, subjectId: number): Promise<StoredContent[]> {
  const rows = await db.select<FileRow>(sql`
    SELECT public_id, kind, purpose, storage_key, mime, byte_count, content_hash FROM files
    WHERE subject_kind = ${subjectKind} AND subject_id = ${subjectId} ORDER BY purpose DESC, sort, id`);
  return rows.map((row) => ({
    publicId: row.public_id,
    kind: row.kind,
    purpose: row.purpose,
    key: row.storage_key,
    mime: row.mime,
    byteCount: row.byte_count,
    contentHash: row.content_hash,
  }));
}

interface FileRow {
  readonly public_id: string;
  readonly kind: "photo" | "voice";
  readonly purpose: "report" | "after" | "voice";
  readonly storage_key: string;
  readonly mime: string;
  readonly byte_count: number;
  readonly content_hash: string;
}
