import type { CaseState } from "@cunqing/contract";

/** Everything that can happen to a case after it was submitted. What comes with "Cases in full" adds rows here. */
export type CaseMove = "accept" | "decline" | "assign" | "start" | "finish" | "confirm" | "dispute" | "fall_silent" | "close";

interface Step {
  readonly from: readonly CaseState[];
  readonly to: CaseState;
}

/**
 * The state machine. Only the villager who reported moves a case to `confirmed` (trust.md 7); silence makes it
 * `unconfirmed`, and a late answer may still move it from there.
 */
const steps: Record<CaseMove, Step> = {
  accept: { from: ["submitted"], to: "accepted" },
  decline: { from: ["submitted", "accepted"], to: "declined" },
  assign: { from: ["accepted", "assigned", "in_progress", "disputed"], to: "assigned" },
  start: { from: ["assigned", "disputed"], to: "in_progress" },
  finish: { from: ["in_progress"], to: "done_pending" },
  confirm: { from: ["done_pending", "unconfirmed"], to: "confirmed" },
  dispute: { from: ["done_pending", "unconfirmed"], to: "disputed" },
  fall_silent: { from: ["done_pending"], to: "unconfirmed" },
  close: { from: ["confirmed", "unconfirmed", "done_pending"], to: "closed" },
};

export const moves = Object.keys(steps) as CaseMove[];

export const canMove = (from: CaseState, move: CaseMove): boolean => steps[move].from.includes(from);

export const stateAfter = (move: CaseMove): CaseState => steps[move].to;

/** Whether somebody here still owes work. `done_pending` waits for the reporter, not for us. */
export const isOpenState = (state: CaseState): boolean =>
  state === "submitted" || state === "accepted" || state === "assigned" || state === "in_progress" || state === "disputed";
