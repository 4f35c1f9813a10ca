import type { BodyOf, finishCase as endpoint } from "@cunqing/contract";
import { grantAt, system, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { attachFiles, photoDetails } from "../../files/index.ts";
import { categoryOf, presetOf, stageDeadline, wholeDeadline } from "../case.clock.ts";
import { isSealed, subjectOf } from "../case.ts";
import { lockForStep, stateOf, writeStep } from "./move-case.ts";

/**
 * The handler says what was done. That is a claim, not an end: the reporter has the last word. A case that staff
 * reported has nobody to ask, so it is closed and counted apart, never confirmed.
 */
export async function finishCase(deps: Deps, actor: StaffActor, caseId: string, order: BodyOf<typeof endpoint>): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await lockForStep(deps, actor, { caseId, move: "finish", seenState: order.seenState });
    const category = categoryOf(deps.county, row.category_code);
    refuseUnless(category?.afterPhoto !== "required" || order.afterPhotos.length > 0, "case.after_photo_needed");
    const photos = await attachFiles(deps, { attachments: order.afterPhotos, kind: "photo", subject: { kind: "case", id: row.id }, purpose: "after" });
    const now = deps.clock.now();
    const silence = category
      ? stageDeadline(deps.county, presetOf(deps.county, category), "finish", now, wholeDeadline(deps.county, row.submitted_at, row.limit_days))
      : { dueMs: row.due_at, provisional: false };
    await writeStep(deps, row, row.capacity === "staff" ? stateOf("close") : stateOf("finish"), {
      outcome: order.outcome,
      first_done_at: row.first_done_at ?? now,
      done_at: now,
      silent_at: row.capacity === "staff" ? null : silence.dueMs,
      stage_started_at: now,
      stage_due_at: silence.dueMs,
      is_stage_provisional: silence.provisional,
    });
    await deps.journal.append(actor, {
      kind: "case.finished",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: grantAt(actor, "case.work", row.area_path)?.role,
      isSealed: isSealed(row),
      details: { outcome: order.outcome, ...photoDetails(photos) },
    });
    if (row.capacity === "staff") {
      await deps.journal.append(system("cases"), { kind: "case.closed", subject: subjectOf(row), areaId: row.village_id, isSealed: isSealed(row) });
    }
  });
}
