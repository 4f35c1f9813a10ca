import { createWriteStream, existsSync } from "node:fs";
import { cp, mkdir, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Database } from "../../kernel/database.ts";
import { sql } from "../../kernel/sql.ts";
import { tableNames } from "../../kernel/sql-differences.ts";
import { inSnapshot } from "../../kernel/transaction.ts";
import { sha256Of, type Manifest } from "./manifest.ts";
import { rowsOf, toLine } from "./table-rows.ts";

export interface BackupOrder {
  readonly db: Database;
  readonly county: string;
  /** The folder of stored photos and recordings. */
  readonly filesFolder: string;
  /** Where the backup goes; it must not be there yet. */
  readonly target: string;
  readonly report?: (line: string) => void;
}

/**
 * Writes every table as it stood at one moment, then the files. The folder gets its name only when it is whole,
 * so half a backup is never taken for one. Files come last: every row's file is there, an extra one harms nobody.
 */
export async function makeBackup(order: BackupOrder): Promise<Manifest> {
  const part = `${order.target}.part`;
  if (existsSync(order.target)) {
    throw new Error(`There is a backup at ${order.target} already.`);
  }
  await rm(part, { recursive: true, force: true });
  await mkdir(join(part, "tables"), { recursive: true, mode: 0o700 });
  const tables = await inSnapshot(order.db, () => writeTables(order, part));
  const fileCount = await copyFiles(order.filesFolder, join(part, "files"));
  const migrations = (await order.db.select<{ name: string }>(sql`SELECT name FROM migrations ORDER BY name`)).map((row) => row.name);
  const manifest: Manifest = { format: 1, madeAt: new Date().toISOString(), county: order.county, migrations, tables, fileCount };
  await writeFile(join(part, "manifest.json"), JSON.stringify(manifest, null, 2), { mode: 0o600 });
  await rename(part, order.target);
  return manifest;
}

async function writeTables(order: BackupOrder, part: string): Promise<Manifest["tables"]> {
  const written: Manifest["tables"] = [];
  for (const table of (await tableNames(order.db)).filter((candidate) => candidate !== "migrations")) {
    const path = join(part, "tables", `${table}.ndjson.gz`);
    let rows = 0;
    const lines = async function* () {
      for await (const page of rowsOf(order.db, table)) {
        rows += page.length;
        yield page.map((row) => `${toLine(row)}\n`).join("");
      }
    };
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(path, { mode: 0o600 }));
    written.push({ name: table, rows, sha256: await sha256Of(path) });
    order.report?.(`${table}: ${rows}`);
  }
  return written;
}

async function copyFiles(source: string, target: string): Promise<number> {
  await mkdir(target, { recursive: true });
  if (!existsSync(source)) {
    return 0;
  }
  await cp(source, target, { recursive: true, filter: (path) => !path.endsWith(".part") });
  return (await readdir(target, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).length;
}
