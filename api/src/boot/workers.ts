import { setMaxListeners } from "node:events";
import type { Deps } from "../kernel/deps.ts";
import { newRequestId, withContext } from "../kernel/context.ts";
import { readOnce } from "../kernel/journal/reader.ts";
import { sealOnce } from "../kernel/journal/sealer.ts";
import type { Loop } from "../kernel/module.ts";
import type { Composed } from "./compose.ts";
import { runQueuedJob } from "./jobs.ts";

export interface Running {
  /** Lets what is under way come to its end, then resolves. */
  stop(): Promise<void>;
}

/** The worker role: the sealer, the readers, queued jobs, and the modules' own loops. */
export function startWorkers(deps: Deps, composed: Composed): Running {
  const loops: Loop[] = [
    { name: "sealer", restMs: sealerRestMs, run: async () => ((await sealOnce(deps)) ?? 0) > 0 },
    ...composed.readers.map((reader) => ({
      name: `reader ${reader.name}`,
      restMs: 100,
      run: async () => ((await readOnce(deps, reader)) ?? 0) > 0,
    })),
    { name: "jobs", restMs: 1000, run: (signal) => runQueuedJob(deps, composed.jobs, signal) },
    ...composed.loops,
  ];
  const stopping = new AbortController();
  // Every loop rests on this one signal; beyond ten Node would take them for a leak.
  setMaxListeners(loops.length * 2, stopping.signal);
  const running = loops.map((loop) => runLoop(deps, loop, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

/** Of the half second from commit to position this takes its tenth at most, and an idle database hardly feels it. */
const sealerRestMs = 50;
const failureRestMs = 2000;

async function runLoop(deps: Deps, loop: Loop, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    let rest = loop.restMs;
    try {
      const hadWork = await withContext({ requestId: newRequestId() }, () => loop.run(signal));
      rest = hadWork ? 0 : loop.restMs;
    } catch (error) {
      deps.log.error({ err: error, loop: loop.name }, "a worker's turn failed; it goes on after a rest");
      rest = failureRestMs;
    }
    await sleep(rest, signal);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    }
  });
}
