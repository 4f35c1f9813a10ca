/**
 * What must be true of a built dist/weapp before anybody opens it: package sizes, the language level old phones run,
 * and that WeChat's own compilers take every WXML and WXSS file. Exits non-zero and names each fault.
 */
import { parse } from "acorn";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

const dist = resolve(process.argv[2] ?? join(import.meta.dirname, "../dist/weapp"));
const mainBytesMax = 1024 * 1024;
// WeChat's own limits; the main package's own budget above is half of what WeChat would take.
const partBytesMax = 2 * 1024 * 1024;
const totalBytesMax = 20 * 1024 * 1024;
const languageLevel = 2015;
const checks = [checkLanguage, checkBuiltIns, checkNumbers, checkPages, checkMarkup];

const faults = [];
const files = walk(dist).filter((file) => !file.endsWith(".LICENSE.txt"));
const manifest = JSON.parse(readFileSync(join(dist, "app.json"), "utf8"));

const sizes = checkSizes();
checks.forEach((check) => check());

for (const fault of faults) {
  console.error(`FAILED ${fault}`);
}
const said = Object.entries(sizes).map(([name, bytes]) => `${name} ${(bytes / 1024).toFixed(0)} KB`);
console.log(`weapp: ${said.join(", ")}`);
console.log(`${faults.length === 0 ? checks.length + 1 : 0} passed, ${faults.length} failed`);
process.exit(faults.length === 0 ? 0 : 1);

function checkSizes() {
  const roots = (manifest.subPackages ?? []).map(({ root }) => root.replace(/\/$/, ""));
  const bytes = { main: 0 };
  for (const file of files) {
    const name = relative(dist, file);
    const root = roots.find((known) => name.startsWith(`${known}/`)) ?? "main";
    bytes[root] = (bytes[root] ?? 0) + statSync(file).size;
  }
  for (const [name, size] of Object.entries(bytes)) {
    const max = name === "main" ? mainBytesMax : partBytesMax;
    if (size > max) {
      faults.push(`size: package ${name} has ${size} bytes, ${max} are allowed`);
    }
  }
  const total = Object.values(bytes).reduce((sum, size) => sum + size, 0);
  if (total > totalBytesMax) {
    faults.push(`size: ${total} bytes in all, ${totalBytesMax} are allowed`);
  }
  return bytes;
}

function checkLanguage() {
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    try {
      parse(readFileSync(file, "utf8"), { ecmaVersion: languageLevel, sourceType: "script", allowReturnOutsideFunction: true });
    } catch (error) {
      faults.push(`language: ${relative(dist, file)} is newer than ES${languageLevel}: ${error.message}`);
    }
  }
}

/** What compiling does not replace: methods that JavaScript got after the oldest phones we promise to run on. */
function checkBuiltIns() {
  const newer = /\.(flat|flatMap|fromEntries|matchAll|replaceAll|hasOwn|findLast|findLastIndex|toSorted|toReversed|toSpliced|structuredClone)\(/;
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    const found = newer.exec(readFileSync(file, "utf8"));
    if (found) {
      faults.push(`built-ins: ${relative(dist, file)} calls ${found[1]}, which old phones do not have`);
    }
  }
}

/** Receipts are checked on phones that know no BigInt, so nothing may count with one. */
function checkNumbers() {
  for (const file of files.filter((name) => name.endsWith(".js"))) {
    if (/\bBig(Int|Uint64Array|Int64Array)\b|\b(get|set)Big(Int|Uint)64\b/.test(readFileSync(file, "utf8"))) {
      faults.push(`numbers: ${relative(dist, file)} uses BigInt, which old phones do not have`);
    }
  }
}

/** Every page of the manifest is there, and the main package holds the tab pages alone. */
function checkPages() {
  const tabs = new Set(manifest.tabBar.list.map(({ pagePath }) => pagePath));
  for (const page of manifest.pages) {
    if (!tabs.has(page)) {
      faults.push(`pages: ${page} is in the main package and is no tab`);
    }
  }
  const inside = (manifest.subPackages ?? []).flatMap(({ root, pages }) => pages.map((page) => `${root}/${page}`));
  for (const page of [...manifest.pages, ...inside]) {
    for (const ending of ["js", "json", "wxml"]) {
      if (!files.includes(join(dist, `${page}.${ending}`))) {
        faults.push(`pages: ${page}.${ending} is missing`);
      }
    }
  }
}

function checkMarkup() {
  const compilers = join(dirname(createRequire(import.meta.url).resolve("miniprogram-compiler/package.json")), "bin/linux");
  const output = mkdtempSync(join(tmpdir(), "weapp-check-"));
  const names = files.map((file) => `./${relative(dist, file)}`);
  const compile = (tool, args) => {
    chmodSync(join(compilers, tool), 0o755);
    try {
      execFileSync(join(compilers, tool), args, { cwd: dist, stdio: ["ignore", "ignore", "pipe"] });
    } catch (error) {
      faults.push(`${tool}: ${String(error.stderr).trim() || error.message}`);
    }
  };
  compile("wcc", ["-d", "-o", join(output, "markup.js"), ...names.filter((name) => /\.(wxml|wxs)$/.test(name))]);
  for (const sheet of names.filter((name) => name.endsWith(".wxss") && statSync(join(dist, name)).size > 0)) {
    compile("wcsc", ["-o", join(output, "sheet.css"), sheet]);
  }
  rmSync(output, { recursive: true });
}

function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}
