import { dayMs } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import { caseColumns, type CaseRow } from "../case.ts";

/** How a village stands, for its home page: public cases only, so that no number betrays a private one. */
export async function countPublicCases(deps: Deps, villageId: number): Promise<{ open: number; overdue: number; confirmed30d: number }> {
  const now = deps.clock.now();
  const row = await deps.db.selectOne<{ open: number; overdue: number | null }>(sql`
    SELECT COUNT(*) AS open, SUM(CASE WHEN due_at <= ${now} THEN 1 ELSE 0 END) AS overdue FROM cases
    WHERE village_id = ${villageId} AND is_open = 1 AND is_private = 0`);
  const confirmed = await deps.db.selectOne<{ n: number }>(sql`
    SELECT COUNT(*) AS n FROM cases
    WHERE village_id = ${villageId} AND submitted_at >= ${now - 60 * dayMs} AND rated_at >= ${now - 30 * dayMs}
      AND is_private = 0 AND state IN ('confirmed', 'closed')`);
  return { open: row?.open ?? 0, overdue: Number(row?.overdue ?? 0), confirmed30d: confirmed?.n ?? 0 };
}

/** The latest public cases of a village. */
export function listRecentPublic(deps: Deps, villageId: number, limit: number): Promise<CaseRow[]> {
  return deps.db.select<CaseRow>(sql`
    SELECT ${caseColumns} FROM cases c
    WHERE c.village_id = ${villageId} AND c.is_private = 0 AND c.state <> 'declined'
    ORDER BY c.submitted_at DESC, c.id DESC LIMIT ${limit}`);
}
