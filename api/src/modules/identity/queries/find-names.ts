import type { Database } from "../../../kernel/database.ts";
import { listOf, name, sql } from "../../../kernel/sql.ts";

export interface Named {
  readonly publicId: string;
  readonly name: string;
}

/** Names of staff by internal id, in one query. */
export const staffNames = (db: Database, ids: Iterable<number>): Promise<Map<number, Named>> => namesIn(db, "staff", ids);

/** Names of villagers' accounts by internal id, in one query. */
export const accountNames = (db: Database, ids: Iterable<number>): Promise<Map<number, Named>> => namesIn(db, "accounts", ids);

/** A member of staff for other modules: who, and whether he works here now. */
export async function findStaffMember(db: Database, publicId: string): Promise<(Named & { readonly id: number; readonly isActive: boolean }) | undefined> {
  const row = await db.selectOne<{ id: number; name: string; state: string }>(sql`SELECT id, name, state FROM staff WHERE public_id = ${publicId}`);
  return row && { id: row.id, publicId, name: row.name, isActive: row.state === "active" };
}

async function namesIn(db: Database, table: "staff" | "accounts", ids: Iterable<number>): Promise<Map<number, Named>> {
  const wanted = [...new Set(ids)];
  if (wanted.length === 0) {
    return new Map();
  }
  const rows = await db.select<{ id: number; public_id: string; name: string }>(sql`
    SELECT id, public_id, name FROM ${name(table)} WHERE id IN (${listOf(wanted)})`);
  return new Map(rows.map((row) => [row.id, { publicId: row.public_id, name: row.name }]));
}
