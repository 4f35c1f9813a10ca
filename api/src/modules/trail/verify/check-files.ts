import { createHash } from "node:crypto";
import { pipeline } from "node:stream/promises";
import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import type { FileStorage } from "../../files/index.ts";
import type { Finding } from "./finding.ts";

export interface FilePage {
  readonly findings: readonly Finding[];
  /** Photos and recordings that were looked for. */
  readonly files: number;
  /** Go on after this file; null at the end. */
  readonly next: number | null;
}

/** A recording is a few megabytes: a page is hashed within a second. */
const pageMax = 20;

/** How many files an entry commits to. Uploads that nobody attached are nobody's yet. */
export async function countFiles(db: Database): Promise<number> {
  return (await db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM files WHERE subject_id IS NOT NULL`))?.n ?? 0;
}

/** Holds stored bytes against the hashes in their rows, which the check of rows has held against the record. */
export async function checkFilePage(db: Database, storage: Pick<FileStorage, "open">, after: number): Promise<FilePage> {
  const rows = await db.select<FileRow>(sql`
    SELECT id, kind, storage_key, content_hash, thumbnail_key, thumbnail_hash FROM files
    WHERE subject_id IS NOT NULL AND id > ${after} ORDER BY id LIMIT ${pageMax}`);
  const findings: Finding[] = [];
  for (const row of rows) {
    const code = await judge(storage, row);
    // An erasure takes the bytes first and the row a moment later.
    if (code !== null && (await isThere(db, row.id))) {
      findings.push({ position: null, code, words: `${kindWords[row.kind]}（内部编号 ${row.id}，${row.storage_key}）${code === "file.missing" ? "的文件不见了" : "的文件被改过"}` });
    }
  }
  return { findings, files: rows.length, next: rows.length === pageMax ? (rows.at(-1)?.id ?? null) : null };
}

interface FileRow {
  readonly id: number;
  readonly kind: "photo" | "voice";
  readonly storage_key: string;
  readonly content_hash: string;
  readonly thumbnail_key: string | null;
  readonly thumbnail_hash: string | null;
}

const kindWords = { photo: "照片", voice: "录音" } as const;

async function judge(storage: Pick<FileStorage, "open">, row: FileRow): Promise<"file.missing" | "file.changed" | null> {
  const whole = await hashOf(storage, row.storage_key);
  const small = row.thumbnail_key === null ? null : await hashOf(storage, row.thumbnail_key);
  if (whole === undefined || small === undefined) {
    return "file.missing";
  }
  // Small pictures older than their hash have none to be held against.
  const isSmallRight = small === null || row.thumbnail_hash === null || small === row.thumbnail_hash;
  return whole === row.content_hash && isSmallRight ? null : "file.changed";
}

async function hashOf(storage: Pick<FileStorage, "open">, key: string): Promise<string | undefined> {
  const found = await storage.open(key);
  if (!found) {
    return undefined;
  }
  const hash = createHash("sha256");
  await pipeline(found.stream, hash);
  return hash.digest("hex");
}

const isThere = async (db: Database, id: number): Promise<boolean> => (await db.selectOne(sql`SELECT 1 AS found FROM files WHERE id = ${id}`)) !== undefined;
