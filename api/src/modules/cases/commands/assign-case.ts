import type { BodyOf, assignCase as endpoint } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { staffWith } from "../../identity/index.ts";
import { categoryOf, presetOf, stageDeadline, wholeDeadline } from "../case.clock.ts";
import { isSealed, subjectOf, type CaseRow } from "../case.ts";
import { lockForStep, stateOf, writeStep } from "./move-case.ts";
import { rememberHandler } from "./remember-handler.ts";

/** Names who handles the case. Whoever has ever had it in hand is remembered: his unit may not confirm it. */
export async function assignCase(deps: Deps, actor: StaffActor, caseId: string, order: BodyOf<typeof endpoint>): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await lockForStep(deps, actor, { caseId, move: "assign", seenState: order.seenState });
    const fit = await staffWith(deps, "case.work", row.area_path);
    const assignee = fit.find((candidate) => candidate.publicId === order.assigneeId);
    refuseUnless(assignee, "case.assignee_unfit");
    const now = deps.clock.now();
    const stage = stageOf(deps, row, now);
    await writeStep(deps, row, stateOf("assign"), {
      handler_id: assignee.staffId,
      stage_started_at: now,
      stage_due_at: stage.dueMs,
      is_stage_provisional: stage.provisional,
    });
    await rememberHandler(deps, row, assignee);
    await rememberHandler(deps, row, { staffId: actor.staffId, areaId: grantAt(actor, "case.assign", row.area_path)?.areaId ?? row.village_id });
    await deps.journal.append(actor, {
      kind: "case.assigned",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: grantAt(actor, "case.assign", row.area_path)?.role,
      isSealed: isSealed(row),
      details: { assignee: assignee.publicId, note: order.note || undefined },
    });
  });
}

function stageOf(deps: Deps, row: CaseRow, now: number) {
  const category = categoryOf(deps.county, row.category_code);
  refuseUnless(category, "case.category_unknown");
  return stageDeadline(deps.county, presetOf(deps.county, category), "assign", now, wholeDeadline(deps.county, row.submitted_at, row.limit_days));
}
