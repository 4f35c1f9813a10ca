import type { Database } from "../kernel/database.ts";
import { sql } from "../kernel/sql.ts";
import { insertOnlyTables } from "./insert-only.ts";

/**
 * Gives the application its rights table by table. Never `GRANT … ON db.*`: a REVOKE for single tables after it
 * fails, and the record would stand open.
 */
export async function applyGrants(db: Database, application: { readonly user: string; readonly host: string }): Promise<void> {
  const { insertOnly, insertAndDelete } = insertOnlyTables();
  const tables = await db.select<{ name: string }>(sql`
    SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE TABLE'`);
  for (const { name: table } of tables) {
    const verbs = insertOnly.includes(table)
      ? "SELECT, INSERT"
      : insertAndDelete.includes(table)
        ? "SELECT, INSERT, DELETE"
        : table === "migrations"
          ? "SELECT"
          : "SELECT, INSERT, UPDATE, DELETE";
    await db.change({ text: `GRANT ${verbs} ON \`${table}\` TO ?@?`, values: [application.user, application.host] });
  }
}
