import { erasureStates } from "@cunqing/contract";
import { describe, expect, it } from "vitest";
import { canStep, firstState, isUnderWay, officerMay } from "./erasure.state.ts";

describe("an erasure", () => {
  it.each([
    ["requested", ["withdraw", "approve", "refuse"]],
    ["erasing", ["finish"]],
    ["erased", []],
    ["refused", []],
    ["withdrawn", []],
  ] as const)("that is %s may %j and nothing else", (state, steps) => {
    expect((["withdraw", "approve", "refuse", "finish"] as const).filter((step) => canStep(state, step))).toEqual(steps);
  });

  it("is the officer's to decide only while it is asked for", () => {
    expect(erasureStates.filter((state) => officerMay(state).length > 0)).toEqual(["requested"]);
  });

  it("stands in the way of another one until it is over", () => {
    expect(erasureStates.filter(isUnderWay)).toEqual(["requested", "erasing"]);
  });

  it.each([[0, "erasing"], [1, "requested"], [9, "requested"]] as const)("with %d open cases begins as %s", (openCases, state) => {
    expect(firstState(openCases)).toBe(state);
  });
});
