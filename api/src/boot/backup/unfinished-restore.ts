import type { Database } from "../../kernel/database.ts";
import { sql } from "../../kernel/sql.ts";

/** The name under which a restore under way stands among the leases: nobody else may work in this database. */
const restoring = "restore";

export async function beginRestore(db: Database): Promise<void> {
  await db.change(sql`INSERT INTO leases (name, holder, token, until_ms) VALUES (${restoring}, '', 0, 0)`);
}

export async function endRestore(db: Database): Promise<void> {
  await db.change(sql`DELETE FROM leases WHERE name = ${restoring}`);
}

/** A county that began to work on half of its record would sign a tree that contradicts the old one. */
export async function refuseUnfinishedRestore(db: Database): Promise<void> {
  if (await db.selectOne(sql`SELECT 1 AS found FROM leases WHERE name = ${restoring}`)) {
    throw new Error("A restore into this database was not finished. Restore into a new, empty one.");
  }
}
