/** What was measured, judged against what was promised. */
export type Verdict = "hit" | "miss" | "undecided";

export interface Interval {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** A promise about a ratio: at least this, or at most this. */
export interface Target {
  readonly sense: "at least" | "at most";
  readonly value: number;
}

const confidence = 0.95;

/**
 * The median and an interval that holds the true median with at least 95 %: two of the measured values themselves,
 * so that nothing is assumed about how the noise of a shared machine is spread.
 */
export function medianWithInterval(values: readonly number[]): Interval {
  const sorted = values.toSorted((a, b) => a - b);
  const cut = valuesToCut(sorted.length);
  const [low, high] = [sorted[cut], sorted[sorted.length - 1 - cut]];
  if (low === undefined || high === undefined) {
    throw new Error("no values to take a median of");
  }
  return { median: medianOf(sorted), low, high };
}

/** Ratios of what was measured side by side, round by round: noise that both met in a round cancels out. */
export function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  if (ours.length !== theirs.length) {
    throw new Error("a round is missing on one side");
  }
  return ours.map((value, round) => value / (theirs[round] ?? Number.NaN));
}

/** A miss is only one whose whole interval lies on the wrong side; one that straddles the target is undecided. */
export function judge({ low, high }: Interval, { sense, value }: Target): Verdict {
  const [isAllGood, isAllBad] = sense === "at least" ? [low >= value, high < value] : [high <= value, low > value];
  return isAllGood ? "hit" : isAllBad ? "miss" : "undecided";
}

function medianOf(sorted: readonly number[]): number {
  const middle = (sorted.length - 1) / 2;
  const [below, above] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return ((below ?? Number.NaN) + (above ?? Number.NaN)) / 2;
}

/** How many values may be left out at each end: the chance that the median lies beyond is binomial with a half. */
function valuesToCut(count: number): number {
  let cut = 0;
  let beyond = 0.5 ** count;
  let step = beyond;
  while (cut < (count - 1) / 2) {
    step *= (count - cut) / (cut + 1);
    beyond += step;
    if (2 * beyond > 1 - confidence) {
      break;
    }
    cut += 1;
  }
  return cut;
}
