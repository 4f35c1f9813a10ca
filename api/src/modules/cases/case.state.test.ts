import { caseStates, type CaseState } from "@cunqing/contract";
import { describe, expect, it } from "vitest";
import { canMove, isOpenState, moves, stateAfter, type CaseMove } from "./case.state.ts";

const allowed: Record<CaseState, CaseMove[]> = {
  submitted: ["accept", "decline"],
  accepted: ["decline", "assign"],
  declined: [],
  assigned: ["assign", "start"],
  in_progress: ["assign", "finish"],
  done_pending: ["confirm", "dispute", "fall_silent", "close"],
  confirmed: ["close"],
  unconfirmed: ["confirm", "dispute", "close"],
  disputed: ["assign", "start"],
  closed: [],
};

describe("the state machine of a case", () => {
  it.each(caseStates)("allows from %s exactly what its table says", (state) => {
    expect(moves.filter((move) => canMove(state, move))).toEqual(allowed[state]);
  });

  it("reaches confirmed by the reporter's word only", () => {
    expect(moves.filter((move) => stateAfter(move) === "confirmed")).toEqual(["confirm"]);
  });

  it("has no way from submission to confirmed that does not pass a done", () => {
    const seen = new Set<CaseState>(["submitted"]);
    const queue: CaseState[] = ["submitted"];
    for (let state = queue.shift(); state !== undefined; state = queue.shift()) {
      for (const move of moves) {
        const next = stateAfter(move);
        if (move !== "finish" && canMove(state, move) && !seen.has(next)) {
          seen.add(next);
          queue.push(next);
        }
      }
    }
    expect(seen.has("confirmed")).toBe(false);
  });

  it("counts as open only where somebody here owes work", () => {
    expect(caseStates.filter(isOpenState)).toEqual(["submitted", "accepted", "assigned", "in_progress", "disputed"]);
  });
});
