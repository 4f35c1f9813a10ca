import { expect, test } from "vitest";
import { isGood, lastLine, outcome, total } from "./outcome.mjs";
import { root } from "./root.mjs";
import { readReport } from "./vitest-report.mjs";

const file = (assertionResults, more = {}) => ({ name: `${root}/api/a.test.ts`, status: "passed", assertionResults, ...more });
const one = (status) => ({ status, fullName: `it is ${status}`, failureMessages: ["why"] });

test("every test of a report is counted once, by what became of it", () => {
  const report = { testResults: [file([one("passed"), one("failed"), one("skipped"), one("todo"), one("pending")])] };
  const { passed, failed, skipped } = readReport(report, 1, "rules");
  expect(passed).toBe(1);
  expect(failed).toEqual(["api/a.test.ts › it is failed\n      why"]);
  expect(skipped).toHaveLength(3);
});

test.each([
  ["a file that cannot be loaded", { testResults: [file([], { status: "failed", message: "no such import" })] }, 1],
  ["a run without a report", null, 1],
  ["a run that found no test", { testResults: [] }, 1],
  ["a run that ended badly after its tests", { testResults: [file([one("passed")])] }, 1],
])("%s counts as one failure", (_, report, exitCode) => {
  expect(readReport(report, exitCode, "rules").failed).toHaveLength(1);
});

test("a skip passes at home and fails where everything must run", () => {
  const sums = total([outcome({ passed: 2 }), outcome({ skipped: ["the suite on MariaDB (no server)"] })]);
  expect(lastLine(sums)).toBe("2 passed, 0 failed, 1 skipped");
  expect(isGood(sums, false)).toBe(true);
  expect(isGood(sums, true)).toBe(false);
});
