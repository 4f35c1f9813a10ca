import type { Database } from "./database.ts";
import { join, listOf, name, nothing, sql, type Sql } from "./sql.ts";

/** Every place where the engines want other words for the same thing. One named function each, nowhere else. */

/** Locks the rows read. SQLite's writers stand in a queue already and hold the whole file. */
export function forUpdate(db: Database): Sql {
  return db.engine === "mysql" ? sql`FOR UPDATE` : nothing;
}

/** Keeps the rows read as they are until the transaction ends, and lets others do the same. */
export function forShare(db: Database): Sql {
  return db.engine === "mysql" ? sql`LOCK IN SHARE MODE` : nothing;
}

/** The start of an insert that leaves an existing row alone. Only for unique keys: MySQL's IGNORE forgives more. */
export function insertOrIgnore(db: Database, table: string): Sql {
  return db.engine === "mysql" ? sql`INSERT IGNORE INTO ${name(table)}` : sql`INSERT OR IGNORE INTO ${name(table)}`;
}

/** Ends an insert that adds to a counter when the row is there. `keys` are the unique columns. */
export function orAdd(db: Database, keys: readonly string[], column: string, by: number): Sql {
  return db.engine === "mysql"
    ? sql`ON DUPLICATE KEY UPDATE ${name(column)} = ${name(column)} + ${by}`
    : sql`ON CONFLICT (${join(keys.map(name), ", ")}) DO UPDATE SET ${name(column)} = ${name(column)} + ${by}`;
}

/** Ends an insert of several counters: each adds its own amount where its row is there. `keys` are the unique columns. */
export function orAddInserted(db: Database, keys: readonly string[], column: string): Sql {
  return db.engine === "mysql"
    ? sql`ON DUPLICATE KEY UPDATE ${name(column)} = ${name(column)} + VALUES(${name(column)})`
    : sql`ON CONFLICT (${join(keys.map(name), ", ")}) DO UPDATE SET ${name(column)} = ${name(column)} + excluded.${name(column)}`;
}

/** Names the index to walk, where the planner would rather sort a large set than read a few rows in order. */
export function usingIndex(db: Database, index: string): Sql {
  return db.engine === "mysql" ? sql`FORCE INDEX (${name(index)})` : sql`INDEXED BY ${name(index)}`;
}

/** The tables of this database that hold our rows. */
export async function tableNames(db: Database): Promise<string[]> {
  const rows = await db.select<{ name: string }>(
    db.engine === "mysql"
      ? sql`SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE' ORDER BY table_name`
      : sql`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name`,
  );
  return rows.map((row) => row.name);
}

/** The primary key's columns, in order. */
export async function primaryKeyOf(db: Database, table: string): Promise<string[]> {
  const rows = await db.select<{ name: string }>(
    db.engine === "mysql"
      ? sql`SELECT column_name AS name FROM information_schema.key_column_usage
          WHERE table_schema = DATABASE() AND table_name = ${table} AND constraint_name = 'PRIMARY' ORDER BY ordinal_position`
      : sql`SELECT name FROM pragma_table_info(${table}) WHERE pk > 0 ORDER BY pk`,
  );
  return rows.map((row) => row.name);
}

/** Lets rows come in any order until the transaction ends. For a restore into an empty database only. */
export async function postponeForeignKeys(db: Database): Promise<void> {
  await db.change(db.engine === "mysql" ? sql`SET SESSION foreign_key_checks = 0` : sql`PRAGMA defer_foreign_keys = ON`);
}

/**
 * Deletes rows by their primary key and touches no other row. MySQL reads an IN list as a scan of the table when the
 * keys lie close, and then waits for every row that an open transaction has just put between them.
 */
export function deleteByKeys(db: Database, table: string, key: string, ids: readonly number[], which: Sql = nothing): Sql {
  if (db.engine === "sqlite") {
    return sql`DELETE FROM ${name(table)} WHERE ${name(key)} IN (${listOf(ids)}) ${which}`;
  }
  const wanted = join(ids.map((id) => sql`SELECT ${id} AS id`), " UNION ALL ");
  return sql`DELETE t FROM (${wanted}) w STRAIGHT_JOIN ${name(table)} t ON t.${name(key)} = w.id ${which}`;
}

/**
 * Makes what was deleted unreadable in the file too. SQLite runs with `secure_delete`, so only the log of writes still
 * holds old pages: it is written back and cut off. InnoDB's purge clears its pages in the background by itself, and
 * its undo and binary logs go by the server's own settings (modules/privacy/README.md).
 */
export async function scrub(db: Database): Promise<boolean> {
  if (db.engine === "mysql") {
    return true;
  }
  const [row] = await db.select<{ busy: number }>(sql`PRAGMA wal_checkpoint(TRUNCATE)`);
  return row?.busy === 0;
}
