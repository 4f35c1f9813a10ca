import { isoDay } from "../../shared/times.ts";

export interface Period {
  readonly from: string;
  readonly to: string;
}

export const presetWords = { month: "本月", lastMonth: "上月", quarter: "本季度", year: "今年" } as const;
export type Preset = keyof typeof presetWords;

/** A named period around today, as Shanghai days, both ends included. A running period ends today. */
export function periodOf(preset: Preset, now: number): Period {
  const today = isoDay(now);
  const { year, month } = yearMonth(today);
  switch (preset) {
    case "month":
      return { from: firstOf(year, month), to: today };
    case "lastMonth":
      return monthPeriod(year, month - 1);
    case "quarter":
      return { from: firstOf(year, month - ((month - 1) % 3)), to: today };
    case "year":
      return { from: firstOf(year, 1), to: today };
  }
}

/** Which preset a period is, so that the choice shows after a reload. */
export function presetOf(period: Period, now: number): Preset | undefined {
  return (Object.keys(presetWords) as Preset[]).find((preset) => {
    const known = periodOf(preset, now);
    return known.from === period.from && known.to === period.to;
  });
}

/** The last months, oldest first, the running one included. */
export function lastMonths(count: number, now: number): readonly (Period & { readonly label: string })[] {
  const { year, month } = yearMonth(isoDay(now));
  return Array.from({ length: count }, (_, index) => {
    const period = monthPeriod(year, month - (count - 1 - index));
    const known = yearMonth(period.from);
    return { ...period, label: known.year === year ? `${String(known.month)} 月` : `${String(known.year)} 年 ${String(known.month)} 月` };
  });
}

function monthPeriod(year: number, month: number): Period {
  const lastDay = new Date(Date.UTC(year, month, 0));
  return { from: firstOf(year, month), to: lastDay.toISOString().slice(0, 10) };
}

/** Months outside 1 to 12 roll over into the neighbouring years. */
function firstOf(year: number, month: number): string {
  return new Date(Date.UTC(year, month - 1, 1)).toISOString().slice(0, 10);
}

function yearMonth(day: string): { year: number; month: number } {
  return { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)) };
}
