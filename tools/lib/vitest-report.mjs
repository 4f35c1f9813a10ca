import { relative } from "node:path";
import { root } from "./root.mjs";

const notRun = new Set(["skipped", "pending", "todo", "disabled"]);

/**
 * Reads Vitest's JSON report. A file that could not even be loaded has no tests to fail, so it fails itself;
 * so does a run that ended badly while every test passed.
 */
export function readReport(report, exitCode, suite) {
  const files = report?.testResults ?? [];
  const tests = files.flatMap((file) => file.assertionResults.map((test) => ({ ...test, name: `${place(file)} › ${test.fullName}` })));
  const unloaded = files.filter((file) => file.status === "failed" && file.assertionResults.every(({ status }) => status !== "failed"));
  const failed = [
    ...tests.filter(({ status }) => status === "failed").map(({ name, failureMessages }) => `${name}\n${firstLines(failureMessages)}`),
    ...unloaded.map((file) => `${place(file)} could not be run\n${firstLines([file.message])}`),
  ];
  if (exitCode !== 0 && failed.length === 0) {
    failed.push(`${suite}: ${tests.length === 0 ? "no test was found" : "the run ended badly although every test passed"}`);
  }
  return {
    passed: tests.filter(({ status }) => status === "passed").length,
    failed,
    skipped: tests.filter(({ status }) => notRun.has(status)).map(({ name }) => name),
  };
}

const place = (file) => relative(root, file.name);

const firstLines = (messages = []) =>
  messages
    .join("\n")
    .split("\n")
    .slice(0, 8)
    .map((line) => `      ${line}`)
    .join("\n");
