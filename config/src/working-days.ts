import type { HolidayYear } from "./county-schema.ts";

/** Days are counted from 1 January 1970 as they fall in Shanghai. */
export type WorkingCalendar = {
  readonly years: ReadonlySet<number>;
  readonly holidays: ReadonlySet<number>;
  readonly workdays: ReadonlySet<number>;
};

/** `provisional` says that the holidays of some counted day were not published yet: ask again when they are. */
export type Deadline = { readonly dueMs: number; readonly provisional: boolean };

export function buildCalendar(years: readonly HolidayYear[]): WorkingCalendar {
  return {
    years: new Set(years.map((entry) => entry.year)),
    holidays: new Set(years.flatMap((entry) => entry.holidays.flatMap(({ from, to }) => daysBetween(dayOf(from), dayOf(to))))),
    workdays: new Set(years.flatMap((entry) => entry.workdays.map(dayOf))),
  };
}

/** The end, 24:00 in Shanghai, of the Nth working day; the day of the start is not counted. */
export function dueAfterWorkingDays(startMs: number, n: number, calendar: WorkingCalendar): Deadline {
  refuseUncountable(startMs, n);
  let day = shanghaiDay(startMs);
  let provisional = false;
  for (let counted = 0; counted < n; ) {
    day += 1;
    provisional ||= !isSettled(day, calendar);
    counted += isWorking(day, calendar) ? 1 : 0;
  }
  return { dueMs: endOfDay(day), provisional };
}

/** The end, 24:00 in Shanghai, of the Nth calendar day; the day of the start is not counted. No holiday moves it. */
export function dueAfterDays(startMs: number, n: number): Deadline {
  refuseUncountable(startMs, n);
  return { dueMs: endOfDay(shanghaiDay(startMs) + n), provisional: false };
}

export const isWorkingDay = (atMs: number, calendar: WorkingCalendar): boolean => isWorking(shanghaiDay(atMs), calendar);

/** The day in Shanghai, as 2026-11-24. */
export const shanghaiDate = (atMs: number): string => new Date(atMs + shanghaiAheadMs).toISOString().slice(0, 10);

/** From 1 December on the holidays of the next year should be in the profile; a year that runs without them is worse. */
export function calendarWarning(nowMs: number, calendar: WorkingCalendar): { year: number; message: string } | null {
  const [year, month] = [Number(shanghaiDate(nowMs).slice(0, 4)), Number(shanghaiDate(nowMs).slice(5, 7))];
  const missing = [year, ...(month === 12 ? [year + 1] : [])].find((wanted) => !calendar.years.has(wanted));
  return missing === undefined
    ? null
    : { year: missing, message: `The State Council's holidays of ${missing} are missing: deadlines in it are provisional until holidays.json has them.` };
}

const dayMs = 86_400_000;
// China has kept one time zone without summer time since 1991, so no calendar library stands in the hot path.
const shanghaiAheadMs = 8 * 3_600_000;
// A notice can reach back: 29 December 2018 became a working Saturday by the notice for 2019.
const noticeReachesBackDays = 7;

const shanghaiDay = (atMs: number): number => Math.floor((atMs + shanghaiAheadMs) / dayMs);
const endOfDay = (day: number): number => (day + 1) * dayMs - shanghaiAheadMs;
const dayOf = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const yearOf = (day: number): number => new Date(day * dayMs).getUTCFullYear();
const daysBetween = (from: number, to: number): number[] => Array.from({ length: to - from + 1 }, (_unused, index) => from + index);

const isSettled = (day: number, { years }: WorkingCalendar): boolean => years.has(yearOf(day)) && years.has(yearOf(day + noticeReachesBackDays));

function isWorking(day: number, { holidays, workdays }: WorkingCalendar): boolean {
  if (workdays.has(day)) {
    return true;
  }
  // Day 0 was a Thursday.
  const weekday = (((day + 4) % 7) + 7) % 7;
  return weekday !== 0 && weekday !== 6 && !holidays.has(day);
}

function refuseUncountable(startMs: number, n: number): void {
  if (!Number.isFinite(startMs) || !Number.isInteger(n) || n < 1 || n > 3_660) {
    throw new RangeError(`a deadline needs a moment and 1 to 3660 days, not ${startMs} and ${n}`);
  }
}
