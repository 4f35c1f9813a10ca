import { describe, expect, it } from "vitest";
import { judge, medianWithInterval, ratios } from "./statistics.ts";

describe("the interval of a median", () => {
  it.each([
    [7, 1, 7],
    [8, 1, 8],
    [9, 2, 8],
    [11, 2, 10],
    [12, 3, 10],
    [15, 4, 12],
    [20, 6, 15],
  ])("of %i values reaches from number %i to number %i, as the published tables for 95 %% say", (count, low, high) => {
    const values = Array.from({ length: count }, (_, index) => index + 1);
    expect(medianWithInterval(values.toReversed())).toEqual({ median: (count + 1) / 2, low, high });
  });

  it("is not moved by one run that the machine spoiled", () => {
    expect(medianWithInterval([1, 1, 1, 1, 0.1, 1, 1, 1, 1])).toEqual({ median: 1, low: 1, high: 1 });
  });

  it("cannot be had of nothing", () => {
    expect(() => medianWithInterval([])).toThrow("no values");
  });
});

describe("ratios", () => {
  it("are taken within a round", () => {
    expect(ratios([50, 30], [100, 60])).toEqual([0.5, 0.5]);
  });

  it("need both sides of every round", () => {
    expect(() => ratios([1], [1, 2])).toThrow("missing");
  });
});

describe("a verdict", () => {
  const atLeast = { sense: "at least", value: 0.6 } as const;
  const atMost = { sense: "at most", value: 1.3 } as const;
  it.each([
    [0.6, 0.7, atLeast, "hit"],
    [0.5, 0.59, atLeast, "miss"],
    [0.5, 0.7, atLeast, "undecided"],
    [1.1, 1.3, atMost, "hit"],
    [1.31, 1.4, atMost, "miss"],
    [1.2, 1.4, atMost, "undecided"],
  ] as const)("for %f to %f, %o: %s", (low, high, target, verdict) => {
    expect(judge({ median: (low + high) / 2, low, high }, target)).toBe(verdict);
  });
});
