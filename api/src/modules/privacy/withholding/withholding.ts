import type { Database } from "../../../kernel/database.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { listOf, sql, type Sql } from "../../../kernel/sql.ts";
import type { Subject } from "../../../kernel/journal/journal.ts";
import type { CommittedTable } from "../../../kernel/journal/committed-rows.ts";
import { openStates, type WithholdingState } from "./withholding.state.ts";

/** A row of `withholdings`. */
export interface Withholding {
  readonly id: number;
  readonly publicId: string;
  readonly state: WithholdingState;
  readonly subjectKind: string;
  readonly subjectId: number;
  readonly villageId: number;
  readonly areaPath: string;
  readonly part: "words" | "photo";
  /** Which published version the run of words was marked in. */
  readonly version: number;
  readonly fromAt: number | null;
  readonly toAt: number | null;
  readonly excerptSealed: string | null;
  readonly photoId: string | null;
  readonly groundCode: string;
  readonly reason: string;
  readonly proposedBy: number;
  readonly proposedAt: number;
  readonly decidedBy: number | null;
  readonly decidedAt: number | null;
}

export const withholdingRows: readonly CommittedTable[] = [{ subjectKind: "withholding", table: "withholdings", key: "id" }];

export const subjectOf = (row: Pick<Withholding, "id" | "publicId">): Subject => ({ kind: "withholding", id: row.id, publicId: row.publicId });

/** A sealed excerpt is bound to its row, so that a copied one tells nothing elsewhere. */
export const excerptPlace = (publicId: string) => ({ field: "withholdings.excerpt_sealed", rowId: publicId }) as const;

/** Locks the row for the rest of the transaction: of two who decide at once, the second sees what the first did. */
export async function lockWithholding(db: Database, publicId: string): Promise<Withholding | undefined> {
  const [row] = await readWithholdings(db, sql`w.public_id = ${publicId} ${forUpdate(db)}`);
  return row;
}

export async function findWithholding(db: Database, publicId: string): Promise<Withholding | undefined> {
  const [row] = await readWithholdings(db, sql`w.public_id = ${publicId}`);
  return row;
}

/** What is hidden of these subjects, or only proposed to be where `states` says so. */
export function withholdingsOf(db: Database, kind: string, ids: readonly number[], states: readonly WithholdingState[] = ["in_force"]): Promise<Withholding[]> {
  return readWithholdings(db, sql`w.subject_kind = ${kind} AND w.subject_id IN (${listOf(ids)}) AND w.state IN (${listOf(states)}) ORDER BY w.id`);
}

export const openWithholdingsOf = (db: Database, kind: string, id: number): Promise<Withholding[]> => withholdingsOf(db, kind, [id], openStates);

export function readWithholdings(db: Database, condition: Sql): Promise<Withholding[]> {
  return db.select<Withholding>(sql`
    SELECT w.id, w.public_id AS "publicId", w.state, w.subject_kind AS "subjectKind", w.subject_id AS "subjectId",
      w.village_id AS "villageId", w.area_path AS "areaPath", w.part, w.version, w.from_at AS "fromAt", w.to_at AS "toAt",
      w.excerpt_sealed AS "excerptSealed", w.photo_id AS "photoId", w.ground_code AS "groundCode", w.reason,
      w.proposed_by AS "proposedBy", w.proposed_at AS "proposedAt", w.decided_by AS "decidedBy", w.decided_at AS "decidedAt"
    FROM withholdings w WHERE ${condition}`);
}
