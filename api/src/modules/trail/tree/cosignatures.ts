import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import type { CheckpointRow } from "./tree-store.ts";

export interface Cosignature {
  readonly size: number;
  readonly at_ms: number;
}

/** The newest checkpoint that a key has cosigned. */
export function newestOfKey(db: Database, keyId: string): Promise<Cosignature | undefined> {
  return db.selectOne<Cosignature>(sql`
    SELECT size, at_ms FROM trail_cosignatures WHERE key_id = ${keyId} ORDER BY size DESC, at_ms DESC LIMIT 1`);
}

/** The signed note as it is given out: with the newest line of each witness under the log's own. */
export async function noteWithCosignatures(db: Database, { size, note }: Pick<CheckpointRow, "size" | "note">): Promise<string> {
  const rows = await db.select<{ line: string }>(sql`
    SELECT c.line FROM (SELECT key_id, MAX(at_ms) AS at_ms FROM trail_cosignatures WHERE size = ${size} GROUP BY key_id) newest
    JOIN trail_cosignatures c ON c.size = ${size} AND c.key_id = newest.key_id AND c.at_ms = newest.at_ms
    ORDER BY c.key_id`);
  return note + rows.map((row) => row.line).join("");
}
