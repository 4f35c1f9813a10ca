import { spawn } from "node:child_process";
import type { World } from "./world.ts";

/** Runs a script on the world's database as a process of its own and kills it, without warning, after so many of the lines it says. */
export async function killProcessAfter(world: World, script: string, words: readonly string[], steps: number): Promise<void> {
  const { username, password, host, port, database } = world.deps.db.sequelize.config;
  const url = world.deps.db.engine === "mysql" ? { DATABASE_URL: `mysql://${username}:${password}@${host}:${port}/${database}` } : {};
  const worker = spawn(process.execPath, ["--import", "tsx", script, ...words], {
    env: { PATH: process.env.PATH, MODE: "test", DATA_DIR: world.folder, LOG_LEVEL: "silent", ...url },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const died = new Promise<void>((resolve) => worker.once("exit", () => resolve()));
  let said = 0;
  worker.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString().split("\n").length - 1;
    if (said >= steps) {
      worker.kill("SIGKILL");
    }
  });
  await died;
  if (said < steps) {
    throw new Error(`the process died by itself after ${said} steps`);
  }
}
