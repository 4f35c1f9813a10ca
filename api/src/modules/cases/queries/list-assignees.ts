import { holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { staffWith } from "../../identity/index.ts";
import { findCase } from "../case.ts";
import { viewOf, whereStaffSees } from "../case.policy.ts";

/** Who could handle a case: everybody who may work at its place, with how much each has in hand that the asker may know of. */
export async function listAssignees(deps: Deps, actor: StaffActor, publicId: string) {
  const row = await findCase(deps.db, publicId);
  refuseUnless(row && viewOf(actor, row) === "staff" && holdsAt(actor, "case.assign", row.area_path), "case.not_found");
  const fit = await staffWith(deps, "case.work", row.area_path);
  const counts = await deps.db.select<{ handler_id: number; n: number }>(sql`
    SELECT c.handler_id, COUNT(*) AS n FROM cases c
    WHERE c.is_open = 1 AND c.handler_id IN (${listOf(fit.map((staff) => staff.staffId))}) AND ${whereStaffSees(actor)}
    GROUP BY c.handler_id`);
  const byHandler = new Map(counts.map((count) => [count.handler_id, count.n]));
  return fit.map((staff) => ({
    id: staff.publicId,
    name: staff.name,
    roleName: staff.roleName,
    areaName: staff.areaName,
    openCount: byHandler.get(staff.staffId) ?? 0,
  }));
}
