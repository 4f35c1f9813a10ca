import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";

/** Where the bytes of one size lie, and what they are. */
export interface StoredBytes {
  readonly key: string;
  readonly mime: string;
  /** How long a recording is in bytes; null for a picture. */
  readonly voiceBytes: number | null;
}

export async function findStored(db: Database, publicId: string, size: string): Promise<StoredBytes | undefined> {
  const row = await db.selectOne<FileRow>(sql`
    SELECT kind, storage_key, thumbnail_key, mime, byte_count FROM files WHERE public_id = ${publicId}`);
  if (!row) {
    return undefined;
  }
  switch (size) {
    case "full":
      return { key: row.storage_key, mime: row.mime, voiceBytes: row.kind === "voice" ? row.byte_count : null };
    case "thumbnail":
      return row.thumbnail_key === null ? undefined : { key: row.thumbnail_key, mime: row.mime, voiceBytes: null };
    default:
      return undefined;
  }
}

interface FileRow {
  readonly kind: "photo" | "voice";
  readonly storage_key: string;
  readonly thumbnail_key: string | null;
  readonly mime: string;
  readonly byte_count: number;
}
