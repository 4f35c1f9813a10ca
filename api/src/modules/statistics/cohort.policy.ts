import type { CaseState } from "@cunqing/contract";
import { shanghaiDay } from "../../kernel/clock.ts";

/** Where a case of a cohort stands: in exactly one of the four (trust.md 7). */
export const outcomes = ["confirmed", "unconfirmed", "disputed", "pending"] as const;
export type Outcome = (typeof outcomes)[number];

/** Everything that is summed by day. `staff` are cases reported in a staff capacity: nobody can confirm them. */
export const measures = ["submitted", ...outcomes, "ever_disputed", "staff"] as const;
export type Measure = (typeof measures)[number];

export interface Answerable {
  readonly capacity: "villager" | "anonymous" | "staff";
  readonly state: CaseState;
  readonly firstDoneAt: number | null;
  /** Whether the reporter's last word was that it is done. */
  readonly isLastWordGood: boolean;
}

/** Null before the first done. A disputed case back at work stays disputed until it is done again. */
export function outcomeOf(target: Answerable): Outcome | "staff" | null {
  if (target.firstDoneAt === null) {
    return null;
  }
  if (target.capacity === "staff") {
    return "staff";
  }
  if (target.state === "closed") {
    return target.isLastWordGood ? "confirmed" : "unconfirmed";
  }
  return afterDone[target.state];
}

/** What has been counted of one case. */
export interface CountedFacts {
  readonly countedPath: string;
  readonly submittedAt: number;
  readonly doneOn: string | null;
  readonly outcome: Outcome | "staff" | null;
  readonly isEverDisputed: boolean;
}

/** In which sums a case stands, by day. */
export function contributionsOf(facts: CountedFacts): { readonly day: string; readonly measure: Measure }[] {
  const submitted = { day: shanghaiDay(facts.submittedAt), measure: "submitted" as const };
  if (facts.outcome === null || facts.doneOn === null) {
    return [submitted];
  }
  const done = { day: facts.doneOn, measure: facts.outcome };
  const isDisputed = facts.isEverDisputed && facts.outcome !== "staff";
  return isDisputed ? [submitted, done, { day: facts.doneOn, measure: "ever_disputed" }] : [submitted, done];
}

/** By the state after a first done. Whatever is at work again was disputed: there is no other way back. */
const afterDone: Readonly<Record<Exclude<CaseState, "closed">, Outcome>> = {
  done_pending: "pending",
  confirmed: "confirmed",
  unconfirmed: "unconfirmed",
  disputed: "disputed",
  assigned: "disputed",
  in_progress: "disputed",
  submitted: "disputed",
  accepted: "disputed",
  declined: "disputed",
};
