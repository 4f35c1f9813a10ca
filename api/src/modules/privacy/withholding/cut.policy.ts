/** A run of words in a text, by JavaScript's own count, with the ground on which it is hidden. */
export interface Run {
  readonly from: number;
  readonly to: number;
  readonly ground: string;
}

/** A run after those that touch it have been taken in. */
export interface HiddenRun {
  readonly from: number;
  readonly to: number;
  readonly grounds: readonly string[];
}

export interface HiddenWords {
  readonly words: string;
  readonly ground: string;
}

/** A single sign stands in too many words to be hidden wherever it stands. */
const signsMin = 2;

/**
 * What is hidden of a text: the runs that were named in it, and the same words wherever else they stand, so that a
 * number that was hidden once does not come out by another version or another field.
 */
export function hiddenRuns(text: string, named: readonly Run[], everywhere: readonly HiddenWords[]): HiddenRun[] {
  const found = everywhere.flatMap(({ words, ground }) => ([...words].length < signsMin ? [] : placesOf(text, words).map((from) => ({ from, to: from + words.length, ground }))));
  return merge([...named, ...found].map((run) => ({ ...run, ...wholeSigns(text, run.from, run.to) })).filter((run) => run.from < run.to));
}

export const noteOf = (grounds: readonly string[]): string => `「此处因〈${grounds.join("、")}〉被遮盖」`;

/** The text with a note in the place of every hidden run. */
export function cutRuns(text: string, runs: readonly HiddenRun[]): string {
  let shown = "";
  let at = 0;
  for (const run of runs) {
    shown += text.slice(at, run.from) + noteOf(run.grounds);
    at = run.to;
  }
  return shown + text.slice(at);
}

/**
 * A run that was marked in the text as it is shown, as a run of the text itself; whoever marks a piece of a note marks
 * all that it stands for. Undefined when the shown text has no such run.
 */
export function markedRun(text: string, runs: readonly HiddenRun[], from: number, to: number): { from: number; to: number } | undefined {
  if (from < 0 || from >= to || to > cutRuns(text, runs).length) {
    return undefined;
  }
  return wholeSigns(text, place(runs, from, "start"), place(runs, to, "end"));
}

/** Widens a run to whole signs: half of an emoji or of a rare character is no text. */
export function wholeSigns(text: string, from: number, to: number): { from: number; to: number } {
  const start = Math.max(0, Math.min(from, text.length));
  const end = Math.max(start, Math.min(to, text.length));
  let whole = { from: start, to: end };
  for (const { index, segment } of new Intl.Segmenter("zh", { granularity: "grapheme" }).segment(text)) {
    const after = index + segment.length;
    if (index < start && start < after) {
      whole = { ...whole, from: index };
    }
    if (index < end && end < after) {
      whole = { ...whole, to: after };
    }
  }
  return whole;
}

function placesOf(text: string, words: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    places.push(at);
  }
  return places;
}

function merge(runs: readonly Run[]): HiddenRun[] {
  const merged: { from: number; to: number; grounds: string[] }[] = [];
  for (const { from, to, ground } of runs.toSorted((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    const touches = last !== undefined && (from < last.to || (from === last.to && last.grounds.join() === ground));
    if (!touches) {
      merged.push({ from, to, grounds: [ground] });
      continue;
    }
    last.to = Math.max(last.to, to);
    if (!last.grounds.includes(ground)) {
      last.grounds.push(ground);
    }
  }
  return merged;
}

/** Where a place of the shown text lies in the text itself. */
function place(runs: readonly HiddenRun[], shown: number, edge: "start" | "end"): number {
  let ahead = 0;
  for (const run of runs) {
    const from = run.from + ahead;
    const to = from + noteOf(run.grounds).length;
    if (shown <= from) {
      break;
    }
    if (shown < to) {
      return edge === "start" ? run.from : run.to;
    }
    ahead += to - from - (run.to - run.from);
  }
  return shown - ahead;
}
