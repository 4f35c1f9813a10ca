import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../kernel/database.ts";
import { isDuplicateColumn } from "../kernel/database-errors.ts";
import { insertOrIgnore } from "../kernel/sql-differences.ts";
import { sql } from "../kernel/sql.ts";
import { applyGrants } from "./grants.ts";
import { translate } from "./migration-dialect.ts";
import { projectRoot } from "./project-root.ts";
import { applyTriggers } from "./triggers.ts";

export interface MigrateOptions {
  /** The user the application logs in as, when it is another than the migrator: it gets its rights table by table. */
  readonly application?: { readonly user: string; readonly host: string };
  readonly report?: (line: string) => void;
}

/** Brings a database of any age, an empty one too, to the schema of this release. Safe to run again and by two at once. */
export async function migrate(db: Database, options: MigrateOptions = {}): Promise<number> {
  await execute(db, translate("CREATE TABLE migrations (name {ascii 100} NOT NULL PRIMARY KEY, applied_at BIGINT NOT NULL)", db.engine));
  const applied = new Set((await db.select<{ name: string }>(sql`SELECT name FROM migrations`)).map((row) => row.name));
  const waiting = migrationFiles().filter((file) => !applied.has(file));
  for (const file of waiting) {
    options.report?.(file);
    await execute(db, translate(readFileSync(join(migrationsFolder(), file), "utf8"), db.engine));
    // Two processes may start at once; each step may be taken by both, and is noted once.
    await db.change(sql`${insertOrIgnore(db, "migrations")} (name, applied_at) VALUES (${file}, ${Date.now()})`);
  }
  if (db.engine === "sqlite") {
    await applyTriggers(db);
  } else if (options.application) {
    await applyGrants(db, options.application);
  }
  return waiting.length;
}

export function migrationFiles(): string[] {
  return readdirSync(migrationsFolder()).filter((file) => file.endsWith(".sql")).sort();
}

/** Tables in the order of their making, so that what refers comes after what is referred to. */
export function tablesInOrder(): string[] {
  return migrationFiles().flatMap((file) => {
    const table = /^CREATE TABLE (\w+)/m.exec(readFileSync(join(migrationsFolder(), file), "utf8"))?.[1];
    return table === undefined ? [] : [table];
  });
}

const migrationsFolder = (): string => join(projectRoot(), "sql", "migrations");

async function execute(db: Database, statements: readonly string[]): Promise<void> {
  for (const text of statements) {
    try {
      await db.change({ text, values: [] });
    } catch (error) {
      // The one step that no engine-neutral words make repeatable: a run that was cut short had added the column.
      if (!text.startsWith("ALTER TABLE") || !isDuplicateColumn(error)) {
        throw error;
      }
    }
  }
}
