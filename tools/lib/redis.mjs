import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort, startChild } from "./child.mjs";
import { answering } from "./mariadb.mjs";
import { findProgram } from "./programs.mjs";

/** What starting Redis needs: from PATH, else from the unpacked packages. Null when there is none. */
export const findRedis = (unpacked) => findProgram(["redis-server"], unpacked);

/** A Redis of our own in memory only, on the port given or a free one of this machine. */
export async function startRedis(program, folder, { logFile, port } = {}) {
  const data = join(folder, "redis");
  mkdirSync(data, { recursive: true });
  const listenOn = port ?? (await freePort());
  const settings = ["--port", String(listenOn), "--bind", "127.0.0.1", "--dir", data, "--save", "", "--appendonly", "no"];
  const server = startChild(program.path, settings, { env: program.env, logFile });
  await answering(listenOn, server, "Redis");
  return { url: `redis://127.0.0.1:${listenOn}`, pid: server.pid, ended: server.ended, stop: () => server.stop() };
}
