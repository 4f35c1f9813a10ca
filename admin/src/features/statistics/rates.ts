import type { CaseFigures } from "../../shared/rows.ts";

/** The four places a case of the cohort can stand in. They are never merged and never shown apart. */
export const standings = ["confirmed", "unconfirmed", "disputed", "pending"] as const;
export type Standing = (typeof standings)[number];

export const standingWords: Record<Standing, { readonly label: string; readonly hint: string; readonly color: string; readonly ink: string }> = {
  confirmed: { label: "群众确认", hint: "反映人说办好了", color: "#2b7a4b", ink: "#ffffff" },
  unconfirmed: { label: "逾期未确认", hint: "反映人到期没有回话，不算确认", color: "#b9b0a4", ink: "#26221e" },
  disputed: { label: "没办好", hint: "反映人说没办好", color: "#a3141f", ink: "#ffffff" },
  pending: { label: "等待确认", hint: "刚办完，还在等反映人回话", color: "#e9d3a0", ink: "#26221e" },
};

/**
 * Whole percentages that sum to 100. Rounding each alone can give 99 or 101, and a reader would rightly ask
 * where the missing case went, so the largest remainders get what is left.
 */
export function shares(figures: Pick<CaseFigures, Standing | "cohort">): Record<Standing, number> {
  const whole: Record<Standing, number> = { confirmed: 0, unconfirmed: 0, disputed: 0, pending: 0 };
  const sum = standings.reduce((total, standing) => total + figures[standing], 0);
  if (sum === 0) {
    return whole;
  }
  const exact = standings.map((standing) => ({ standing, value: (figures[standing] * 100) / sum }));
  for (const { standing, value } of exact) {
    whole[standing] = Math.floor(value);
  }
  const left = 100 - standings.reduce((total, standing) => total + whole[standing], 0);
  const byRemainder = exact.filter(({ value }) => value % 1 > 0).sort((one, other) => (other.value % 1) - (one.value % 1));
  for (const { standing } of byRemainder.slice(0, left)) {
    whole[standing] += 1;
  }
  return whole;
}

/** 5 小时 · 2.5 天; short spans in hours, because "0.2 days" says nothing to anybody. */
export function hoursWords(hours: number | null): string {
  if (hours === null) {
    return "—";
  }
  if (hours < 48) {
    return `${trimmed(hours)} 小时`;
  }
  return `${trimmed(hours / 24)} 天`;
}

function trimmed(value: number): string {
  return value.toFixed(1).replace(/\.0$/, "");
}
