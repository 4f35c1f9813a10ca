import type { Database } from "./database.ts";
import { join, name, nothing, sql, type Sql } from "./sql.ts";

/** Every place where the engines want other words for the same thing. One named function each, nowhere else. */

/** Locks the rows read. SQLite's writers stand in a queue already and hold the whole file. */
export function forUpdate(db: Database): Sql {
  return db.engine === "mysql" ? sql`FOR UPDATE` : nothing;
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

/** Names the index to walk, where the planner would rather sort a large set than read a few rows in order. */
export function usingIndex(db: Database, index: string): Sql {
  return db.engine === "mysql" ? sql`FORCE INDEX (${name(index)})` : sql`INDEXED BY ${name(index)}`;
}
