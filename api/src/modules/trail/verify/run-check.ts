import { readFile, rename, writeFile } from "node:fs/promises";
import { createProgress } from "./progress.ts";
import { loadState, newState, saveState, type VerifyState } from "./verify-state.ts";

export interface CheckRun {
  step(state: VerifyState): Promise<VerifyState>;
  readonly total: { readonly leaves: number; readonly rows: number; readonly files?: number };
  readonly stateFile: string | undefined;
  /** Which record the state belongs to: another one's would be worse than none. */
  readonly what: string;
  readonly signal: AbortSignal;
  readonly out: { readonly isTTY?: boolean; write(text: string): unknown };
}

/** A small file; so much work at most is lost by a kill. */
const saveMs = 500;

/** Runs a check to its end, or until it is told to stop; null then, with the state on disk. */
export async function runCheck(run: CheckRun): Promise<VerifyState | null> {
  const progress = createProgress(run.out, run.total);
  let state = await savedState(run);
  let savedAt = performance.now();
  while (state.phase !== "done") {
    if (run.signal.aborted) {
      await save(run, state);
      progress.end();
      return null;
    }
    state = await run.step(state);
    progress.show(state);
    if (performance.now() - savedAt > saveMs) {
      await save(run, state);
      savedAt = performance.now();
    }
  }
  progress.end();
  await save(run, state);
  return state;
}

async function savedState({ stateFile, what }: CheckRun): Promise<VerifyState> {
  const text = stateFile === undefined ? undefined : await readFile(stateFile, "utf8").catch(ifMissing);
  if (text === undefined) {
    return newState;
  }
  const [first, ...rest] = text.split("\n");
  if (first !== what) {
    throw new Error(`${stateFile} 是另一次核对的进度：${first}`);
  }
  const state = loadState(rest.join("\n"));
  // What was finished is begun anew: the record has grown since.
  return state.phase === "done" ? newState : state;
}

/** Under another name first, so that a kill leaves the old state or the new one and never half of one. */
async function save({ stateFile, what }: CheckRun, state: VerifyState): Promise<void> {
  if (stateFile !== undefined) {
    await writeFile(`${stateFile}.part`, `${what}\n${saveState(state)}`, { mode: 0o600 });
    await rename(`${stateFile}.part`, stateFile);
  }
}

function ifMissing(error: unknown): undefined {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return undefined;
  }
  throw error;
}
