// Rules about the text itself, which neither the linter nor the compiler can state. Each carries a line it has
// to stop and one it has to let pass, and both are tried on every run.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./lib/root.mjs";

const code = /\.(ts|tsx|mjs|js)$/;

const rules = [
  {
    name: "zod is imported whole, because the named import brings five times the bytes",
    files: code,
    forbids: /import\s+(z|\{[^}]*\bz\b[^}]*\})\s+from\s+"zod"/,
    stops: 'import { z } from "zod"',
    passes: 'import * as z from "zod"',
  },
  {
    name: "no unfinished mark without an issue number",
    files: code,
    forbids: /\b(TODO|FIXME|XXX)\b(?!\(#\d+\))/,
    stops: "// TODO: later",
    passes: "// TODO(#12): when the hub answers in order",
  },
  {
    name: "a silenced rule gives its reason",
    files: code,
    forbids: /(oxlint|eslint)-disable(?!.* -- \S)/,
    stops: "// oxlint-disable-next-line no-console",
    passes: "// oxlint-disable-next-line no-console -- this program's output is its purpose",
  },
  {
    name: "nothing of one machine in the code or the documents",
    files: /\.(ts|tsx|mjs|js|json|md|sql|yaml)$/,
    forbids: /\/work\/(shared|main)\b/,
    stops: 'readFileSync("/work/shared/data.csv")',
    passes: 'readFileSync("sql/seed/data.csv")',
  },
];

const own = ["tools/house-rules.mjs"];

const faults = [...rules.flatMap(untrue), ...trackedFiles().flatMap(broken)];
faults.forEach((fault) => console.error(fault));
console.log(`${rules.length} house rules, ${faults.length} violations`);
process.exitCode = faults.length === 0 ? 0 : 1;

function untrue({ name, forbids, stops, passes }) {
  return forbids.test(stops) && !forbids.test(passes) ? [] : [`the rule itself is wrong: ${name}`];
}

function broken(path) {
  const asked = rules.filter(({ files }) => files.test(path));
  if (asked.length === 0) {
    return [];
  }
  const lines = readFileSync(join(root, path), "utf8").split("\n");
  return asked.flatMap(({ name, forbids }) =>
    lines.flatMap((line, index) => (forbids.test(line) ? [`${path}:${index + 1}: ${name}`] : [])),
  );
}

// New files count as well: they are what is about to be committed.
function trackedFiles() {
  const listed = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "-z"], { cwd: root, encoding: "utf8" });
  return listed.split("\0").filter((path) => path !== "" && path !== "package-lock.json" && !own.includes(path) && existsSync(join(root, path)));
}
