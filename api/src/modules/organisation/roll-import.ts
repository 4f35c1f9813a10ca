import type { Database } from "../../kernel/database.ts";
import { inside } from "../../kernel/actor.ts";
import { forUpdate } from "../../kernel/sql-differences.ts";
import { nothing, sql, type Sql } from "../../kernel/sql.ts";
import { idsOfPath, readAreas, type Area } from "./area.ts";
import type { RollImportState } from "./roll-import.state.ts";

/** One upload of a village's roll, from the dry run to the switch. */
export interface RollImport {
  readonly id: number;
  readonly publicId: string;
  readonly villageId: number;
  readonly fileName: string;
  readonly storageKey: string;
  readonly state: RollImportState;
  readonly generation: number;
  readonly rowsRead: number;
  readonly rowsApplied: number;
  readonly newCount: number;
  readonly changedCount: number;
  readonly sameCount: number;
  readonly duplicateCount: number;
  readonly errorCount: number;
  readonly failure: string | null;
  readonly createdAt: number;
  readonly finishedAt: number | null;
}

/** Imports by a condition on the aliases i (import) and a (village). */
export async function readRollImports(db: Database, condition: Sql, order: Sql): Promise<RollImport[]> {
  const rows = await db.select<RollImportRow>(sql`
    SELECT i.id, i.public_id, i.village_id, i.file_name, i.storage_key, i.state, i.generation, i.rows_read, i.rows_applied,
      i.new_count, i.changed_count, i.same_count, i.duplicate_count, i.error_count, i.failure, i.created_at, i.finished_at
    FROM roll_imports i JOIN areas a ON a.id = i.village_id WHERE ${condition} ${order}`);
  return rows.map(fromRow);
}

export async function findRollImport(db: Database, publicId: string): Promise<RollImport | undefined> {
  const [found] = await readRollImports(db, sql`i.public_id = ${publicId}`, nothing);
  return found;
}

/** An import as it is now, its own row locked for the rest of the transaction. */
export async function lockRollImport(db: Database, id: number): Promise<RollImport | undefined> {
  await db.selectOne(sql`SELECT id FROM roll_imports WHERE id = ${id} ${forUpdate(db)}`);
  const [found] = await readRollImports(db, sql`i.id = ${id}`, nothing);
  return found;
}

/**
 * The villages that an uploaded table speaks for: its own, and those merged into it before the upload. A merge while an
 * import is under way brings people whom that table could not know, so they stay as they are.
 */
export async function villagesOfRoll(db: Database, village: Area, uploadedAt: number): Promise<Area[]> {
  const within = await readAreas(db, sql`${inside("path", village.path)} AND kind IN ('village', 'community')`);
  const known = new Map(within.map((one) => [one.id, one.id === village.id || (one.closedAt !== null && one.closedAt <= uploadedAt)]));
  return within.filter((one) => idsOfPath(one.path).every((id) => known.get(id) !== false));
}

export const importSubject = (found: { readonly id: number; readonly publicId: string }) => ({ kind: "roll_import", id: found.id, publicId: found.publicId });

interface RollImportRow {
  readonly id: number;
  readonly public_id: string;
  readonly village_id: number;
  readonly file_name: string;
  readonly storage_key: string;
  readonly state: RollImportState;
  readonly generation: number;
  readonly rows_read: number;
  readonly rows_applied: number;
  readonly new_count: number;
  readonly changed_count: number;
  readonly same_count: number;
  readonly duplicate_count: number;
  readonly error_count: number;
  readonly failure: string | null;
  readonly created_at: number;
  readonly finished_at: number | null;
}

function fromRow(row: RollImportRow): RollImport {
  return {
    id: row.id,
    publicId: row.public_id,
    villageId: row.village_id,
    fileName: row.file_name,
    storageKey: row.storage_key,
    state: row.state,
    generation: row.generation,
    rowsRead: row.rows_read,
    rowsApplied: row.rows_applied,
    newCount: row.new_count,
    changedCount: row.changed_count,
    sameCount: row.same_count,
    duplicateCount: row.duplicate_count,
    errorCount: row.error_count,
    failure: row.failure,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}
