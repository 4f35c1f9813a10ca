import { parseArgs } from "node:util";
import { measureList, measureSubmit, type Outcome, type Setting } from "./numbers.ts";
import { buildBundle, cores, startLoad } from "./processes.ts";
import { aligned, tableOf } from "./report.ts";
import { startBenchServers } from "./servers.ts";
import { measureTrail } from "./trail.ts";

const all = ["list", "scale", "submit", "memory", "trail"] as const;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "9" },
    seconds: { type: "string", default: "4" },
    cases: { type: "string", default: "200000" },
    entries: { type: "string", default: "50000" },
    leaves: { type: "string", default: "10000000" },
  },
});
const wanted = new Set<string>(positionals.length === 0 ? all : positionals);
for (const word of wanted) {
  if (!all.some((known) => known === word)) {
    console.error(`use: npm run bench [-- ${all.join("|")}] [--rounds 9] [--seconds 4] [--cases 200000] [--entries 50000] [--leaves 10000000]`);
    process.exit(2);
  }
}
const setting: Setting = { wanted, cases: Number(values.cases), rounds: Number(values.rounds), seconds: Number(values.seconds), connections: 16 };

console.log(`program on core ${cores.program}; load, MariaDB and Redis on core ${cores.others}; MariaDB not durable (no wait for the disk)`);
console.log(`${setting.cases} cases, ${setting.connections} connections, ${setting.rounds} rounds of ${setting.seconds} s after a warm-up each\n`);
if (setting.rounds < 6) {
  console.log("fewer than 6 rounds: the intervals below hold less than 95 %, so this is a look and not a measurement\n");
}
const asksApi = [...wanted].some((word) => word !== "trail");
if (asksApi) {
  buildBundle();
}
const servers = await startBenchServers();
const load = startLoad();
try {
  const outcomes: Outcome[] = [];
  if (["list", "scale", "memory"].some((word) => wanted.has(word))) {
    outcomes.push(await measureList(load, setting));
  }
  if (["submit", "memory"].some((word) => wanted.has(word))) {
    outcomes.push(await measureSubmit(load, setting));
  }
  if (asksApi) {
    console.log(`\n${tableOf(outcomes.flatMap((outcome) => outcome.findings))}\n`);
    console.log(aligned([["median of", "requests/s", "CPU ms/request"], ...outcomes.flatMap((outcome) => outcome.speeds)]));
  }
  if (wanted.has("trail")) {
    console.log(`\n${await measureTrail({ rounds: setting.rounds, entries: Number(values.entries), leaves: Number(values.leaves) })}`);
  }
} finally {
  await load.stop();
  await servers.stop();
}
