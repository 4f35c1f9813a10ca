import { describe, expect, it } from "vitest";
import type { Area } from "./area.ts";
import { canHoldGrids, canMerge, mergedPath, movedPath } from "./area.policy.ts";

const area = (id: number, kind: Area["kind"], parentId: number, closedAt: number | null = null): Area => ({
  id, kind, parentId, closedAt, publicId: `area-${id}`, code: null, name: `${id}`, path: `/1/${parentId}/${id}/`, mergedIntoId: null,
});

describe("which areas may be merged", () => {
  it.each<[string, Area, Area, boolean]>([
    ["a village into one of the same township", area(10, "village", 2), area(11, "village", 2), true],
    ["a village into one of another township", area(10, "village", 2), area(12, "village", 3), true],
    ["a village into a community", area(10, "village", 2), area(11, "community", 2), true],
    ["a grid into one of the same village", area(20, "grid", 10), area(21, "grid", 10), true],
    ["a grid into one of another village", area(20, "grid", 10), area(21, "grid", 11), false],
    ["an area into itself", area(10, "village", 2), area(10, "village", 2), false],
    ["a village into a township", area(10, "village", 2), area(2, "township", 1), false],
    ["a township into a township", area(2, "township", 1), area(3, "township", 1), false],
    ["a grid into a village", area(20, "grid", 10), area(10, "village", 2), false],
    ["a closed village", area(10, "village", 2, 5), area(11, "village", 2), false],
    ["a village into a closed one", area(10, "village", 2), area(11, "village", 2, 5), false],
  ])("%s", (_what, from, into, may) => {
    expect(canMerge(from, into)).toBe(may);
  });
});

it("a merged area lies inside the one that took it in, and all below move along", () => {
  const [from, into] = [area(10, "village", 2), area(11, "village", 3)];
  const to = mergedPath(from, into);
  expect(to).toBe("/1/3/11/10/");
  expect(movedPath("/1/2/10/20/", from.path, to)).toBe("/1/3/11/10/20/");
  expect(movedPath("/1/2/100/", from.path, to)).toBe("/1/2/100/");
});

it("grids are opened in open villages and communities only", () => {
  expect([area(10, "village", 2), area(10, "community", 2), area(2, "township", 1), area(20, "grid", 10), area(10, "village", 2, 5)].map(canHoldGrids)).toEqual([true, true, false, false, false]);
});
