import { createReadStream } from "node:fs";
import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import type { Database } from "../../kernel/database.ts";
import { join as joinSql, name, sql } from "../../kernel/sql.ts";
import { postponeForeignKeys, tableNames } from "../../kernel/sql-differences.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { migrationFiles, tablesInOrder } from "../migrate.ts";
import { manifestSchema, sha256Of, type Manifest } from "./manifest.ts";
import { fromLine, type Row } from "./table-rows.ts";

export interface RestoreOrder {
  /** Migrated and empty, opened as the migrator. */
  readonly db: Database;
  readonly filesFolder: string;
  readonly source: string;
  readonly report?: (line: string) => void;
}

/** A reason not to restore, in words for the operator. Nothing has been changed when it is thrown before the first row. */
export class RestoreRefused extends Error {
  override readonly name = "RestoreRefused";
}

const batchRows = 200;

/** Brings a backup back into an empty database, after every part of it has been checked. */
export async function restoreBackup(order: RestoreOrder): Promise<Manifest> {
  const manifest = await checkedManifest(order);
  await checkEmpty(order.db);
  const sequence = tablesInOrder();
  for (const table of manifest.tables.toSorted((a, b) => sequence.indexOf(a.name) - sequence.indexOf(b.name))) {
    const rows = await inTransaction(order.db, () => restoreTable(order, table.name));
    if (rows !== table.rows) {
      throw new RestoreRefused(`${table.name} has ${rows} rows, its manifest says ${table.rows}.`);
    }
    order.report?.(`${table.name}: ${rows}`);
  }
  await cp(join(order.source, "files"), order.filesFolder, { recursive: true });
  return manifest;
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
async function restoreTable({ db, source }: RestoreOrder, table: string): Promise<number> {
  await postponeForeignKeys(db);
  let rows = 0;
  let batch: Row[] = [];
  const lines = createInterface({ input: createReadStream(pathOf(source, table)).pipe(createGunzip()), crlfDelay: Infinity });
  for await (const line of lines) {
    batch.push(fromLine(line));
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
