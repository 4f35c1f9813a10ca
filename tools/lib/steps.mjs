import { existsSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { gzipSync } from "node:zlib";
import { buildPart, BuildFailed } from "./build.mjs";
import { runToEnd } from "./child.mjs";
import { outcome } from "./outcome.mjs";
import { bin, cacheFolder, root } from "./root.mjs";
import { readReport } from "./vitest-report.mjs";

const checkedFolders = ["api", "admin/src", "miniprogram/src", "sandbox", "config", "sql", "bench", "e2e", "tools"];

// A hang has to end with its name on it, not with the whole run's time.
const minutes = (count) => count * 60_000;

const node = (...args) => [process.execPath, args];

/** The steps everybody runs before a commit: seconds, no server, no browser. */
export const fastSteps = [
  command("types: api, config, sandbox, e2e, bench", bin("tsc"), ["-p", "tsconfig.json"]),
  command("types: admin", bin("tsc"), ["-p", "admin"]),
  command("types: miniprogram", bin("tsc"), ["-p", "miniprogram"]),
  command("lint", bin("oxlint"), ["--type-aware", "--report-unused-disable-directives-severity=error"]),
  command("house rules", ...node("tools/house-rules.mjs")),
  command("import rules", bin("depcruise"), ["--config", ".dependency-cruiser.mjs", ...checkedFolders]),
  command("planted violations", ...node("tools/planted/main.mjs")),
  command("dead code", bin("knip"), ["--no-progress", "--no-config-hints"]),
  suite("rules", { project: "rules" }),
];

/** Everything else of `npm test`. `servers` holds the addresses, or in `missing` why there are none. */
export const fullSteps = (servers) => [
  suite("commands, queries and readers on SQLite", { project: "database", env: { TEST_DATABASE: "sqlite" } }),
  suite("commands, queries and readers on MariaDB and Redis", {
    project: "database",
    env: { TEST_DATABASE: "mysql", MYSQL_URL: servers.mysqlUrl, REDIS_URL: servers.redisUrl },
    missing: servers.missing,
  }),
  build("api"),
  build("admin"),
  build("h5"),
  build("weapp"),
  budget("size of the console's first page", "admin/dist", "/admin/", 400),
  budget("size of the H5's first page", "miniprogram/dist/h5", "/m/", 250),
  alone("weapp package: sizes, syntax, WXML and WXSS", ...node("miniprogram/scripts/check-weapp.mjs")),
  alone("weapp pages against a real API", ...node("--import", "tsx", "miniprogram/scripts/weapp-e2e.ts")),
  suite("journeys in Chromium", {
    project: "journeys",
    env: serverEnv(servers),
    missing: hasChromium() ? undefined : "no chromium on PATH and no CHROMIUM_PATH",
  }),
  suite("big runs, reduced", { project: "soak", env: serverEnv(servers), missing: servers.missing, ...big }),
];

export const soakSteps = (servers) => [
  build("api"),
  suite("big runs, full size", { project: "soak", env: { SOAK: "1", ...serverEnv(servers) }, missing: servers.missing, ...big, limitMs: minutes(30) }),
];

// Every big run prints its size, and the reader of the verdict has to see it.
const big = { echo: /\bN ?= ?\d/ };

function serverEnv({ mysqlUrl, redisUrl, missing }) {
  return missing === undefined ? { MYSQL_URL: mysqlUrl, REDIS_URL: redisUrl } : {};
}

function command(name, program, args, { isLight = true } = {}) {
  return {
    name,
    isLight,
    async run() {
      const logFile = logOf(name);
      const { code, tail } = await runToEnd(program, args, { logFile, limitMs: minutes(5) });
      return code === 0 ? outcome({ passed: 1 }) : outcome({ failed: [name], tail, logFile });
    },
  };
}

// Both read and write the same built package, so neither runs beside the other.
const alone = (name, program, args) => command(name, program, args, { isLight: false });

function suite(name, { project, env = {}, missing, echo, limitMs = minutes(15) }) {
  return {
    name,
    async run() {
      if (missing !== undefined) {
        return outcome({ skipped: [`${name} (${missing})`] });
      }
      const logFile = logOf(name);
      const report = join(cacheFolder("logs"), `${fileName(name)}.json`);
      rmSync(report, { force: true });
      const args = ["run", "--project", project, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
      const onLine = (line) => (echo?.test(line) ? console.log(`             ${line}`) : undefined);
      const { code, tail } = await runToEnd(bin("vitest"), args, { env: { ...env, NO_COLOR: "1" }, logFile, limitMs, onLine });
      const read = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : null;
      const result = readReport(read, code, name);
      // Vitest's own last lines only help where no single test can be named.
      return outcome({ ...result, logFile, tail: read === null || read.numTotalTests === 0 ? tail.slice(-20) : [] });
    },
  };
}

function build(part) {
  const name = `build: ${part}`;
  return {
    name,
    isLight: true,
    async run() {
      try {
        await buildPart(part);
        return outcome({ passed: 1 });
      } catch (error) {
        if (!(error instanceof BuildFailed)) {
          throw error;
        }
        return outcome({ failed: [name], tail: error.message.split("\n") });
      }
    },
  };
}

/** What the first visit loads before it shows anything: the page's own scripts and styles, in kilobytes as they travel. */
function budget(name, folder, address, kilobytes) {
  return {
    name,
    async run() {
      const page = join(root, folder, "index.html");
      const html = existsSync(page) ? readFileSync(page, "utf8") : "";
      // What is fetched ahead for later waits until the page is there.
      const files = [...html.replace(/<link rel="prefetch"[^>]*>/g, "").matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map(([, file]) => file.replace(address, ""));
      const bytes = files.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, folder, file))).length, 0);
      const size = Math.round(bytes / 1_024);
      const isWithin = files.length > 0 && size <= kilobytes;
      return isWithin ? outcome({ passed: 1 }) : outcome({ failed: [`${name}: ${size} KB compressed, ${kilobytes} KB allowed`] });
    },
  };
}

function hasChromium() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return existsSync(process.env.CHROMIUM_PATH ?? "") || [...folders, "/usr/bin"].some((folder) => existsSync(join(folder, "chromium")));
}

const fileName = (name) => name.toLowerCase().replace(/[^a-z0-9]+/g, "-");

const logOf = (name) => join(cacheFolder("logs"), `${fileName(name)}.log`);
