import type { Job } from "../../kernel/module.ts";
import { removeUnused } from "./commands/remove-unused.ts";
import { sweepOrphans } from "./commands/sweep-orphans.ts";
import type { FilesDeps } from "./deps.ts";

export function fileJobs(deps: FilesDeps): Job[] {
  return [
    {
      name: "unused-files",
      schedule: "17 * * * *",
      async run(signal) {
        while (!signal.aborted && (await removeUnused(deps)) > 0) {
          // Until nothing is left that is old enough.
        }
      },
    },
    {
      name: "orphan-files",
      // At night: it walks through everything that is stored.
      schedule: "40 3 * * *",
      async run(signal) {
        const removed = await sweepOrphans(deps, signal);
        if (removed > 0) {
          deps.log.warn({ removed }, "stored bytes that no row named were removed");
        }
      },
    },
  ];
}
