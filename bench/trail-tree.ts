import type { Engine } from "../api/src/kernel/database.ts";
import { sealOnce } from "../api/src/kernel/journal/sealer.ts";
import { growTree } from "../api/src/modules/trail/index.ts";
import { onGround } from "./trail-ground.ts";
import { fillQueue } from "./trail-seal.ts";

interface TreeSpeed {
  readonly leavesPerSecond: number;
}

/** From waiting entry to signed head: the sealer and the tree's builder side by side in one process, as a worker runs them. */
export function measureTree(engine: Engine, leaves: number): Promise<TreeSpeed> {
  return onGround(engine, async (deps) => {
    await fillQueue(deps.db, leaves);
    const started = performance.now();
    let isSealing = true;
    const sealing = (async () => {
      while (((await sealOnce(deps)) ?? 0) > 0) {
        // Until nothing waits.
      }
      isSealing = false;
    })();
    let grown = 0;
    while (isSealing || grown < leaves) {
      grown += (await growTree(deps)) ?? 0;
    }
    await sealing;
    return { leavesPerSecond: Math.round((leaves * 1000) / (performance.now() - started)) };
  });
}
