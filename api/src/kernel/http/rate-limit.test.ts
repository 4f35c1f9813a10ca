import { expect, it } from "vitest";
import { createMemoryKeyStore } from "../../adapters/keys/memory-key-store.ts";
import { createTestClock } from "../../testing/test-clock.ts";
import { anonymous } from "../actor.ts";
import { createLog } from "../log.ts";
import { limitRate } from "./rate-limit.ts";

type Limited = Parameters<typeof limitRate>[1];

/** How many of so many requests from one address are let through within a minute. */
async function letThrough(endpoint: Limited, requests: number, minutes = 1): Promise<number> {
  const clock = createTestClock();
  const deps = { clock, keys: createMemoryKeyStore({ clock }), log: createLog("silent"), tokenKey: Buffer.from("only-for-tests") };
  let passed = 0;
  for (let minute = 0; minute < minutes; minute += 1) {
    for (let request = 0; request < requests; request += 1) {
      passed += await limitRate(deps, endpoint, { address: "10.0.0.7" }, anonymous).then(() => 1, () => 0);
    }
    clock.advance(60_000);
  }
  return passed;
}

it("counts POSTs always, and reads that name a rate; an address may do twenty times what one caller may", async () => {
  expect(await letThrough({ method: "POST", path: "/a", ratePerMinute: 3 }, 100)).toBe(60);
  expect(await letThrough({ method: "GET", path: "/a", ratePerMinute: 3 }, 100)).toBe(60);
  expect(await letThrough({ method: "GET", path: "/a" }, 5000)).toBe(5000);
});

it("begins anew every minute", async () => {
  expect(await letThrough({ method: "GET", path: "/a", ratePerMinute: 1 }, 30, 2)).toBe(40);
});
