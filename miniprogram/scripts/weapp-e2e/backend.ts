import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** Somebody the demo county lets in, as the API writes it down after seeding. */
interface DemoPerson {
  readonly role: string;
  readonly name: string;
  readonly username?: string;
  readonly password?: string;
  readonly totpSecret?: string;
}

export interface Backend {
  readonly url: string;
  readonly people: readonly DemoPerson[];
  /** A fresh code of wx.login for somebody whom the sandbox plays. */
  loginCode(personId: string): Promise<string>;
  stop(): Promise<void>;
}

const root = resolve(import.meta.dirname, "../../..");
const readyWithinMs = 120_000;

/** The real API of a fresh demo county over real sockets, with the sandbox playing WeChat. */
export async function startBackend(): Promise<Backend> {
  const folder = mkdtempSync(join(tmpdir(), "weapp-e2e-"));
  const sandboxPort = await freePort();
  const sandboxUrl = `http://127.0.0.1:${sandboxPort}`;
  const sandbox = startProgram("sandbox/src/main.ts", { SANDBOX_PORT: String(sandboxPort) });
  const api = startProgram("api/src/main.ts", { ...settings(sandboxUrl, folder), PORT: String(await freePort()) });
  const stop = async (): Promise<void> => {
    await Promise.all([api, sandbox].map(end));
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await heard(sandbox, /^Sandbox/m);
    const url = (await heard(api, /^ready (http\S+)/m)).replace(/\/$/, "");
    const people = JSON.parse(readFileSync(join(folder, "demo-people.json"), "utf8")) as DemoPerson[];
    return { url, people, loginCode: (personId) => askCode(sandboxUrl, personId), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const settings = (sandboxUrl: string, folder: string): Record<string, string> => ({
  MODE: "demo",
  ROLES: "web,worker,clock",
  CUNQING_ROOT: root,
  DATA_DIR: folder,
  SANDBOX_URL: sandboxUrl,
  WECHAT_BASE_URL: sandboxUrl,
  WECHAT_TEMPLATES: JSON.stringify({ case_progress: "sandbox-case-progress", case_result: "sandbox-case-result" }),
  SMS_URL: `${sandboxUrl}/sms/send`,
});

const startProgram = (file: string, env: Record<string, string>): ChildProcess =>
  spawn(process.execPath, ["--import", "tsx", join(root, file)], { cwd: root, env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "pipe"] });

async function end(program: ChildProcess): Promise<void> {
  if (program.exitCode === null && program.signalCode === null) {
    const ended = new Promise((resolve) => program.once("exit", resolve));
    program.kill("SIGTERM");
    await ended;
  }
}

/** Waits until the program says it, and answers the first group of what it said. */
function heard(program: ChildProcess, expected: RegExp): Promise<string> {
  let said = "";
  return new Promise((resolve, reject) => {
    const giveUp = (why: string): void => reject(new Error(`${program.spawnargs.at(-1)} ${why}:\n${said.slice(-2000)}`));
    const timer = setTimeout(() => giveUp("was not ready in time"), readyWithinMs);
    const hear = (words: Buffer): void => {
      said += words.toString();
      const found = expected.exec(said);
      if (found) {
        clearTimeout(timer);
        resolve(found[1] ?? "");
      }
    };
    program.stdout?.on("data", hear);
    program.stderr?.on("data", hear);
    program.once("exit", () => giveUp("ended by itself"));
  });
}

async function askCode(sandboxUrl: string, personId: string): Promise<string> {
  const answer = await fetch(`${sandboxUrl}/sandbox/wechat/login-code`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ personId }),
  });
  const { code } = (await answer.json()) as { code: string };
  return code;
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
