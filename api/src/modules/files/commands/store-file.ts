import { createHash } from "node:crypto";
import { randomId, randomToken } from "../../../kernel/crypto/random.ts";
import { sql } from "../../../kernel/sql.ts";
import type { FilesDeps } from "../deps.ts";
import { storageKey, thumbnailKey } from "../storage-keys.ts";
import { claimHash } from "./attach-files.ts";

export interface StoreOrder {
  readonly kind: "photo" | "voice";
  readonly mime: string;
  readonly content: Buffer;
  readonly thumbnail?: Buffer;
  readonly width?: number;
  readonly height?: number;
  readonly seconds?: number;
}

export interface Stored {
  readonly publicId: string;
  readonly seconds: number | null;
  /** Kept nowhere: whoever attaches the file shows it again. */
  readonly claim: string;
}

/**
 * The bytes first, the row after: a row without bytes would be a broken picture in a case, bytes without a row are
 * swept away. What fails on the way leaves nothing.
 */
export async function storeFile(deps: FilesDeps, order: StoreOrder): Promise<Stored> {
  const publicId = randomId();
  const claim = randomToken();
  const keys = { content: storageKey(order.kind, publicId), thumbnail: order.thumbnail ? thumbnailKey(publicId) : null };
  try {
    await deps.storage.put(keys.content, order.content);
    if (order.thumbnail && keys.thumbnail !== null) {
      await deps.storage.put(keys.thumbnail, order.thumbnail);
    }
    await insertFile(deps, order, { publicId, claim, ...keys });
  } catch (error) {
    await takeBack(deps, [keys.content, keys.thumbnail]);
    throw error;
  }
  return { publicId, seconds: order.seconds ?? null, claim };
}

interface Names {
  readonly publicId: string;
  readonly claim: string;
  readonly content: string;
  readonly thumbnail: string | null;
}

/**
 * Who sent it is not written down, whoever is signed in: nobody knows yet whether the report will be anonymous. And
 * no entry is appended: one that no public case follows would announce a private one (trust.md 3). The entry of the
 * subject that takes the file commits to its bytes.
 */
async function insertFile(deps: FilesDeps, order: StoreOrder, names: Names): Promise<void> {
  await deps.db.change(sql`
    INSERT INTO files
      (public_id, kind, storage_key, thumbnail_key, mime, byte_count, width, height, seconds, claim_hash, content_hash, thumbnail_hash,
       sort, created_at)
    VALUES
      (${names.publicId}, ${order.kind}, ${names.content}, ${names.thumbnail}, ${order.mime}, ${order.content.length}, ${order.width ?? null},
       ${order.height ?? null}, ${order.seconds ?? null}, ${claimHash(names.claim)}, ${hashOf(order.content)},
       ${order.thumbnail ? hashOf(order.thumbnail) : null}, 0, ${deps.clock.now()})`);
}

/** What cannot be removed now is found by the sweep. */
async function takeBack(deps: FilesDeps, keys: readonly (string | null)[]): Promise<void> {
  for (const key of keys) {
    if (key !== null) {
      await deps.storage.remove(key).catch((error: unknown) => deps.log.warn({ err: error }, "a stored file could not be taken back"));
    }
  }
}

const hashOf = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
