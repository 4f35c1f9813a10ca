import type { Database } from "../../kernel/database.ts";
import { sql, type Sql } from "../../kernel/sql.ts";
import type { CountedFacts, Outcome } from "./cohort.policy.ts";

export interface CountedCase extends CountedFacts {
  readonly caseId: number;
}

/** Rows of `case_facts` that stand in the sums. */
export async function readCounted(db: Database, condition: Sql): Promise<CountedCase[]> {
  const rows = await db.select<Row>(sql`
    SELECT case_id, counted_path, submitted_at, done_on, outcome, is_ever_disputed FROM case_facts
    WHERE counted_path IS NOT NULL AND ${condition}`);
  return rows.map((row) => ({
    caseId: row.case_id,
    countedPath: row.counted_path,
    submittedAt: row.submitted_at,
    doneOn: row.done_on,
    outcome: row.outcome,
    isEverDisputed: row.is_ever_disputed === 1,
  }));
}

interface Row {
  readonly case_id: number;
  readonly counted_path: string;
  readonly submitted_at: number;
  readonly done_on: string | null;
  readonly outcome: Outcome | "staff" | null;
  readonly is_ever_disputed: number;
}
