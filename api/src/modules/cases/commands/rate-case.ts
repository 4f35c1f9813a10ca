import type { BodyOf, confirmCase } from "@cunqing/contract";
import { anonymous, type Actor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import type { Appended } from "../../../kernel/journal/journal.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { hasHandled } from "../queries/has-handled.ts";
import { categoryOf, presetOf, stageDeadline, wholeDeadline } from "../case.clock.ts";
import { isSealed, subjectOf, type CaseRow } from "../case.ts";
import { followIndexOf } from "../follow-code.ts";
import { lockForStep, stateOf, writeStep, type CaseChange } from "./move-case.ts";

export type RateOrder = BodyOf<typeof confirmCase>;

/**
 * The reporter's word: done, or not done. Nobody else has it, in any capacity (trust.md 7). After the days of
 * silence it still counts, and is shown as late.
 */
export async function rateCase(deps: Deps, caller: Actor, caseId: string, move: "confirm" | "dispute", order: RateOrder): Promise<Appended> {
  checkGrade(deps, move, order);
  const index = order.followCode === undefined ? null : followIndexOf(deps, order.followCode);
  const knowsCode = (row: CaseRow): boolean => index !== null && row.follow_index === index;
  return inTransaction(deps.db, async () => {
    const row = await lockForStep(deps, caller, { caseId, move }, knowsCode);
    // Somebody who comes by the code stays nobody, whatever session his phone has.
    const actor = row.capacity === "anonymous" ? anonymous : caller;
    refuseUnless(caller.kind !== "villager" || !(await hasHandled(deps.db, row.id, caller.accountId)), "case.not_yours");
    const isLate = row.state === "unconfirmed";
    await writeStep(deps, row, stateOf(move), { ...ratingOf(deps, order, isLate), ...(move === "dispute" ? disputeOf(deps, row) : {}) });
    return deps.journal.append(actor, {
      kind: move === "confirm" ? "case.confirmed" : "case.disputed",
      subject: subjectOf(row),
      areaId: row.village_id,
      isSealed: isSealed(row),
      details: {
        grade: order.grade,
        ...(order.tags.length > 0 ? { tags: JSON.stringify(order.tags) } : {}),
        words: order.words || undefined,
        ...(isLate ? { isLate: "1" } : {}),
      },
    });
  });
}

function ratingOf(deps: Deps, order: RateOrder, isLate: boolean): CaseChange {
  return {
    grade: order.grade,
    rating_tags: JSON.stringify(order.tags),
    rating_words: order.words ?? null,
    rated_at: deps.clock.now(),
    is_rated_late: isLate,
    silent_at: null,
  };
}

/** Back to work: to the same handler, with a stage of its own. The whole-case clock has never stopped. */
function disputeOf(deps: Deps, row: CaseRow): CaseChange {
  const now = deps.clock.now();
  const category = categoryOf(deps.county, row.category_code);
  const whole = wholeDeadline(deps.county, row.submitted_at, row.limit_days);
  const stage = category ? stageDeadline(deps.county, presetOf(deps.county, category), "dispute", now, whole) : whole;
  return {
    dispute_count: row.dispute_count + 1,
    stage_started_at: now,
    stage_due_at: stage.dueMs,
    is_stage_provisional: stage.provisional,
  };
}

/** The county says which grades mean "done" and which tags go with each. */
function checkGrade(deps: Deps, move: "confirm" | "dispute", order: RateOrder): void {
  const grade = deps.county.grades.find((candidate) => candidate.code === order.grade);
  if (grade?.confirms !== (move === "confirm")) {
    const message = move === "confirm" ? "觉得没办好，请点“没办好”" : "觉得办好了，请点“办好了”";
    throw new Refusal("request.invalid", { fields: [{ path: "grade", message }] });
  }
  const known = new Set([...grade.tags, ...(move === "dispute" ? deps.county.disputeTags : [])]);
  if (order.tags.some((tag) => !known.has(tag))) {
    throw new Refusal("request.invalid", { fields: [{ path: "tags", message: "请从给出的原因里选" }] });
  }
}
