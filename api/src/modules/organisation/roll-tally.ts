import type { RollProblem } from "./roll-columns.ts";

/** What an import has found so far. Counts are exact; of the problems themselves only so many are kept. */
export interface RollTally {
  readonly rowsRead: number;
  readonly newCount: number;
  readonly changedCount: number;
  readonly sameCount: number;
  readonly duplicateCount: number;
  readonly errorCount: number;
  /** How many problems of a kind are written down. */
  readonly kept: Readonly<Record<RollProblem["kind"], number>>;
}

export const emptyTally: RollTally = {
  rowsRead: 0, newCount: 0, changedCount: 0, sameCount: 0, duplicateCount: 0, errorCount: 0,
  kept: { error: 0, duplicate: 0, change: 0 },
};

export const problemsKeptMax = 5000;

export interface BatchFindings {
  readonly rowsRead: number;
  readonly newCount: number;
  readonly changedCount: number;
  readonly sameCount: number;
  readonly problems: readonly RollProblem[];
}

/** The tally after a batch, and those of its problems that are still written down. */
export function addTo(tally: RollTally, found: BatchFindings): { readonly tally: RollTally; readonly keep: readonly RollProblem[] } {
  const kept = { ...tally.kept };
  const keep = found.problems.filter((problem) => {
    if (kept[problem.kind] >= problemsKeptMax) {
      return false;
    }
    kept[problem.kind] += 1;
    return true;
  });
  const count = (kind: RollProblem["kind"]): number => found.problems.filter((problem) => problem.kind === kind).length;
  return {
    keep,
    tally: {
      rowsRead: tally.rowsRead + found.rowsRead,
      newCount: tally.newCount + found.newCount,
      changedCount: tally.changedCount + found.changedCount,
      sameCount: tally.sameCount + found.sameCount,
      duplicateCount: tally.duplicateCount + count("duplicate"),
      errorCount: tally.errorCount + count("error"),
      kept,
    },
  };
}
