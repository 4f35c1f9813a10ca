import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream, existsSync } from "node:fs";
import { appendFile, mkdir, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { pipeline } from "node:stream/promises";
import type { Database } from "../../kernel/database.ts";
import type { PersonalData } from "../../kernel/personal-data.ts";
import { listOf, sql } from "../../kernel/sql.ts";
import type { KeyRing, KeySource } from "./keys.ts";

const ivBytes = 12;
const tagBytes = 16;
const ownerBytes = 8;
const headBytes = ownerBytes + ivBytes;
const batchMax = 200;

export interface FilesOrder {
  readonly db: Database;
  readonly personalData: readonly PersonalData[];
  readonly source: string;
  readonly target: string;
}

/**
 * Copies every stored file, closed under the key of whom it belongs to. What was uploaded and belongs to nothing yet is
 * left out: it goes within a day, and nobody could say whose key would close it.
 * @returns how many were copied.
 */
export async function sealFiles(order: FilesOrder, keys: KeySource): Promise<number> {
  await mkdir(order.target, { recursive: true });
  if (!existsSync(order.source)) {
    return 0;
  }
  const entries = await readdir(order.source, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".part")).map((entry) => relative(order.source, join(entry.parentPath, entry.name)));
  let copied = 0;
  for (let from = 0; from < paths.length; from += batchMax) {
    const batch = paths.slice(from, from + batchMax);
    const owners = await ownersOf(order, batch.map((path) => basename(path)));
    for (const path of batch) {
      const owner = owners.get(basename(path));
      if (owner !== "nobody yet" && (await sealFile(keys, owner ?? null, join(order.source, path), join(order.target, path)))) {
        copied += 1;
      }
    }
  }
  return copied;
}

/** By public id, which is a stored file's name. */
async function ownersOf({ db, personalData }: FilesOrder, names: readonly string[]): Promise<Map<string, number | null | "nobody yet">> {
  const owner = personalData.find((data) => data.table === "files")?.ownerOfRow ?? sql`NULL`;
  const rows = await db.select<{ public_id: string; subject_id: number | null; owner: number | null }>(sql`
    SELECT public_id, subject_id, ${owner} AS owner FROM files WHERE public_id IN (${listOf(names)})`);
  return new Map(rows.map((row) => [row.public_id, row.subject_id === null ? "nobody yet" : row.owner]));
}

/** Owner (0: nobody), iv, bytes, tag. Answers false when the file is gone: somebody was erased while we were at it. */
async function sealFile(keys: KeySource, owner: number | null, source: string, target: string): Promise<boolean> {
  const head = Buffer.alloc(headBytes);
  head.writeBigUInt64BE(BigInt(owner ?? 0));
  randomBytes(ivBytes).copy(head, ownerBytes);
  const cipher = createCipheriv("aes-256-gcm", keys.keyFor(owner), head.subarray(ownerBytes), { authTagLength: tagBytes });
  cipher.setAAD(head.subarray(0, ownerBytes));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, head, { mode: 0o600 });
  try {
    await pipeline(createReadStream(source), cipher, createWriteStream(target, { flags: "a" }));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
      throw error;
    }
    await rm(target);
    return false;
  }
  await appendFile(target, cipher.getAuthTag());
  return true;
}

/** Brings the files back, without those of people whose key is gone. */
export async function openFiles(source: string, target: string, ring: KeyRing): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) {
      const from = join(entry.parentPath, entry.name);
      await openFile(ring, from, join(target, relative(source, from)));
    }
  }
}

async function openFile(ring: KeyRing, source: string, target: string): Promise<void> {
  const { head, tag, size } = await endsOf(source);
  const owner = Number(head.readBigUInt64BE());
  const key = ring.find(owner === 0 ? null : owner);
  if (!key) {
    return;
  }
  const decipher = createDecipheriv("aes-256-gcm", key, head.subarray(ownerBytes), { authTagLength: tagBytes });
  decipher.setAAD(head.subarray(0, ownerBytes));
  decipher.setAuthTag(tag);
  await mkdir(dirname(target), { recursive: true });
  // Only what was proven whole gets the name.
  if (size === headBytes + tagBytes) {
    decipher.final();
    await writeFile(`${target}.part`, "");
  } else {
    await pipeline(createReadStream(source, { start: headBytes, end: size - tagBytes - 1 }), decipher, createWriteStream(`${target}.part`));
  }
  await rename(`${target}.part`, target);
}

async function endsOf(path: string): Promise<{ head: Buffer; tag: Buffer; size: number }> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const [head, tag] = [Buffer.alloc(headBytes), Buffer.alloc(tagBytes)];
    await file.read(head, 0, headBytes, 0);
    await file.read(tag, 0, tagBytes, size - tagBytes);
    return { head, tag, size };
  } finally {
    await file.close();
  }
}
