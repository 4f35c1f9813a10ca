import { describe, expect, it } from "vitest";
import { lastMonths, periodOf, presetOf } from "./periods.ts";

const november = Date.parse("2026-11-24T10:00:00+08:00");
const january = Date.parse("2027-01-01T00:30:00+08:00");

describe("periods", () => {
  it.each([
    ["month", november, "2026-11-01", "2026-11-24"],
    ["lastMonth", november, "2026-10-01", "2026-10-31"],
    ["quarter", november, "2026-10-01", "2026-11-24"],
    ["year", november, "2026-01-01", "2026-11-24"],
    ["lastMonth", january, "2026-12-01", "2026-12-31"],
    ["month", january, "2027-01-01", "2027-01-01"],
  ] as const)("%s at %d", (preset, now, from, to) => {
    expect(periodOf(preset, now)).toEqual({ from, to });
    expect(presetOf({ from, to }, november)).toBe(now === november ? preset : undefined);
  });

  it("the last months cross the year", () => {
    expect(lastMonths(3, january).map(({ label, from, to }) => [label, from, to])).toEqual([
      ["2026 年 11 月", "2026-11-01", "2026-11-30"],
      ["2026 年 12 月", "2026-12-01", "2026-12-31"],
      ["1 月", "2027-01-01", "2027-01-31"],
    ]);
  });
});
