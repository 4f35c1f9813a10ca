import { mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { onceAskedToStop, runToEnd, stopRunning } from "./lib/child.mjs";
import { unpackServers } from "./lib/debian-packages.mjs";
import { findMariadb, startMariadb } from "./lib/mariadb.mjs";
import { findRedis, startRedis } from "./lib/redis.mjs";
import { cacheFolder } from "./lib/root.mjs";
import { say } from "./lib/say.mjs";

/**
 * The programs themselves, for a fault test that stops and starts its own servers through
 * startMariadb and startRedis.
 */
export function serverPrograms() {
  return findPrograms({});
}

export { startMariadb } from "./lib/mariadb.mjs";
export { startRedis } from "./lib/redis.mjs";

/**
 * A real MariaDB and a real Redis. What MYSQL_URL and REDIS_URL name is used as it is; the rest is
 * started from PATH or from Debian's packages. `missing` says in words what could not be had.
 */
export async function startServers({ isDurable = false, useGiven = true } = {}) {
  const given = useGiven ? { mysqlUrl: process.env.MYSQL_URL, redisUrl: process.env.REDIS_URL } : {};
  const found = findPrograms(given);
  if (found.missing !== undefined) {
    return { missing: found.missing, stop: async () => {} };
  }
  const folder = mkdtempSync(join(cacheFolder("servers"), "run-"));
  const started = [];
  const stop = async () => {
    await Promise.all(started.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const logs = cacheFolder("logs");
    if (given.mysqlUrl === undefined) {
      const mariadb = await startMariadb(found.mariadb, folder, { isDurable, logFile: join(logs, "mariadb.log") });
      started.push(mariadb);
      given.mysqlUrl = mariadb.url;
    }
    if (given.redisUrl === undefined) {
      const redis = await startRedis(found.redis, folder, { logFile: join(logs, "redis.log") });
      started.push(redis);
      given.redisUrl = redis.url;
    }
  } catch (error) {
    await stop();
    throw error;
  }
  return { ...given, stop };
}

function findPrograms({ mysqlUrl, redisUrl }) {
  const needed = (unpacked) => ({
    mariadb: mysqlUrl === undefined ? findMariadb(unpacked) : undefined,
    redis: redisUrl === undefined ? findRedis(unpacked) : undefined,
  });
  const installed = needed();
  if (installed.mariadb !== null && installed.redis !== null) {
    return installed;
  }
  const { folder, missing } = unpackServers(say);
  return missing === undefined ? needed(folder) : { missing };
}

// node tools/servers.mjs run [--durable] -- <command...>
async function main(args) {
  const split = args.indexOf("--");
  if (args[0] !== "run" || split < 0 || split === args.length - 1) {
    console.error("use: node tools/servers.mjs run [--durable] -- <command> [arguments]");
    return 2;
  }
  const servers = await startServers({ isDurable: args.includes("--durable") });
  if (servers.missing !== undefined) {
    console.error(`MariaDB and Redis are not to be had: ${servers.missing}`);
    return 3;
  }
  onceAskedToStop(() => void stopRunning());
  try {
    const env = { MYSQL_URL: servers.mysqlUrl, REDIS_URL: servers.redisUrl };
    const [command, ...rest] = args.slice(split + 1);
    const { code } = await runToEnd(command, rest, { env, cwd: process.cwd(), onLine: (line) => console.log(line) });
    return code;
  } finally {
    await servers.stop();
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  process.exitCode = await main(process.argv.slice(2));
}
