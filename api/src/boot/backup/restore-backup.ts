import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Database } from "../../kernel/database.ts";
import { join as joinSql, name, sql } from "../../kernel/sql.ts";
import { postponeForeignKeys, primaryKeyOf, tableNames } from "../../kernel/sql-differences.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { EpochRefused, openEpoch, type EpochOrder, type EpochRow } from "../../modules/trail/index.ts";
import { migrationFiles, tablesInOrder } from "../migrate.ts";
import { manifestSchema, sha256Of, type Manifest } from "./manifest.ts";
import type { KeyRing } from "./keys.ts";
import { eraseAgain } from "./erase-again.ts";
import { keysForRestore, type BackupKeys } from "./person-keys.ts";
import { RestoreRefused } from "./restore-refused.ts";
import { openRow } from "./seal-row.ts";
import { openFiles } from "./sealed-files.ts";
import type { Row } from "./table-rows.ts";
import { beginRestore, endRestore } from "./unfinished-restore.ts";

export interface RestoreOrder {
  /** Migrated and empty, opened as the migrator. */
  readonly db: Database;
  readonly filesFolder: string;
  readonly source: string;
  /** The newest key file: whoever is not in it any more does not come back. */
  readonly keys: BackupKeys;
  /** A restore is said in the record: it ends by opening an epoch. */
  readonly epoch: EpochOrder;
  readonly report?: (line: string) => void;
}

export interface Restored {
  readonly manifest: Manifest;
  readonly epoch: EpochRow;
}

const batchRows = 200;

/** Brings a backup back into an empty database, after every part of it has been checked. */
export async function restoreBackup(order: RestoreOrder): Promise<Restored> {
  const manifest = await checkedManifest(order);
  const keys = await keysForRestore(order.keys, manifest);
  const lost = new Set<number>();
  await checkEmpty(order.db);
  await beginRestore(order.db);
  const sequence = tablesInOrder();
  for (const table of manifest.tables.toSorted((a, b) => sequence.indexOf(a.name) - sequence.indexOf(b.name))) {
    const rows = await inTransaction(order.db, () => restoreTable(order, table.name, keys, (owner) => void lost.add(owner)));
    if (rows !== table.rows) {
      throw new RestoreRefused(`${table.name} has ${rows} rows, its manifest says ${table.rows}.`);
    }
    order.report?.(`${table.name}: ${rows}`);
  }
  await openFiles(join(order.source, "files"), order.filesFolder, keys);
  await keys.keep(order.db);
  await eraseAgain(order.db, lost);
  return { manifest, epoch: await sayEpoch(order) };
}

/** In one step with the end of the restore: a record that goes on without its epoch would look like a forgery. */
async function sayEpoch({ db, epoch }: RestoreOrder): Promise<EpochRow> {
  try {
    return await inTransaction(db, async () => {
      const row = await openEpoch(db, epoch);
      await endRestore(db);
      return row;
    });
  } catch (error) {
    throw error instanceof EpochRefused ? new RestoreRefused(error.message) : error;
  }
}

async function checkedManifest({ db, source }: RestoreOrder): Promise<Manifest> {
  const text = await readFile(join(source, "manifest.json"), "utf8").catch(() => {
    throw new RestoreRefused(`${source} is no backup: it has no manifest.json.`);
  });
  const manifest = manifestSchema.parse(JSON.parse(text));
  const known = new Set(migrationFiles());
  const newer = manifest.migrations.filter((migration) => !known.has(migration));
  if (newer.length > 0) {
    throw new RestoreRefused(`The backup is of a newer release: this one does not know ${newer.join(", ")}.`);
  }
  const present = new Set(await tableNames(db));
  for (const table of manifest.tables) {
    if (!present.has(table.name)) {
      throw new RestoreRefused(`This release has no table ${table.name}.`);
    }
    if ((await sha256Of(pathOf(source, table.name))) !== table.sha256) {
      throw new RestoreRefused(`${table.name} was changed since the backup was made.`);
    }
  }
  return manifest;
}

async function checkEmpty(db: Database): Promise<void> {
  for (const table of (await tableNames(db)).filter((candidate) => candidate !== "migrations")) {
    if (await db.selectOne(sql`SELECT 1 AS found FROM ${name(table)} LIMIT 1`)) {
      throw new RestoreRefused(`The database is not empty: ${table} has rows. Restore into a new one.`);
    }
  }
}

/** In one transaction: areas refer to areas, and such references are good only at the end. */
async function restoreTable({ db, source }: RestoreOrder, table: string, keys: KeyRing, lost: (owner: number) => void): Promise<number> {
  await postponeForeignKeys(db);
  const key = await primaryKeyOf(db, table);
  let rows = 0;
  let batch: Row[] = [];
  const lines = createInterface({ input: createReadStream(pathOf(source, table)).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) {
    const row = openRow(table, key, keys, line, lost);
    batch.push(...(row ? [row] : []));
    rows += 1;
    if (batch.length === batchRows) {
      await insert(db, table, batch);
      batch = [];
    }
  }
  await insert(db, table, batch);
  return rows;
}

async function insert(db: Database, table: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows;
  if (!first) {
    return;
  }
  const columns = Object.keys(first);
  const values = rows.map((row) => sql`(${joinSql(columns.map((column) => sql`${row[column] ?? null}`), ", ")})`);
  await db.change(sql`INSERT INTO ${name(table)} (${joinSql(columns.map(name), ", ")}) VALUES ${joinSql(values, ", ")}`);
}

const pathOf = (source: string, table: string): string => join(source, "tables", `${table}.ndjson.gz`);
