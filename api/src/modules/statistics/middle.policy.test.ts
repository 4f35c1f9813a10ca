import { describe, expect, it } from "vitest";
import { randomFrom } from "../../testing/random-from.ts";
import { middleOf, type Bucket } from "./middle.policy.ts";

const ones = (values: readonly number[]): Bucket[] => values.map((value) => ({ value, n: 1 }));

describe("the middle of many values", () => {
  it.each<[readonly number[], readonly [number, number] | undefined]>([
    [[], undefined],
    [[5], [5, 5]],
    [[9, 1], [1, 9]],
    [[9, 1, 4], [4, 4]],
    [[1, 2, 2, 2], [2, 2]],
    [[7200, 1, 7199, 3600], [3600, 7199]],
  ])("of %j is %j", (values, middle) => {
    expect(middleOf(ones(values))?.values).toEqual(middle);
  });

  it.each(Array.from({ length: 40 }, (_, seed) => seed))("is the same by hours first and seconds then (seed %i)", (seed) => {
    const random = randomFrom(seed);
    const values = Array.from({ length: 1 + random.below(60) }, () => random.below(20_000));
    const coarse = middleOf(ones(values.map((value) => Math.floor(value / 3600) * 3600)));
    const near = values.filter((value) => coarse?.values.includes(Math.floor(value / 3600) * 3600));
    expect(middleOf(ones(near), coarse)?.values).toEqual(middleOf(ones(values))?.values);
  });
});
