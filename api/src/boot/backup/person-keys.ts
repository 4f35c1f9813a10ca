import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Database } from "../../kernel/database.ts";
import { join as joinSql, listOf, sql } from "../../kernel/sql.ts";
import { forUpdate } from "../../kernel/sql-differences.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { derived, openBox, sealBox, type FieldKeyBytes, type KeyRing, type KeySource } from "./keys.ts";
import { RestoreRefused } from "./restore-refused.ts";

/** Where the key file lies, and the keys that close it. */
export interface BackupKeys {
  readonly folder: string;
  readonly fieldKeys: readonly FieldKeyBytes[];
}

export interface MadeKeys extends KeySource {
  /** Which field key the deployment's own key comes from. */
  readonly generalId: string;
  /** Writes the keys that were made; who was erased meanwhile gets none. */
  save(): Promise<void>;
}

/** The keys of everybody in the database, for a backup that is being made. */
export async function keysForBackup(db: Database, { fieldKeys }: BackupKeys): Promise<MadeKeys> {
  const newest = newestOf(fieldKeys);
  const general = derived(newest, "backup");
  const known = new Map((await db.select<KeyRow>(sql`SELECT account_id, key_bytes FROM person_keys`)).map((row) => [row.account_id, row.key_bytes]));
  const fresh = new Map<number, Buffer>();
  return {
    generalId: newest.id,
    keyFor(owner) {
      if (owner === null) {
        return general;
      }
      const key = known.get(owner) ?? fresh.get(owner) ?? randomBytes(32);
      if (!known.has(owner)) {
        fresh.set(owner, key);
      }
      return key;
    },
    save: () => saveKeys(db, [...fresh]),
  };
}

const batchMax = 200;

async function saveKeys(db: Database, keys: readonly (readonly [number, Buffer])[]): Promise<void> {
  for (let from = 0; from < keys.length; from += batchMax) {
    const batch = keys.slice(from, from + batchMax);
    await inTransaction(db, async () => {
      const ids = listOf(batch.map(([owner]) => owner));
      // Locked: an erasure begins either before, and is seen here, or after, and takes the key away.
      await db.select(sql`SELECT id FROM accounts WHERE id IN (${ids}) ${forUpdate(db)}`);
      const erased = await db.select<{ account_id: number }>(sql`SELECT account_id FROM erasures WHERE account_id IN (${ids}) AND state IN ('erasing', 'erased')`);
      const gone = new Set(erased.map((row) => row.account_id));
      await insertKeys(db, batch.filter(([owner]) => !gone.has(owner)));
    });
  }
}

async function insertKeys(db: Database, keys: readonly (readonly [number, Buffer])[]): Promise<void> {
  if (keys.length > 0) {
    const rows = keys.map(([owner, key]) => sql`(${owner}, ${key})`);
    await db.change(sql`INSERT INTO person_keys (account_id, key_bytes) VALUES ${joinSql(rows, ", ")}`);
  }
}

const filePattern = /^person-keys-[\w.-]+\.json$/;

const fileSchema = z.strictObject({ format: z.literal(1), madeAt: z.string(), keyId: z.string(), box: z.string() });
const contentSchema = z.array(z.tuple([z.int(), z.string()]));

/**
 * Writes everybody's keys to a file of its own and removes the older ones: from then on whoever was erased is gone from
 * every backup there is.
 */
export async function exportKeys(db: Database, { folder, fieldKeys }: BackupKeys): Promise<void> {
  const newest = newestOf(fieldKeys);
  const rows = await db.select<KeyRow>(sql`SELECT account_id, key_bytes FROM person_keys ORDER BY account_id`);
  const content = Buffer.from(JSON.stringify(rows.map((row) => [row.account_id, row.key_bytes.toString("base64")])));
  const madeAt = new Date().toISOString();
  const file = { format: 1, madeAt, keyId: newest.id, box: sealBox(derived(newest, "person-keys"), content, madeAt).toString("base64") };
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const older = await keyFiles(folder);
  const target = join(folder, `person-keys-${madeAt.replace(/[:.]/g, "-")}-${randomBytes(3).toString("hex")}.json`);
  await writeFile(`${target}.part`, JSON.stringify(file), { mode: 0o600, flush: true });
  await rename(`${target}.part`, target);
  for (const name of older) {
    await rm(join(folder, name));
  }
}

export interface RestoredKeys extends KeyRing {
  /** Puts the keys back, so that the next backup closes with the same ones. */
  keep(db: Database): Promise<void>;
}

/** The newest key file, opened. One that is older than the backup knows not everybody in it, and would have them erased. */
export async function keysForRestore({ folder, fieldKeys }: BackupKeys, backup: { readonly madeAt: string; readonly generalKey: string }): Promise<RestoredKeys> {
  const newest = existsSync(folder) ? (await keyFiles(folder)).at(-1) : undefined;
  if (newest === undefined) {
    throw new RestoreRefused(`There is no key file in ${folder}. Without it no backup gives anybody's data back.`);
  }
  const { madeAt, keyId, box } = fileSchema.parse(JSON.parse(await readFile(join(folder, newest), "utf8")));
  if (madeAt < backup.madeAt) {
    throw new RestoreRefused(`The newest key file in ${folder} is of ${madeAt}, the backup of ${backup.madeAt}: bring the newest one.`);
  }
  const content = openBox(derived(fieldKeyOf(fieldKeys, keyId), "person-keys"), Buffer.from(box, "base64"), madeAt);
  const keys = new Map(contentSchema.parse(JSON.parse(content.toString())).map(([owner, key]) => [owner, Buffer.from(key, "base64")]));
  const general = derived(fieldKeyOf(fieldKeys, backup.generalKey), "backup");
  return {
    find: (owner) => (owner === null ? general : keys.get(owner)),
    async keep(db) {
      const present = new Set((await db.select<{ id: number }>(sql`SELECT id FROM accounts`)).map((row) => row.id));
      const kept = [...keys].filter(([owner]) => present.has(owner));
      for (let from = 0; from < kept.length; from += batchMax) {
        await insertKeys(db, kept.slice(from, from + batchMax));
      }
    },
  };
}

async function keyFiles(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => filePattern.test(name)).toSorted();
}

interface KeyRow {
  readonly account_id: number;
  readonly key_bytes: Buffer;
}

function newestOf(fieldKeys: readonly FieldKeyBytes[]): FieldKeyBytes {
  const [newest] = fieldKeys;
  if (!newest) {
    throw new Error("FIELD_KEYS is empty");
  }
  return newest;
}

function fieldKeyOf(fieldKeys: readonly FieldKeyBytes[], id: string): FieldKeyBytes {
  const found = fieldKeys.find((key) => key.id === id);
  if (!found) {
    throw new RestoreRefused(`The backup was closed under the field key ${id}, which FIELD_KEYS does not have.`);
  }
  return found;
}
