import type { Database } from "../kernel/database.ts";
import { insertOnlyTables } from "./insert-only.ts";

/** SQLite has no users, so triggers keep the record insert-only; `recursive_triggers` makes REPLACE meet them too. */
export async function applyTriggers(db: Database): Promise<void> {
  const { insertOnly, insertAndDelete } = insertOnlyTables();
  for (const table of [...insertOnly, ...insertAndDelete]) {
    await forbid(db, table, "UPDATE");
  }
  for (const table of insertOnly) {
    await forbid(db, table, "DELETE");
  }
}

async function forbid(db: Database, table: string, verb: "UPDATE" | "DELETE"): Promise<void> {
  await db.change({
    text: `CREATE TRIGGER IF NOT EXISTS ${table}_no_${verb.toLowerCase()} BEFORE ${verb} ON ${table}
      BEGIN SELECT RAISE(ABORT, '${table} is insert-only'); END`,
    values: [],
  });
}
