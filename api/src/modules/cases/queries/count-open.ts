import { inside } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";

/** How much waits in one place. */
export interface OpenCount {
  readonly areaPath: string;
  readonly open: number;
  readonly overdue: number;
  readonly oldestSubmittedAt: number;
}

/** Open public cases at or below a path, place by place. Reads that area's open cases from the index, nothing else. */
export async function countOpen(db: Database, path: string, now: number): Promise<OpenCount[]> {
  const rows = await db.select<OpenCount>(sql`
    SELECT area_path AS "areaPath", COUNT(*) AS open, SUM(CASE WHEN due_at <= ${now} THEN 1 ELSE 0 END) AS overdue,
      MIN(submitted_at) AS "oldestSubmittedAt"
    FROM cases ${usingIndex(db, "cases_open_by_area")}
    WHERE is_open = 1 AND ${inside("area_path", path)} AND is_private = 0 GROUP BY area_path`);
  // A sum comes as text from one of the engines.
  return rows.map((row) => ({ ...row, overdue: Number(row.overdue) }));
}
