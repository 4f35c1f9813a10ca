import { expect, it } from "vitest";
import { canMove, isBusy, isFinished, mayDo, type RollImportState } from "./roll-import.state.ts";

const cases: readonly [RollImportState, number, { may: string[]; busy: boolean; finished: boolean }][] = [
  ["reading", 0, { may: ["cancel"], busy: true, finished: false }],
  ["reading", 3, { may: ["cancel"], busy: true, finished: false }],
  ["checked", 0, { may: ["apply", "cancel"], busy: true, finished: false }],
  ["checked", 1, { may: ["cancel"], busy: false, finished: false }],
  ["applying", 0, { may: ["cancel"], busy: true, finished: false }],
  ["applied", 0, { may: [], busy: false, finished: true }],
  ["cancelled", 0, { may: [], busy: false, finished: true }],
  ["failed", 0, { may: [], busy: false, finished: true }],
];

it.each(cases)("an import that is %s with %i errors allows just what it should", (state, errorCount, { may, busy, finished }) => {
  expect(mayDo({ state, errorCount })).toEqual(may);
  expect(isBusy({ state, errorCount })).toBe(busy);
  expect(isFinished(state)).toBe(finished);
});

it("nothing is applied that was not checked", () => {
  expect(canMove("reading", "applied")).toBe(false);
  expect(canMove("checked", "applied")).toBe(false);
});
