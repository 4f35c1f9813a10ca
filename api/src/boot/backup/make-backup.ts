import { createWriteStream, existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Database } from "../../kernel/database.ts";
import type { PersonalData } from "../../kernel/personal-data.ts";
import { sql } from "../../kernel/sql.ts";
import { primaryKeyOf, tableNames } from "../../kernel/sql-differences.ts";
import { inSnapshot } from "../../kernel/transaction.ts";
import { sha256Of, type Manifest } from "./manifest.ts";
import type { KeySource } from "./keys.ts";
import { exportKeys, keysForBackup, type BackupKeys } from "./person-keys.ts";
import { ownerColumns, sealOf, sealRow } from "./seal-row.ts";
import { sealFiles } from "./sealed-files.ts";
import { rowsOf, toLine } from "./table-rows.ts";

export interface BackupOrder {
  readonly db: Database;
  readonly county: string;
  /** The folder of stored photos and recordings. */
  readonly filesFolder: string;
  /** Where the backup goes; it must not be there yet. */
  readonly target: string;
  /** Which columns are personal, and whose: they are closed under the person's key. */
  readonly personalData: readonly PersonalData[];
  readonly keys: BackupKeys;
  readonly report?: (line: string) => void;
}

/**
 * Writes every table as it stood at one moment, then the files. The folder gets its name only when it is whole,
 * so half a backup is never taken for one. Files come last: every row's file is there, an extra one harms nobody. The
 * people's keys go to a file of their own, elsewhere, of which only the newest is kept.
 */
export async function makeBackup(order: BackupOrder): Promise<Manifest> {
  const part = `${order.target}.part`;
  if (existsSync(order.target)) {
    throw new Error(`There is a backup at ${order.target} already.`);
  }
  await rm(part, { recursive: true, force: true });
  await mkdir(join(part, "tables"), { recursive: true, mode: 0o700 });
  const keys = await keysForBackup(order.db, order.keys);
  const tables = await inSnapshot(order.db, () => writeTables(order, keys, part));
  const fileCount = await sealFiles({ ...order, source: order.filesFolder, target: join(part, "files") }, keys);
  await keys.save();
  const migrations = (await order.db.select<{ name: string }>(sql`SELECT name FROM migrations ORDER BY name`)).map((row) => row.name);
  const manifest: Manifest = { format: 2, madeAt: new Date().toISOString(), county: order.county, generalKey: keys.generalId, migrations, tables, fileCount };
  await writeFile(join(part, "manifest.json"), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  await exportKeys(order.db, order.keys);
  await rename(part, order.target);
  return manifest;
}

/** Which steps the schema has taken stands in the manifest; keys stand in no backup. */
const leftOut: readonly string[] = ["migrations", "person_keys"];

async function writeTables(order: BackupOrder, keys: KeySource, part: string): Promise<Manifest["tables"]> {
  const written: Manifest["tables"] = [];
  for (const table of (await tableNames(order.db)).filter((candidate) => !leftOut.includes(candidate))) {
    const seal = sealOf(order.personalData, table, await primaryKeyOf(order.db, table));
    const path = join(part, "tables", `${table}.ndjson.gz`);
    let rows = 0;
    const lines = async function* () {
      for await (const page of rowsOf(order.db, table, ownerColumns(seal))) {
        rows += page.length;
        yield page.map((row) => `${toLine(sealRow(seal, keys, row))}\n`).join("");
      }
    };
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { mode: 0o600 }));
    written.push({ name: table, rows, sha256: await sha256Of(path) });
    order.report?.(`${table}: ${rows}`);
  }
  return written;
}
