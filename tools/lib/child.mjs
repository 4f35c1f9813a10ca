import { spawn } from "node:child_process";
import { createWriteStream, rmSync } from "node:fs";
import { createServer } from "node:net";
import { cacheFolder, root } from "./root.mjs";

/**
 * Children write their temporary files inside the repository too. Not below a very long path: browsers and
 * servers make sockets there, and a socket's whole path may hold no more than 107 bytes.
 */
export function ownTemp() {
  const folder = cacheFolder("tmp");
  return folder.length <= 60 ? { TMPDIR: folder } : {};
}

/**
 * Starts a program that keeps running. It gets its own process group, so that Ctrl-C in a terminal
 * reaches only us and we can end the children in the right order, by pid.
 */
export function startChild(command, args, { env = {}, cwd = root, onLine = () => {}, logFile } = {}) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...ownTemp(), ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const log = logFile === undefined ? undefined : createWriteStream(logFile, { flags: "a" });
  for (const stream of [child.stdout, child.stderr]) {
    forEachLine(stream, (line) => {
      log?.write(`${line}\n`);
      onLine(line);
    });
  }
  const ended = new Promise((done) => {
    child.once("error", (error) => done({ code: 1, signal: null, error }));
    child.once("close", (code, signal) => done({ code, signal }));
  });
  const started = { pid: child.pid, ended, stop: (patienceMs) => stopGroup(child, ended, patienceMs) };
  running.add(started);
  void ended.then(() => {
    running.delete(started);
    log?.end();
  });
  return started;
}

const running = new Set();

/** Ends everything started here that still runs, the youngest first: it leans on the older ones. */
export async function stopRunning(patienceMs) {
  for (const child of [...running].reverse()) {
    await child.stop(patienceMs);
  }
}

/**
 * Calls back once when we are asked to end. npm passes a SIGTERM only to the shell between it and us, which
 * then dies without a word; so under npm a lost parent counts as the same wish.
 */
export function onceAskedToStop(stop) {
  const parent = process.ppid;
  let isAsked = false;
  const ask = () => {
    if (!isAsked) {
      isAsked = true;
      clearInterval(orphanWatch);
      stop();
    }
  };
  const orphanWatch = setInterval(() => (process.ppid === parent ? undefined : ask()), 500);
  orphanWatch.unref();
  if (process.env.npm_lifecycle_event === undefined) {
    clearInterval(orphanWatch);
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, ask);
  }
}

const linesKept = 60;

/** Runs a program to its end, or to its time limit. Answers its exit code, the time it took and the last lines it wrote. */
export async function runToEnd(command, args, { env, cwd, logFile, limitMs, onLine = () => {} } = {}) {
  const startedAt = Date.now();
  const tail = [];
  if (logFile !== undefined) {
    rmSync(logFile, { force: true });
  }
  const child = startChild(command, args, {
    env,
    cwd,
    logFile,
    onLine(line) {
      tail.push(line);
      if (tail.length > linesKept) {
        tail.shift();
      }
      onLine(line);
    },
  });
  const tooLong = limitMs === undefined ? undefined : setTimeout(() => void child.stop(), limitMs);
  const { code, signal, error } = await child.ended;
  clearTimeout(tooLong);
  if (tooLong !== undefined && Date.now() - startedAt >= limitMs) {
    tail.push(`stopped after ${limitMs / 60_000} minutes`);
  }
  if (error !== undefined) {
    tail.push(error.message);
  }
  return { code: code ?? 1, signal, tail, tookMs: Date.now() - startedAt };
}

/** A port nobody listens on at the moment, on this machine only. */
export function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer();
    probe.once("error", failed);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}

/** Null when the port can be had, else the system's own code for why not. */
export function portTaken(port, host) {
  return new Promise((done) => {
    const probe = createServer();
    probe.once("error", (error) => done(error.code));
    probe.listen(port, host, () => probe.close(() => done(null)));
  });
}

function forEachLine(stream, onLine) {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (chunk) => {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach((line) => onLine(line.replace(/\r$/, "")));
  });
  stream.on("end", () => {
    if (rest !== "") {
      onLine(rest);
    }
  });
}

async function stopGroup(child, ended, patienceMs = 10_000) {
  if (child.pid === undefined) {
    return;
  }
  signalGroup(child.pid, "SIGTERM");
  const tooLate = setTimeout(() => signalGroup(child.pid, "SIGKILL"), patienceMs);
  await ended;
  clearTimeout(tooLate);
}

// A group that is gone already is what we wanted.
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") {
      throw error;
    }
  }
}
