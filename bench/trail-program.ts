import { measureReceiptCheck } from "../api/proof/src/testing/measure-receipt.ts";
import type { Engine } from "../api/src/kernel/database.ts";
import { verifierSpeed } from "../api/src/modules/trail/verify/testing/verifier-speed.ts";
import { measureAppend } from "./trail-append.ts";
import { measureProofs } from "./trail-proofs.ts";
import { measureSeal } from "./trail-seal.ts";
import { measureTree } from "./trail-tree.ts";

export type TrailTask = "append" | "seal" | "tree" | "proofs" | "verifier" | "receipt";

export interface TrailSize {
  /** Of commands with and without an entry, in turn. */
  readonly rounds: number;
  /** That wait to be sealed. */
  readonly entries: number;
  /** Of the tree that is proved from and rebuilt. */
  readonly leaves: number;
}

/** What a measurement read; `n` is how many commands, entries, leaves or checks it is about. */
export interface Reading {
  readonly n: number;
  readonly values: readonly number[];
}

/** One measurement in a process of its own, so that it can be held to one core. Says what it read in its last line. */
const [task, engine, size] = process.argv.slice(2) as [TrailTask, Engine, string];
console.log(JSON.stringify(await measure(task, engine, JSON.parse(size) as TrailSize)));

async function measure(what: TrailTask, on: Engine, { rounds, entries, leaves }: TrailSize): Promise<Reading> {
  switch (what) {
    case "append": {
      // SQLite waits for the disk at every commit.
      const { commands, appendMs } = await measureAppend(on, { rounds, commandsPerRound: on === "mysql" ? 400 : 100 });
      return { n: commands, values: appendMs };
    }
    case "seal":
      return { n: entries, values: [(await measureSeal(on, entries)).entriesPerSecond] };
    case "tree":
      return { n: entries, values: [(await measureTree(on, entries)).leavesPerSecond] };
    case "proofs": {
      const { p95Ms } = await measureProofs(on, leaves);
      return { n: leaves, values: [p95Ms] };
    }
    case "verifier": {
      // Its price a leaf does not hang on the tree's size.
      const rebuilt = Math.min(leaves, 1_000_000);
      return { n: rebuilt, values: [verifierSpeed(rebuilt)] };
    }
    case "receipt": {
      const checks = 15;
      return { n: checks, values: [(await measureReceiptCheck({ isJitless: true, rounds: checks })).medianMs] };
    }
  }
}
