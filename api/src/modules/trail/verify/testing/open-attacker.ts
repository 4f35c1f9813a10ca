import { applyTriggers } from "../../../../boot/triggers.ts";
import { openDatabase, type Database } from "../../../../kernel/database.ts";
import { join, name, sql, type Sql, type SqlValue } from "../../../../kernel/sql.ts";
import { tableNames } from "../../../../kernel/sql-differences.ts";

type Row = Readonly<Record<string, SqlValue>>;
type Kept = ReadonlyMap<string, readonly Row[]>;

/** Somebody who holds the database itself: no grant, no trigger and no foreign key stands in his way. */
export interface Attacker {
  readonly db: Database;
  run(...statements: readonly Sql[]): Promise<void>;
  /** What stands in these tables, or in all. */
  keep(tables?: readonly string[]): Promise<Kept>;
  putBack(kept: Kept): Promise<void>;
  close(): Promise<void>;
}

export async function openAttacker(url: string): Promise<Attacker> {
  const db = openDatabase({ url, poolMax: 1 });
  await db.change(db.engine === "mysql" ? sql`SET SESSION foreign_key_checks = 0` : sql`PRAGMA foreign_keys = OFF`);
  const triggers = db.engine === "mysql" ? [] : await db.select<{ name: string }>(sql`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
  for (const trigger of triggers) {
    await db.change(sql`DROP TRIGGER ${name(trigger.name)}`);
  }
  return {
    db,
    async run(...statements) {
      for (const statement of statements) {
        await db.change(statement);
      }
    },
    async keep(tables) {
      const kept = new Map<string, Row[]>();
      for (const table of tables ?? (await tableNames(db)).filter((one) => one !== "migrations")) {
        kept.set(table, await db.select<Row>(sql`SELECT * FROM ${name(table)}`));
      }
      return kept;
    },
    async putBack(kept) {
      for (const [table, rows] of kept) {
        await db.change(sql`DELETE FROM ${name(table)}`);
        await insertAll(db, table, rows);
      }
    },
    async close() {
      if (db.engine === "sqlite") {
        await applyTriggers(db);
        await db.change(sql`PRAGMA foreign_keys = ON`);
      }
      await db.close();
    },
  };
}

async function insertAll(db: Database, table: string, rows: readonly Row[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  for (let at = 0; at < rows.length; at += 200) {
    const lines = rows.slice(at, at + 200).map((row) => sql`(${join(columns.map((column) => sql`${row[column] ?? null}`), ", ")})`);
    await db.change(sql`INSERT INTO ${name(table)} (${join(columns.map(name), ", ")}) VALUES ${join(lines, ", ")}`);
  }
}
