import { caseStates, type CaseState } from "@cunqing/contract";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../../testing/random-from.ts";
import { canMove, moves, stateAfter, type CaseMove } from "../cases/case.state.ts";
import { contributionsOf, outcomeOf, outcomes, type CountedFacts } from "./cohort.policy.ts";

const done = { capacity: "villager" as const, firstDoneAt: 1, isLastWordGood: false };

describe("where a case of a cohort stands", () => {
  it.each<[CaseState, boolean, string]>([
    ["done_pending", false, "pending"],
    ["confirmed", true, "confirmed"],
    ["unconfirmed", false, "unconfirmed"],
    ["disputed", false, "disputed"],
    ["assigned", false, "disputed"],
    ["in_progress", false, "disputed"],
    ["closed", true, "confirmed"],
    ["closed", false, "unconfirmed"],
  ])("%s after the first done, last word good %s: %s", (state, isLastWordGood, outcome) => {
    expect(outcomeOf({ ...done, state, isLastWordGood })).toBe(outcome);
  });

  it.each(caseStates)("nowhere before the first done: %s", (state) => {
    expect(outcomeOf({ ...done, state, firstDoneAt: null })).toBeNull();
  });

  it.each(caseStates)("apart when staff reported it, so that it is never confirmed: %s", (state) => {
    expect(outcomeOf({ ...done, state, capacity: "staff", isLastWordGood: true })).toBe("staff");
  });
});

describe("a random walk over the state machine", () => {
  it.each(Array.from({ length: 30 }, (_, seed) => seed))("keeps four that sum to the cohort, and ever-disputed never shrinks (seed %i)", (seed) => {
    const random = randomFrom(seed);
    const cases: Walker[] = Array.from({ length: 20 }, () => ({ state: "submitted", firstDoneAt: null, disputeCount: 0, isLastWordGood: false }));
    let everDisputed = 0;
    for (let at = 1; at <= 300; at += 1) {
      const index = random.below(cases.length);
      const walker = cases[index];
      const open = walker ? moves.filter((move) => canMove(walker.state, move) && (!isEnd(move) || random.next() < 0.1)) : [];
      const move = open[random.below(open.length)];
      if (walker && move !== undefined) {
        cases[index] = step(walker, move, at);
      }
      const sums = sumsOf(cases);
      expect(outcomes.reduce((sum, outcome) => sum + (sums[outcome] ?? 0), 0)).toBe(cases.filter((one) => one.firstDoneAt !== null).length);
      expect(sums["ever_disputed"] ?? 0).toBeGreaterThanOrEqual(everDisputed);
      everDisputed = sums["ever_disputed"] ?? 0;
    }
    expect(everDisputed).toBeGreaterThan(0);
  });
});

/** Steps that end a walk; rare, so that most walks are long. */
const isEnd = (move: CaseMove): boolean => move === "decline" || move === "close";

interface Walker {
  readonly state: CaseState;
  readonly firstDoneAt: number | null;
  readonly disputeCount: number;
  readonly isLastWordGood: boolean;
}

function step(walker: Walker, move: CaseMove, at: number): Walker {
  return {
    state: stateAfter(move),
    firstDoneAt: move === "finish" ? (walker.firstDoneAt ?? at) : walker.firstDoneAt,
    disputeCount: walker.disputeCount + (move === "dispute" ? 1 : 0),
    isLastWordGood: move === "confirm" || (move !== "dispute" && walker.isLastWordGood),
  };
}

function sumsOf(cases: readonly Walker[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const one of cases) {
    const facts: CountedFacts = {
      countedPath: "/1/",
      submittedAt: 0,
      doneOn: one.firstDoneAt === null ? null : "2026-11-24",
      outcome: outcomeOf({ ...one, capacity: "villager" }),
      isEverDisputed: one.disputeCount > 0,
    };
    for (const { measure } of contributionsOf(facts)) {
      sums[measure] = (sums[measure] ?? 0) + 1;
    }
  }
  return sums;
}
