import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { createGate } from "./gate.ts";

test("never more run at once than the gate is wide, and all run in the order they came", async () => {
  const gate = createGate(2);
  const started: number[] = [];
  let running = 0;
  let most = 0;
  await Promise.all(Array.from({ length: 20 }, (_, index) => gate(async () => {
    started.push(index);
    running += 1;
    most = Math.max(most, running);
    await wait(index % 3);
    running -= 1;
  })));
  expect(most).toBe(2);
  expect(started).toEqual(Array.from({ length: 20 }, (_, index) => index));
});

test("work that fails gives its place back", async () => {
  const gate = createGate(1);
  await expect(gate(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const late = [gate(() => Promise.reject(new Error("again"))), gate(() => Promise.resolve("yes"))];
  expect((await Promise.allSettled(late)).map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
});
