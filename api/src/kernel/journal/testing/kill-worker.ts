import { spawn } from "node:child_process";
import { join } from "node:path";
import type { World } from "../../../testing/world.ts";

/** Lets a real process seal or read and kills it, without warning, after so many of its steps. */
export async function killWorkerAfter(world: World, work: "seal" | "read", steps: number, aheadMs: number): Promise<void> {
  const { username, password, host, port, database } = world.deps.db.sequelize.config;
  const url = world.deps.db.engine === "mysql" ? { DATABASE_URL: `mysql://${username}:${password}@${host}:${port}/${database}` } : {};
  const worker = spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "journal-worker.ts"), work, String(aheadMs), String(world.areas.xikou.id)], {
    env: { PATH: process.env.PATH, MODE: "test", DATA_DIR: world.folder, LOG_LEVEL: "silent", ...url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const died = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  let said = 0;
  worker.stdout.on("data", (words: Buffer) => {
    said += words.toString().split("\n").length - 1;
    if (said >= steps) {
      worker.kill("SIGKILL");
    }
  });
  await died;
  if (said < steps) {
    throw new Error(`the worker died by itself after ${said} steps`);
  }
}
