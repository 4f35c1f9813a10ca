import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { World } from "../../../../testing/world.ts";

const program = join(import.meta.dirname, "../../../../trail-verify.ts");

export interface VerifyEnd {
  /** Null when it was killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface VerifyRun {
  readonly child: ChildProcess;
  readonly ended: Promise<VerifyEnd>;
}

/** Settings of a world's database, as who may read all of it. */
export const verifySettings = ({ folder, migratorUrl }: World): Record<string, string> => ({
  DATA_DIR: folder,
  ...(migratorUrl.startsWith("mysql:") ? { DATABASE_URL: migratorUrl } : {}),
});

/** Starts `npm run trail:verify` as an operator does; `preload` are modules that stand before it. */
export function startVerify(settings: Readonly<Record<string, string>>, args: readonly string[], preload: readonly string[] = []): VerifyRun {
  const env = { PATH: process.env["PATH"], MODE: "test", LOG_LEVEL: "silent", ...settings };
  const imports = ["tsx", ...preload].flatMap((name) => ["--import", name]);
  const child = spawn(process.execPath, [...imports, program, ...args], { env });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.on("data", (part: Buffer) => out.push(part.toString()));
  child.stderr.on("data", (part: Buffer) => err.push(part.toString()));
  return { child, ended: new Promise((resolve) => child.once("close", (code) => resolve({ code, out: out.join(""), err: err.join("") }))) };
}
