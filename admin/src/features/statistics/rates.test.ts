import { describe, expect, it } from "vitest";
import { hoursWords, shares } from "./rates.ts";

const figures = (confirmed: number, unconfirmed: number, disputed: number, pending: number) => ({ confirmed, unconfirmed, disputed, pending, cohort: confirmed + unconfirmed + disputed + pending });

describe("the rates", () => {
  it.each([
    [figures(1, 1, 1, 0), [34, 33, 33, 0]],
    [figures(2, 0, 0, 0), [100, 0, 0, 0]],
    [figures(1, 1, 1, 4), [15, 14, 14, 57]],
    [figures(999, 1, 0, 0), [100, 0, 0, 0]],
    [figures(0, 0, 0, 0), [0, 0, 0, 0]],
  ])("sum to a hundred or to nothing", (given, expected) => {
    const { confirmed, unconfirmed, disputed, pending } = shares(given);
    expect([confirmed, unconfirmed, disputed, pending]).toEqual(expected);
  });

  it("always sum to 100 for any counts", () => {
    for (let seed = 1; seed < 400; seed += 1) {
      const given = figures(seed % 7, (seed * 3) % 11, (seed * 5) % 13, (seed * 7) % 17);
      const total = Object.values(shares(given)).reduce((sum, share) => sum + share, 0);
      expect(total).toBe(given.cohort === 0 ? 0 : 100);
    }
  });

  it.each([
    [null, "—"],
    [5, "5 小时"],
    [26.44, "26.4 小时"],
    [60, "2.5 天"],
  ])("a median of %s hours reads as %s", (hours, words) => {
    expect(hoursWords(hours)).toBe(words);
  });
});
