// Proves that the import and lint rules bite: each is given a small violation and has to name it.
// A rule without a violation planted here fails as well, so none can be written that never fires.
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import importRules from "../../.dependency-cruiser.mjs";
import { runToEnd } from "../lib/child.mjs";
import { bin, cacheFolder, root } from "../lib/root.mjs";
import { plantedImports } from "./imports.mjs";
import { plantedLint } from "./lint.mjs";

const lintSettings = JSON.parse(readFileSync(join(root, ".oxlintrc.json"), "utf8"));

const faults = [
  ...unfired(importRules.forbidden.map(({ name }) => name), plantedImports, await brokenImports()),
  ...unfired(lintRuleNames(), lintInFolders(), await brokenLint()),
];
faults.forEach((fault) => console.error(fault));
console.log(`${importRules.forbidden.length} import rules and ${lintRuleNames().length} lint rules; ${faults.length} did not fire`);
process.exitCode = faults.length === 0 ? 0 : 1;

function unfired(names, planted, broken) {
  return names.flatMap((name) => {
    const files = Object.keys(planted[name] ?? {});
    if (files.length === 0) {
      return [`${name}: no violation is planted for it`];
    }
    const here = broken.filter(({ file }) => files.includes(file)).map(({ rule }) => rule);
    return here.includes(name) ? [] : [`${name}: did not fire (there fired: ${here.join(", ") || "none"})`];
  });
}

async function brokenImports() {
  const tree = plant("imports", plantedImports);
  const folders = [...new Set(filesOf(plantedImports).map((path) => path.split("/")[0]))];
  const out = join(tree, "violations.json");
  const args = ["--config", join(root, ".dependency-cruiser.mjs"), "--output-type", "json", "--output-to", out, ...folders];
  await runToEnd(bin("depcruise"), args, { cwd: tree });
  return JSON.parse(readFileSync(out, "utf8")).summary.violations.map(({ from, rule }) => ({ file: from, rule: rule.name }));
}

async function brokenLint() {
  const tree = plant("lint", lintInFolders());
  // The planted tree lies in .cache, which the real settings leave out.
  writeFileSync(join(tree, ".oxlintrc.json"), JSON.stringify({ ...lintSettings, ignorePatterns: [] }));
  const args = ["--type-aware", "--no-ignore", "--config", ".oxlintrc.json", "--format", "json", ...filesOf(lintInFolders())];
  const lines = [];
  await runToEnd(bin("oxlint"), args, { cwd: tree, onLine: (line) => lines.push(line) });
  return JSON.parse(lines.join("\n")).diagnostics.map(({ code, filename }) => ({ file: filename, rule: settingName(code) }));
}

// oxlint reports `eslint(curly)` and `import(no-cycle)` where its settings say `curly` and `import/no-cycle`.
function settingName(code) {
  const [, plugin, rule] = /^(?:eslint-plugin-)?([\w-]+)\((.+)\)$/.exec(code) ?? [];
  return plugin === "eslint" ? rule : `${plugin}/${rule}`;
}

function lintRuleNames() {
  return Object.entries(lintSettings.rules).flatMap(([name, level]) => (level === "off" ? [] : [name]));
}

function lintInFolders() {
  return Object.fromEntries(
    Object.entries(plantedLint).map(([name, files]) => [
      name,
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`api/src/${name.replace("/", "-")}/${path}`, text])),
    ]),
  );
}

function plant(name, planted) {
  const tree = join(cacheFolder("planted"), name);
  rmSync(tree, { recursive: true, force: true });
  for (const [path, text] of Object.values(planted).flatMap((files) => Object.entries(files))) {
    const file = join(tree, path);
    if (existsSync(file) && readFileSync(file, "utf8") !== text) {
      throw new Error(`${path} is planted twice, differently`);
    }
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  copyFileSync(join(root, "tsconfig.base.json"), join(tree, "tsconfig.base.json"));
  writeFileSync(join(tree, "tsconfig.json"), '{ "extends": "./tsconfig.base.json", "include": ["**/*.ts"] }\n');
  return tree;
}

function filesOf(planted) {
  return [...new Set(Object.values(planted).flatMap((files) => Object.keys(files)))];
}
