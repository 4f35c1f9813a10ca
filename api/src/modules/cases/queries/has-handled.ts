import type { Database } from "../../../kernel/database.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { staffBehind } from "../../identity/index.ts";

/**
 * Whether the person behind a villager's account had this case in hand at work, or works in a unit that did:
 * nobody confirms what his own unit handled, whichever session he comes by.
 */
export async function hasHandled(db: Database, caseId: number, accountId: number): Promise<boolean> {
  const behind = await staffBehind(db, accountId);
  if (behind.staffIds.length === 0) {
    return false;
  }
  const found = await db.selectOne(sql`
    SELECT 1 AS found FROM case_handlers
    WHERE case_id = ${caseId} AND (staff_id IN (${listOf(behind.staffIds)}) OR area_id IN (${listOf(behind.areaIds)})) LIMIT 1`);
  return found !== undefined;
}
