import type { Deps } from "../../../kernel/deps.ts";
import { insertOrIgnore } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";
import type { CaseRow } from "../case.ts";

/** Whoever accepts, assigns or is assigned has had the case in hand, and his unit with him: they may not confirm it. */
export async function rememberHandler(deps: Pick<Deps, "db" | "clock">, row: CaseRow, handler: { readonly staffId: number; readonly areaId: number }): Promise<void> {
  await deps.db.change(sql`
    ${insertOrIgnore(deps.db, "case_handlers")} (case_id, staff_id, area_id, since)
    VALUES (${row.id}, ${handler.staffId}, ${handler.areaId}, ${deps.clock.now()})`);
}
