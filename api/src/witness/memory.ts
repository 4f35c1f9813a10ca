import { open, readdir, readFile, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fromBase64, toBase64 } from "@cunqing/proof";

export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  readonly epoch: number;
}

/** The newest head this witness signed. */
export interface Signed extends Head {
  /** With the log's signature and our own. */
  readonly note: string;
  readonly atSeconds: number;
  /** Whether the record has our signature. */
  readonly isHandedIn: boolean;
}

/**
 * What a witness remembers. The state file holds the newest head and is replaced as a whole, so that a power cut leaves
 * the old or the new one. `<state>.heads` grows by a line for every head and every restore; only a restore needs it.
 */
export interface Memory {
  newest(): Signed | null;
  /** Written before a signature leaves this machine: what is signed must never be forgotten. */
  remember(signed: Signed): Promise<void>;
  rememberEpoch(epoch: number, baseSize: number): Promise<void>;
  /** The newest head not above the size among those that no restore has cut off. */
  headBelow(size: number): Promise<Head | null>;
  /** Writes a file beside the state and answers its path. */
  leaveFile(ending: string, text: string): Promise<string>;
  /** Alarms that nobody has removed. */
  alarms(): Promise<string[]>;
}

/** The state file cannot be read: going on without it would forget what was signed. */
export class StateFault extends Error {
  override readonly name = "StateFault";
}

export async function openMemory(path: string): Promise<Memory> {
  let newest = await readState(path);
  const headsPath = `${path}.heads`;
  // A power cut between the two files leaves the newest head out of the list.
  if (newest && !(await readIfThere(headsPath)).endsWith(lineOf(newest))) {
    await append(headsPath, lineOf(newest));
  }
  return {
    newest: () => newest,
    async remember(signed) {
      const isNew = newest?.note !== signed.note;
      await replace(path, `${JSON.stringify({ v: 1, ...signed, root: toBase64(signed.root) })}\n`);
      newest = signed;
      if (isNew) {
        await append(headsPath, lineOf(signed));
      }
    },
    rememberEpoch: (epoch, baseSize) => append(headsPath, `epoch ${epoch} ${baseSize}\n`),
    headBelow: async (size) => newestBelow(await readIfThere(headsPath), size),
    async leaveFile(ending, text) {
      const file = `${path}.${ending}`;
      await replace(file, text);
      return file;
    },
    async alarms() {
      const names = await readdir(dirname(path));
      return names.filter((name) => name.startsWith(`${basename(path)}.fork-`) && name.endsWith(".txt")).map((name) => join(dirname(path), name));
    },
  };
}

const lineOf = ({ size, root, epoch, atSeconds }: Signed): string => `${size} ${toBase64(root)} ${epoch} ${atSeconds}\n`;

function newestBelow(lines: string, size: number): Head | null {
  let live: Head[] = [];
  for (const line of lines.split("\n")) {
    const [, base] = /^epoch \d+ (\d+)$/.exec(line) ?? [];
    if (base !== undefined) {
      live = live.filter((head) => head.size <= Number(base));
    }
    const [, count, hash, epoch] = /^(\d+) (\S+) (\d+) \d+$/.exec(line) ?? [];
    const root = hash === undefined ? null : fromBase64(hash);
    if (root) {
      live.push({ size: Number(count), root, epoch: Number(epoch) });
    }
  }
  return live.filter((head) => head.size <= size).at(-1) ?? null;
}

async function readState(path: string): Promise<Signed | null> {
  const text = await readIfThere(path);
  if (text === "") {
    return null;
  }
  try {
    // Our own file; each part is looked at below.
    const state = JSON.parse(text) as Record<string, unknown>;
    const { size, epoch, note, atSeconds, isHandedIn } = state;
    const root = fromBase64(String(state["root"]));
    if (state["v"] === 1 && typeof size === "number" && typeof epoch === "number" && typeof note === "string" && typeof atSeconds === "number" && root) {
      return { size, root, epoch, note, atSeconds, isHandedIn: isHandedIn === true };
    }
  } catch {
    // The same fault as a file of another shape.
  }
  throw new StateFault(`The state file cannot be read (状态文件读不出来): ${path}`);
}

async function readIfThere(path: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") {
      return "";
    }
    throw error;
  }
}

async function replace(path: string, text: string): Promise<void> {
  const next = `${path}.next`;
  await writeThrough(next, "w", text);
  await rename(next, path);
}

const append = (path: string, text: string): Promise<void> => writeThrough(path, "a", text);

async function writeThrough(path: string, flag: "w" | "a", text: string): Promise<void> {
  const file = await open(path, flag, 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}
