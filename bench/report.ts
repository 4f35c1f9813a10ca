import { judge, medianWithInterval, type Target } from "./statistics.ts";

/** One promised number, measured round by round. */
export interface Finding {
  readonly what: string;
  readonly target: Target;
  readonly values: readonly number[];
  readonly unit?: string;
}

export function tableOf(findings: readonly Finding[]): string {
  const rows = findings.map(({ what, target, values, unit = "" }) => {
    const interval = medianWithInterval(values);
    const shown = (value: number): string => `${value.toFixed(value >= 10 ? 0 : 2)}${unit}`;
    const sign = target.sense === "at least" ? "≥" : "≤";
    return [what, `${sign} ${target.value}${unit}`, shown(interval.median), values.length === 1 ? "one reading" : `${shown(interval.low)} … ${shown(interval.high)}`, judge(interval, target)];
  });
  return aligned([["number", "target", "median", "95 % interval", "verdict"], ...rows]);
}

/** Columns as wide as their widest cell, two blanks between. */
export function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ").trimEnd()).join("\n");
}
