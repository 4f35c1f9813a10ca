import { join } from "node:path";
import { killProcessAfter } from "../../../testing/kill-process.ts";
import type { World } from "../../../testing/world.ts";

/** Lets a real process seal or read and kills it, without warning, after so many of its steps. */
export function killWorkerAfter(world: World, work: "seal" | "read", steps: number, aheadMs: number): Promise<void> {
  return killProcessAfter(world, join(import.meta.dirname, "journal-worker.ts"), [work, String(aheadMs), String(world.areas.xikou.id)], steps);
}
