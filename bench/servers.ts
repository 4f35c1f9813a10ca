import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serverPrograms, startMariadb, startRedis } from "../tools/servers.mjs";
import { pinBeside } from "./processes.ts";

export interface BenchServers {
  stop(): Promise<void>;
}

/** A MariaDB and a Redis of the bench's own, on the load's core. They do not wait for the disk: the programs are measured, not it. */
export async function startBenchServers(): Promise<BenchServers> {
  const { mariadb, redis, missing } = serverPrograms();
  if (!mariadb || !redis) {
    throw new Error(`MariaDB and Redis are not to be had: ${missing ?? "no program found"}`);
  }
  const folder = mkdtempSync(join(tmpdir(), "cunqing-bench-servers-"));
  const database = await startMariadb(mariadb, folder, { isDurable: false });
  const keys = await startRedis(redis, folder);
  pinBeside(database.pid);
  pinBeside(keys.pid);
  // Where createTestDatabase looks for them.
  process.env.MYSQL_URL = database.url;
  process.env.REDIS_URL = keys.url;
  return {
    async stop() {
      await Promise.all([database.stop(), keys.stop()]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
