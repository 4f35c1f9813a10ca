import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./root.mjs";

// Debian 12's names. Elsewhere they differ, and then we say so by name instead of guessing.
const packages = [
  "mariadb-server-core",
  "mariadb-common",
  "mysql-common",
  "liburing2",
  "libaio1",
  "redis-server",
  "redis-tools",
  "libjemalloc2",
  "liblzf1",
];

/**
 * MariaDB and Redis unpacked into our cache: no root, no service, nothing installed on the machine.
 * Answers the folder, or the reason why it could not be had.
 */
export function unpackServers(say) {
  const folder = join(cacheFolder("servers"), "unpacked");
  if (existsSync(join(folder, "complete"))) {
    return { folder };
  }
  if (!isDebian12()) {
    return { missing: "no MYSQL_URL or REDIS_URL, no server on PATH, and this is not Debian 12 on x86-64" };
  }
  say("MariaDB 和 Redis 正在解包 · unpacking MariaDB and Redis from Debian's packages");
  try {
    rmSync(join(cacheFolder("servers"), "deb"), { recursive: true, force: true });
    const downloads = cacheFolder("servers", "deb");
    download(downloads);
    unpack(downloads, folder);
  } catch (error) {
    return { missing: `Debian's packages could not be had: ${firstLine(error)}` };
  }
  return { folder };
}

const isDebian12 = () =>
  process.arch === "x64" &&
  existsSync("/etc/os-release") &&
  /^VERSION_ID="12"$/m.test(readFileSync("/etc/os-release", "utf8")) &&
  /^ID=debian$/m.test(readFileSync("/etc/os-release", "utf8"));

function download(folder) {
  try {
    run("apt-get", ["download", ...packages], folder);
  } catch {
    // A machine without package lists: fetch them into our own cache, where no root is needed.
    const own = ownPackageLists();
    run("apt-get", [...own, "update"], folder);
    run("apt-get", [...own, "download", ...packages], folder);
  }
}

function ownPackageLists() {
  const state = cacheFolder("servers", "apt-state");
  const cache = cacheFolder("servers", "apt-cache");
  mkdirSync(join(state, "lists", "partial"), { recursive: true });
  mkdirSync(join(cache, "archives", "partial"), { recursive: true });
  return ["-o", `Dir::State=${state}`, "-o", "Dir::State::status=/var/lib/dpkg/status", "-o", `Dir::Cache=${cache}`];
}

// Unpacked beside its final name and moved at the end, so a half-done folder is never taken for a whole one.
function unpack(from, to) {
  const half = `${to}.half`;
  rmSync(half, { recursive: true, force: true });
  rmSync(to, { recursive: true, force: true });
  mkdirSync(half);
  for (const file of readdirSync(from).filter((name) => name.endsWith(".deb"))) {
    run("dpkg", ["-x", join(from, file), half], from);
  }
  writeFileSync(join(half, "complete"), "");
  renameSync(half, to);
}

const run = (command, args, cwd) => execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "pipe"] });

const firstLine = (error) => String(error.stderr ?? "").split("\n")[0] || error.message;
