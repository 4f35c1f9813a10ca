import type { BodyOf, acceptCase as endpoint } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { categoryOf, presetOf, stageDeadline, wholeDeadline } from "../case.clock.ts";
import { isSealed, subjectOf } from "../case.ts";
import { lockForStep, stateOf, writeStep } from "./move-case.ts";
import { rememberHandler } from "./remember-handler.ts";

/**
 * Takes a submitted case in hand. The limit is fixed here by kind; the clock has run since submission, and a
 * category put right here changes where it ends but never when it began.
 */
export async function acceptCase(deps: Deps, actor: StaffActor, caseId: string, order: BodyOf<typeof endpoint>): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await lockForStep(deps, actor, { caseId, move: "accept", seenState: order.seenState });
    const category = categoryOf(deps.county, order.categoryCode ?? row.category_code);
    refuseUnless(category, "case.category_unknown");
    const preset = presetOf(deps.county, category);
    const now = deps.clock.now();
    const whole = wholeDeadline(deps.county, row.submitted_at, preset.wholeWorkingDays);
    const stage = stageDeadline(deps.county, preset, "accept", now, whole);
    await writeStep(deps, row, stateOf("accept"), {
      accepted_by: actor.staffId,
      category_code: category.code,
      limit_days: preset.wholeWorkingDays,
      due_at: whole.dueMs,
      is_due_provisional: whole.provisional,
      stage_started_at: now,
      stage_due_at: stage.dueMs,
      is_stage_provisional: stage.provisional,
    });
    const grant = grantAt(actor, "case.accept", row.area_path);
    await rememberHandler(deps, row, { staffId: actor.staffId, areaId: grant?.areaId ?? row.village_id });
    await deps.journal.append(actor, {
      kind: "case.accepted",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: grant?.role,
      isSealed: isSealed(row),
      details: { note: order.note || undefined, category: category.code === row.category_code ? undefined : category.name },
    });
  });
}
