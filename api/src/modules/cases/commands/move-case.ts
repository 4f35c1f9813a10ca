import type { CaseAction, CaseState } from "@cunqing/contract";
import type { Actor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { join, name, sql, type SqlValue } from "../../../kernel/sql.ts";
import { staffNames } from "../../identity/index.ts";
import { lockCase, type CaseRow } from "../case.ts";
import { may, viewOf } from "../case.policy.ts";
import { canMove, isOpenState, stateAfter, type CaseMove } from "../case.state.ts";

/** Columns that a step sets besides the state. */
export type CaseChange = Partial<Record<Exclude<keyof CaseRow, "id" | "public_id" | "state" | "is_open">, SqlValue | boolean>>;

export interface StepOrder {
  readonly caseId: string;
  readonly move: CaseMove & CaseAction;
  /** The state the person was looking at. */
  readonly seenState?: CaseState;
  /** For a reporter without an account: the case's follow-up code was right. */
  readonly knowsCode?: boolean;
}

/** Locks the case and makes sure that this actor may take this step now. Says who was faster, if somebody was. */
export async function lockForStep(deps: Deps, actor: Actor, order: StepOrder, knowsCode: (row: CaseRow) => boolean = () => false): Promise<CaseRow> {
  const row = await lockCase(deps.db, order.caseId);
  refuseUnless(row, "case.not_found");
  const known = knowsCode(row);
  const view = viewOf(actor, row, known);
  // To staff of elsewhere a case is what it is to everybody: nothing of its handling is theirs to learn.
  refuseUnless(isRating(order.move) ? view !== "none" : view === "staff", "case.not_found");
  const isStale = order.seenState !== undefined && order.seenState !== row.state;
  if (isStale || !canMove(row.state, order.move)) {
    throw await stale(deps, order, row);
  }
  refuseUnless(may(actor, order.move, row, known), isRating(order.move) ? "case.not_yours" : "access.denied");
  return row;
}

/** Writes the step: state, what it opens, and the columns that go with it. */
export async function writeStep(deps: Deps, row: CaseRow, to: CaseState, change: CaseChange): Promise<void> {
  const columns = Object.entries({ ...change, state: to, is_open: isOpenState(to) });
  const assignments = columns.map(([column, value]) => sql`${name(column)} = ${value}`);
  await deps.db.change(sql`UPDATE cases SET ${join(assignments, ", ")}, version = version + 1 WHERE id = ${row.id}`);
}

export const stateOf = stateAfter;

const isRating = (move: CaseMove): boolean => move === "confirm" || move === "dispute";

async function stale(deps: Deps, order: StepOrder, row: CaseRow): Promise<Refusal> {
  if ((order.move === "accept" || order.move === "decline") && row.accepted_by !== null) {
    const names = await staffNames(deps.db, [row.accepted_by]);
    return new Refusal(order.move === "accept" || order.seenState === "submitted" ? "case.taken" : "case.wrong_state", {
      facts: { state: row.state, by: names.get(row.accepted_by)?.name ?? "" },
    });
  }
  return new Refusal("case.wrong_state", { facts: { state: row.state } });
}
