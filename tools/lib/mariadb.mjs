import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { join } from "node:path";
import { freePort, startChild } from "./child.mjs";
import { asRoot, findProgram } from "./programs.mjs";

// A killed test run loses nothing anyone wants, so the server need not wait for the disk.
const fast = ["--skip-innodb-doublewrite", "--innodb-flush-log-at-trx-commit=0", "--sync-binlog=0"];
const durable = ["--innodb-flush-log-at-trx-commit=1"];

const tables = ["mysql_system_tables.sql", "mysql_performance_tables.sql", "mysql_system_tables_data.sql"];

/** What starting MariaDB needs: from PATH, else from the unpacked packages. Null when there is none. */
export function findMariadb(unpacked) {
  const program = findProgram(["mariadbd"], unpacked);
  const share = ["mysql", "mariadb"]
    .map((name) => join(program?.prefix ?? "", "share", name))
    .find((folder) => existsSync(join(folder, tables[0])));
  return program === null || share === undefined ? null : { ...program, share };
}

/**
 * A MariaDB of our own: own data folder, a free port of this machine, its root user without a password.
 * Given the folder and port of one that was stopped, it comes back with its data.
 */
export async function startMariadb(program, folder, { isDurable = false, logFile, port } = {}) {
  const data = join(folder, "mariadb");
  mkdirSync(data, { recursive: true });
  const common = ["--no-defaults", `--basedir=${program.prefix}`, `--datadir=${data}`, `--lc-messages-dir=${program.share}`, ...asRoot()];
  if (!existsSync(join(data, "mysql"))) {
    fillEmptyData(program, common, logFile);
  }
  const listenOn = port ?? (await freePort());
  const settings = [
    // Relative to the data folder: a socket's whole path may hold no more than 107 bytes.
    "--socket=own.sock",
    `--pid-file=${join(data, "own.pid")}`,
    `--port=${listenOn}`,
    "--bind-address=127.0.0.1",
    "--character-set-server=utf8mb4",
    "--skip-name-resolve",
    "--max-connections=300",
    "--innodb-buffer-pool-size=256M",
    `--tmpdir=${data}`,
    ...(isDurable ? durable : fast),
  ];
  const server = startChild(program.path, [...common, ...settings], { env: program.env, logFile });
  await answering(listenOn, server, "MariaDB");
  return { url: `mysql://root@127.0.0.1:${listenOn}`, pid: server.pid, ended: server.ended, stop: () => server.stop(30_000) };
}

// mariadbd builds its system tables from SQL it reads at its input.
function fillEmptyData(program, common, logFile) {
  const files = tables.map((name) => readFileSync(join(program.share, name), "utf8"));
  const script = ["create database mysql;", "use mysql;", ...files];
  const log = openSync(logFile ?? "/dev/null", "a");
  execFileSync(program.path, [...common, "--bootstrap"], {
    input: `${script.join("\n")}\n`,
    env: { ...process.env, ...program.env },
    stdio: ["pipe", log, log],
  });
}

/** Waits until a port accepts a connection, or the program behind it has ended. */
export async function answering(port, server, name, patienceMs = 30_000) {
  const deadline = Date.now() + patienceMs;
  let gone = false;
  void server.ended.then(() => (gone = true));
  while (Date.now() < deadline && !gone) {
    if (await accepts(port)) {
      return;
    }
    await new Promise((later) => setTimeout(later, 100));
  }
  await server.stop();
  throw new Error(`${name} did not start`);
}

function accepts(port) {
  return new Promise((done) => {
    const socket = createConnection({ port, host: "127.0.0.1" });
    socket.once("connect", () => done(true) || socket.destroy());
    socket.once("error", () => done(false));
  });
}
