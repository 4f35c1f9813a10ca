import { describe, expect, it } from "vitest";
import { loadCounty } from "@cunqing/config";
import { randomFrom } from "../../testing/random-from.ts";
import { dueBatch, gapMs, marginMs, shuffledBySubject, takenOf } from "./cover.policy.ts";

const { cover, promiseSeconds } = loadCounty("longyou").trail;
const promiseMs = promiseSeconds * 1000;
const rules = { gapSecondsMin: 8, gapSecondsMax: 32, batchMax: 4 };

describe("the county's numbers", () => {
  it("let nothing wait past the promise: the longest gap fits into it", () => {
    expect(cover.gapSecondsMin).toBeLessThan(cover.gapSecondsMax);
    expect(cover.gapSecondsMax * 1000 + marginMs).toBeLessThanOrEqual(promiseMs);
  });
});

describe("the schedule", () => {
  it("has nothing due before its moment", () => {
    expect(dueBatch(rules, 1000, 999, randomFrom(1))).toBeNull();
  });

  it("draws gaps and sizes evenly from the county's ranges", () => {
    const random = randomFrom(2);
    const sizes = [0, 0, 0, 0, 0];
    let sum = 0;
    for (let turn = 0; turn < 4000; turn += 1) {
      const batch = dueBatch(rules, 1000, 1000, random);
      sizes[batch?.size ?? 0] = (sizes[batch?.size ?? 0] ?? 0) + 1;
      const gap = (batch?.nextAt ?? 0) - 1000;
      expect(gap).toBeGreaterThanOrEqual(8_000);
      expect(gap).toBeLessThanOrEqual(32_000);
      sum += gap;
    }
    expect(sizes[0]).toBe(0);
    expect(sizes.slice(1).every((count) => count > 850 && count < 1150)).toBe(true);
    expect(sum / 4000).toBeGreaterThan(19_500);
    expect(sum / 4000).toBeLessThan(20_500);
  });

  it("makes up for the moments of a standstill, so that what came meanwhile has its room, but not without end", () => {
    const always = { below: () => 0 };
    expect(gapMs(rules, always)).toBe(8_000);
    expect(dueBatch(rules, 0, 80_000, always)).toEqual({ size: 11, nextAt: 88_000 });
    expect(dueBatch(rules, 0, 86_400_000, always)).toEqual({ size: 60, nextAt: 86_408_000 });
  });
});

describe("of those that wait, a batch takes", () => {
  const now = 1_000_000;
  const nextAt = now + 20_000;
  /** Could wait for the next moment, or could not. */
  const young = now - 1_000;
  const old = now + 20_000 - promiseMs + marginMs - 1;

  it.each<[string, number[], number, number]>([
    ["nothing when nothing waits", [], 3, 0],
    ["all that have room", [young, young], 3, 2],
    ["the first, when there are more than it has room for", [young, young, young], 2, 2],
    ["more than its size where one could not wait any longer", [old, old, old], 1, 3],
    ["those before one that could not wait, in their order", [young, young, old, young], 1, 3],
    ["no more than its size where all can wait", [young, young, young, young], 1, 1],
  ])("%s", (_, waiting, size, taken) => {
    expect(takenOf(waiting, { size, nextAt }, promiseMs)).toBe(taken);
  });
});

describe("inside a batch", () => {
  it("each subject keeps its order, and every place is as likely for each", () => {
    const random = randomFrom(3);
    const leaves = ["a1", "a2", "p1", "p2"].map((id) => ({ id, subject: id.startsWith("a") ? "a" : id }));
    const places = [0, 0, 0, 0];
    for (let turn = 0; turn < 6000; turn += 1) {
      const order = shuffledBySubject(leaves, random).map(({ id }) => id);
      expect([...order].sort()).toEqual(["a1", "a2", "p1", "p2"]);
      expect(order.indexOf("a1")).toBeLessThan(order.indexOf("a2"));
      places[order.indexOf("p1")] = (places[order.indexOf("p1")] ?? 0) + 1;
    }
    expect(places.every((count) => count > 1350 && count < 1650)).toBe(true);
  });
});
