import { isWorkday } from "chinese-days";
import { describe, expect, it } from "vitest";
import { loadCounty } from "./county.ts";
import { buildCalendar, calendarWarning, dueAfterDays, dueAfterWorkingDays, isWorkingDay, shanghaiDate } from "./working-days.ts";

const { calendar, holidays } = loadCounty("longyou");
const shanghai = (local: string): number => Date.parse(`${local}:00+08:00`);
const written = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 16);
const dayMs = 86_400_000;

describe("the calendar", () => {
  it.each(holidays.map((entry) => entry.year))("of %s agrees with the kept-up library on every day", (year) => {
    const disagreements: string[] = [];
    for (let day = shanghai(`${year}-01-01T12:00`); shanghaiDate(day).startsWith(String(year)); day += dayMs) {
      if (isWorkingDay(day, calendar) !== isWorkday(shanghaiDate(day))) {
        disagreements.push(shanghaiDate(day));
      }
    }
    expect(disagreements).toEqual([]);
  });

  it("has every year the library knows since 2020 (a new notice belongs into holidays.json)", () => {
    // 1 to 3 October are off by every notice, and plain weekdays to a library that has none.
    const known = Array.from({ length: 30 }, (_unused, index) => 2020 + index).filter((year) => [0, 1, 2].some((offset) => knowsHoliday(year, offset)));
    expect(holidays.map((entry) => entry.year)).toEqual(known);
  });

  it("names a notice of the State Council for every year", () => {
    for (const entry of holidays) {
      expect(entry.notice).toBe(`国务院办公厅关于${entry.year}年部分节假日安排的通知`);
      expect(entry.number).toMatch(/^国办发明电〔\d{4}〕\d+号$/);
      expect(entry.number).toContain(String(entry.year - 1));
    }
  });
});

describe("a deadline in working days", () => {
  it.each([
    ["the next day", "2026-11-24T09:40", 1, "2026-11-26T00:00"],
    ["over a weekend", "2026-11-26T09:40", 3, "2026-12-02T00:00"],
    ["from a weekend", "2026-11-28T09:40", 1, "2026-12-01T00:00"],
    ["on a worked Saturday", "2026-02-13T10:00", 1, "2026-02-15T00:00"],
    ["over Spring Festival", "2026-02-13T10:00", 2, "2026-02-25T00:00"],
    ["over National Day, ending on a worked Saturday", "2026-09-30T17:00", 3, "2026-10-11T00:00"],
    ["from the last minute of a day", "2026-11-24T23:59", 1, "2026-11-26T00:00"],
    ["from the first minute of a day", "2026-11-25T00:00", 1, "2026-11-27T00:00"],
    ["over New Year", "2025-12-31T12:00", 1, "2026-01-05T00:00"],
    ["over the lengthened Spring Festival of 2020", "2020-01-23T12:00", 1, "2020-02-04T00:00"],
  ])("%s: %s and %i end at %s", (_case, start, n, due) => {
    expect({ ...dueAfterWorkingDays(shanghai(start), n, calendar), written: written(dueAfterWorkingDays(shanghai(start), n, calendar).dueMs) }).toEqual({
      dueMs: shanghai(due), provisional: false, written: due,
    });
  });

  it.each([
    ["ends before the next notice can reach", "2026-12-20T12:00", 4, false],
    ["ends in the last days, which the next notice may change", "2026-12-20T12:00", 5, true],
    ["crosses into a year without a table", "2026-12-30T12:00", 7, true],
    ["lies in a year without a table", "2031-05-06T12:00", 1, true],
    ["lies before the first table", "2019-05-06T12:00", 1, true],
    ["crosses between two known years", "2025-12-28T12:00", 15, false],
  ])("that %s is provisional: %s + %i: %s", (_case, start, n, provisional) => {
    expect(dueAfterWorkingDays(shanghai(start), n, calendar).provisional).toBe(provisional);
  });

  it("counts Monday to Friday where no table is known", () => {
    const { dueMs } = dueAfterWorkingDays(shanghai("2031-05-01T12:00"), 2, buildCalendar([]));
    expect(written(dueMs)).toBe("2031-05-06T00:00");
  });

  it.each([0, -1, 1.5, Number.NaN, 100_000])("of %s days is a defect of the caller", (n) => {
    expect(() => dueAfterWorkingDays(0, n, calendar)).toThrow(RangeError);
    expect(() => dueAfterDays(0, n)).toThrow(RangeError);
  });
});

it.each([
  ["2026-11-24T09:40", 1, "2026-11-26T00:00"], ["2026-09-30T23:59", 15, "2026-10-16T00:00"], ["2026-12-31T08:00", 60, "2027-03-02T00:00"],
])("calendar days run through holidays: %s and %i end at %s", (start, n, due) => {
  expect(dueAfterDays(shanghai(start), n)).toEqual({ dueMs: shanghai(due), provisional: false });
});

describe("for any start and any number", () => {
  const cases = randomCases(2_000);

  it("the end is midnight in Shanghai after a working day, with exactly n working days since the start day", () => {
    for (const { startMs, n } of cases) {
      const { dueMs } = dueAfterWorkingDays(startMs, n, calendar);
      expect(written(dueMs).endsWith("T00:00")).toBe(true);
      expect(isWorkingDay(dueMs - 1, calendar)).toBe(true);
      let counted = 0;
      for (let noon = shanghai(`${shanghaiDate(startMs)}T12:00`) + dayMs; noon < dueMs; noon += dayMs) {
        counted += isWorkingDay(noon, calendar) ? 1 : 0;
      }
      expect(counted).toBe(n);
    }
  });

  it("the hour of the start does not matter, a later day never ends earlier, and deadlines add up", () => {
    for (const { startMs, n, m } of cases) {
      const { dueMs } = dueAfterWorkingDays(startMs, n, calendar);
      const midnight = shanghai(`${shanghaiDate(startMs)}T00:00`);
      expect(dueAfterWorkingDays(midnight, n, calendar).dueMs).toBe(dueMs);
      expect(dueAfterWorkingDays(midnight + dayMs - 1, n, calendar).dueMs).toBe(dueMs);
      expect(dueAfterWorkingDays(startMs + dayMs, n, calendar).dueMs).toBeGreaterThanOrEqual(dueMs);
      expect(dueAfterWorkingDays(dueMs - 1, m, calendar).dueMs).toBe(dueAfterWorkingDays(startMs, n + m, calendar).dueMs);
      expect(dueAfterDays(startMs, n).dueMs).toBeLessThanOrEqual(dueMs);
    }
  });
});

describe("the warning of a missing year", () => {
  it.each([
    ["2026-11-30T23:59", null], ["2026-12-01T00:00", 2027], ["2026-12-31T23:59", 2027], ["2027-01-01T00:00", 2027], ["2027-12-05T00:00", 2027], ["2025-12-05T00:00", null],
  ])("at %s is about %s", (now, year) => {
    expect(calendarWarning(shanghai(now), calendar)?.year ?? null).toBe(year);
  });
});

/** Whether a weekday at National Day is off, which only a published table can say. */
function knowsHoliday(year: number, offset: number): boolean {
  const date = new Date(Date.UTC(year, 9, 1 + offset));
  return ![0, 6].includes(date.getUTCDay()) && !isWorkday(date.toISOString().slice(0, 10));
}

/** The same cases in every run: a fault that shows can be shown again. */
function randomCases(count: number): { startMs: number; n: number; m: number }[] {
  let state = 20_261_124;
  const below = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
  const [from, to] = [shanghai("2019-06-01T00:00"), shanghai("2028-06-01T00:00")];
  return Array.from({ length: count }, () => ({ startMs: from + below(to - from), n: 1 + below(70), m: 1 + below(20) }));
}
