import type { CaseDoor, CaseState } from "@cunqing/contract";
import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import type { Capacity } from "../case.ts";

/** What readers of the journal ask of a case: messages and statistics. */
export interface CaseFactsRow {
  readonly id: number;
  readonly publicId: string;
  readonly number: string;
  readonly door: CaseDoor;
  readonly categoryCode: string;
  readonly villageId: number;
  readonly areaPath: string;
  readonly capacity: Capacity;
  readonly accountId: number | null;
  readonly handlerId: number | null;
  readonly isPrivate: boolean;
  readonly state: CaseState;
  readonly submittedAt: number;
  readonly dueAt: number;
  readonly firstDoneAt: number | null;
  readonly silentAt: number | null;
  readonly disputeCount: number;
  /** The reporter's last word, if he has spoken. */
  readonly grade: string | null;
}

export async function caseFactsById(db: Database, id: number): Promise<CaseFactsRow | undefined> {
  const row = await db.selectOne<Omit<CaseFactsRow, "isPrivate"> & { readonly is_private: number }>(sql`
    SELECT id, public_id AS "publicId", number, door, category_code AS "categoryCode", village_id AS "villageId",
      area_path AS "areaPath", capacity, account_id AS "accountId", handler_id AS "handlerId", is_private,
      state, submitted_at AS "submittedAt", due_at AS "dueAt", first_done_at AS "firstDoneAt", silent_at AS "silentAt",
      dispute_count AS "disputeCount", grade
    FROM cases WHERE id = ${id}`);
  // The drivers give 0 and 1 for what is true or false.
  return row && { ...row, isPrivate: row.is_private === 1 };
}
