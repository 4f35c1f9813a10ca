import { expect, it } from "vitest";
import { measureReceiptCheck } from "./testing/measure-receipt.ts";

it("a receipt is judged alike without a compiler, and fast enough for an old phone", { timeout: 60_000 }, async () => {
  const [jitless, normal] = [await measureReceiptCheck(), await measureReceiptCheck({ isJitless: false, rounds: 3 })];
  process.stdout.write(`receipt check with --jitless: median ${jitless.medianMs.toFixed(1)} ms, first ${jitless.firstMs.toFixed(1)} ms\n`);
  expect(jitless.verdicts).toBe(normal.verdicts);
  expect(jitless.verdicts).toContain('"isGood":true');
  expect(jitless.verdicts.match(/"isGood":false/g)).toHaveLength(4);
  // The promise is 50 ms on a quiet machine (`npm run bench -- trail`); a test machine is busy.
  expect(jitless.medianMs).toBeLessThan(200);
});
