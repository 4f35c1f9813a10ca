import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Engine } from "../api/src/kernel/database.ts";
import { cores } from "./processes.ts";
import { aligned } from "./report.ts";
import { judge, medianWithInterval, type Target, type Verdict } from "./statistics.ts";
import type { Reading, TrailSize, TrailTask } from "./trail-program.ts";

interface Promised {
  readonly task: TrailTask;
  readonly what: string;
  readonly target?: Target;
  readonly unit: string;
  readonly engines: readonly (Engine | "")[];
}

const both = ["mysql", "sqlite"] as const;

const promises: readonly Promised[] = [
  { task: "append", what: "append, CPU a command", target: { sense: "at most", value: 0.3 }, unit: "ms", engines: both },
  { task: "seal", what: "seal", target: { sense: "at least", value: 5_000 }, unit: "entries/s", engines: both },
  { task: "tree", what: "seal and sign, side by side", unit: "entries/s", engines: both },
  { task: "proofs", what: "inclusion proof, p95", target: { sense: "at most", value: 10 }, unit: "ms", engines: both },
  { task: "verifier", what: "verifier's tree part, one core", target: { sense: "at least", value: 50_000 }, unit: "entries/s", engines: [""] },
  { task: "receipt", what: "receipt check, --jitless", target: { sense: "at most", value: 50 }, unit: "ms", engines: [""] },
];

const words: Readonly<Record<Verdict, string>> = { hit: "kept", miss: "missed", undecided: "undecided" };
const databases: Readonly<Record<Engine | "", string>> = { mysql: "MariaDB", sqlite: "SQLite", "": "-" };

/** The record's promised numbers: each read by a process that has a core to itself. */
export async function measureTrail(size: TrailSize): Promise<string> {
  const rows: string[][] = [];
  for (const promised of promises) {
    for (const engine of promised.engines) {
      const started = performance.now();
      const row = rowOf(promised, engine, await read(promised.task, engine, size));
      console.log(`${row.join("  ")}  (${((performance.now() - started) / 1000).toFixed(0)} s)`);
      rows.push(row);
    }
  }
  return aligned([["number", "database", "N", "bound", "measured", "95 % interval", "verdict"], ...rows]);
}

function rowOf({ what, target, unit }: Promised, engine: Engine | "", { n, values }: Reading): string[] {
  const interval = medianWithInterval(values);
  const shown = (value: number): string => (unit === "ms" ? value.toFixed(3) : value.toLocaleString("en"));
  return [
    what,
    databases[engine],
    n.toLocaleString("en"),
    target ? `${target.sense === "at least" ? "≥" : "≤"} ${target.value.toLocaleString("en")} ${unit}` : "-",
    `${shown(interval.median)} ${unit}`,
    values.length === 1 ? "one reading" : `${shown(interval.low)} … ${shown(interval.high)}`,
    target ? words[judge(interval, target)] : "for information",
  ];
}

async function read(task: TrailTask, engine: Engine | "", size: TrailSize): Promise<Reading> {
  const program = join(import.meta.dirname, "trail-program.ts");
  const args = ["-c", String(cores.program), process.execPath, ...nodeFlags, "--import", "tsx", program, task, engine, JSON.stringify(size)];
  const { stdout } = await promisify(execFile)("taskset", args, { cwd: join(import.meta.dirname, ".."), maxBuffer: 1 << 24 });
  // What our own program has just printed.
  return JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Reading;
}

const nodeFlags = (process.env.BENCH_NODE_FLAGS ?? "").split(" ").filter(Boolean);
