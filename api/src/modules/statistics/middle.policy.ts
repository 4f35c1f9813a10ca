/** So many times the same value. */
export interface Bucket {
  readonly value: number;
  readonly n: number;
}

/** The two values in the middle; the same one twice when their number is odd. */
export interface Middle {
  readonly values: readonly [number, number];
  /** How many of the same value come before each of them. */
  readonly places: readonly [number, number];
}

/**
 * Where the middle of many values lies. With `coarse`, found among buckets of an hour, the buckets are the exact
 * values of just those hours, and the middle is looked for inside them.
 */
export function middleOf(buckets: readonly Bucket[], coarse?: Middle): Middle | undefined {
  const sorted = [...buckets].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, bucket) => sum + bucket.n, 0);
  if (total === 0) {
    return undefined;
  }
  const find = (side: 0 | 1): readonly [value: number, place: number] => {
    if (!coarse) {
      return nth(sorted, Math.floor((total - 1 + side) / 2));
    }
    const hour = coarse.values[side];
    return nth(sorted.filter((bucket) => bucket.value >= hour && bucket.value < hour + 3600), coarse.places[side]);
  };
  const [low, high] = [find(0), find(1)];
  return { values: [low[0], high[0]], places: [low[1], high[1]] };
}

/** The value at a place, counted from 0, and how many of the same value come before it. */
function nth(sorted: readonly Bucket[], place: number): readonly [value: number, place: number] {
  let before = 0;
  for (const { value, n } of sorted) {
    before += n;
    if (place < before) {
      const less = sorted.filter((bucket) => bucket.value < value).reduce((sum, bucket) => sum + bucket.n, 0);
      return [value, place - less];
    }
  }
  throw new Error("the middle lies beyond the end");
}
