import type { Loop } from "../../kernel/module.ts";
import { nothing, sql, type Sql } from "../../kernel/sql.ts";
import type { OrganisationDeps } from "./ports.ts";
import { readRoll } from "./read-roll.ts";
import { startRun, type ImportRun } from "./roll-batches.ts";
import { readRollImports, type RollImport } from "./roll-import.ts";
import { sweepRoll } from "./sweep-roll.ts";
import { switchRoll } from "./switch-roll.ts";

/** Two loops, so that a village waiting for its switch does not stand behind another's hundred thousand rows. */
export function createRollLoops(deps: OrganisationDeps): Loop[] {
  return [
    {
      name: "roll-imports",
      restMs: 1000,
      run: (signal) => workOnFirst(deps, sql`i.state = 'reading'`, signal, (run, found) => readRoll(deps, run, found)),
    },
    {
      name: "roll-switches",
      restMs: 1000,
      run: async (signal) =>
        (await workOnFirst(deps, sql`i.state = 'applying'`, signal, (run, found) => switchRoll(deps, run, found.id))) ||
        workOnFirst(deps, sql`i.state IN ('applied', 'cancelled', 'failed')`, signal, (run, found) => sweepRoll(deps, run, found)),
    },
  ];
}

/** Works on the oldest import that no other process holds. */
async function workOnFirst(
  deps: OrganisationDeps,
  condition: Sql,
  signal: AbortSignal,
  work: (run: ImportRun, found: RollImport) => Promise<void>,
): Promise<boolean> {
  for (const found of await readRollImports(deps.db, sql`i.swept_at IS NULL AND ${condition}`, sql`ORDER BY i.id LIMIT 20`)) {
    const run = signal.aborted ? null : await startRun(deps, found.publicId, signal);
    // The lease may have passed on since we looked: what is true now counts.
    const [now] = run ? await readRollImports(deps.db, sql`i.id = ${found.id} AND i.swept_at IS NULL AND ${condition}`, nothing) : [];
    if (run && now) {
      await work(run, now);
      return !signal.aborted;
    }
  }
  return false;
}
