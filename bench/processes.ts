import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadOrder, LoadResult } from "./load.ts";

const root = join(import.meta.dirname, "..");

/** The program under measure has a core to itself; what asks it and what it asks share the other one. */
export const cores = { program: 0, others: 1 } as const;

export interface Program {
  readonly url: string;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts a program on the program's core and waits for its line "ready <address>". */
export async function startProgram(args: readonly string[], env: Readonly<Record<string, string>>): Promise<Program> {
  const child = spawn("taskset", ["-c", String(cores.program), process.execPath, ...args], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production", ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await readyLine(child, args.join(" "));
  return { url, pid: pidOf(child), stop: () => stopped(child) };
}

export interface Load {
  run(order: LoadOrder): Promise<LoadResult>;
  stop(): Promise<void>;
}

export function startLoad(): Load {
  const child = spawn("taskset", ["-c", String(cores.others), process.execPath, "--import", "tsx", join(import.meta.dirname, "load.ts")], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  return {
    run: (order) =>
      new Promise((resolve, reject) => {
        const gone = () => reject(new Error("the load process has ended"));
        child.once("exit", gone);
        child.once("message", (result) => {
          child.removeListener("exit", gone);
          resolve(result as LoadResult);
        });
        child.send(order);
      }),
    stop: () => stopped(child),
  };
}

/** Moves a running server, with every thread it has, to the core that it shares with the load. */
export function pinBeside(pid: number | undefined): void {
  if (pid === undefined) {
    throw new Error("a server without a process cannot be pinned");
  }
  execFileSync("taskset", ["-a", "-c", "-p", String(cores.others), String(pid)], { stdio: "ignore" });
}

/** Processor time that a process has used, in milliseconds. */
export function cpuMsOf(pid: number): number {
  // Fields 14 and 15, counted after the name in brackets, which may hold blanks; in hundredths of a second.
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").replace(/^.*\) /, "").split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

export function residentMbOf(pid: number): number {
  const [, kilobytes] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
  return Number(kilobytes) / 1024;
}

export function buildBundle(): void {
  execFileSync(process.execPath, [join(root, "api", "build.mjs")], { cwd: root, stdio: "inherit" });
}

function readyLine(child: ChildProcess, what: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let seen = "";
    child.stdout?.on("data", (bytes: Buffer) => {
      seen += bytes.toString();
      const [, url] = /^ready (\S+)$/m.exec(seen) ?? [];
      if (url !== undefined) {
        resolve(url);
      }
    });
    child.once("exit", (code) => reject(new Error(`${what} ended with ${code}`)));
  });
}

function pidOf({ pid }: ChildProcess): number {
  if (pid === undefined) {
    throw new Error("taskset could not be started");
  }
  return pid;
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    child.once("exit", () => resolve());
    child.kill("SIGTERM");
  });
}
