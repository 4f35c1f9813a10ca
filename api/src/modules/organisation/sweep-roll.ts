import { listOf, sql } from "../../kernel/sql.ts";
import { areasById } from "./area.ts";
import type { OrganisationDeps } from "./ports.ts";
import { deleteInBatches, type ImportRun } from "./roll-batches.ts";
import { villagesOfRoll, type RollImport } from "./roll-import.ts";
import { rollsInForce } from "./roll-person.ts";

/**
 * Clears up after a finished import: generations no longer in force, people whom only a cancelled import named, and
 * the uploaded file. Stopped half-way it goes on the next time.
 */
export async function sweepRoll(deps: OrganisationDeps, run: ImportRun, found: RollImport): Promise<void> {
  for (const dead of await deadGenerations(deps, found)) {
    if (!(await deleteInBatches(run, "roll_entries", sql`village_id = ${dead.villageId} AND generation = ${dead.generation}`))) {
      return;
    }
  }
  if (found.state !== "applied") {
    const nobodys = sql`first_import_id = ${found.id} AND NOT EXISTS (SELECT 1 FROM roll_entries e WHERE e.person_id = people.id)`;
    if (!(await deleteInBatches(run, "people", nobodys))) {
      return;
    }
  }
  await deps.storage.remove(found.storageKey);
  await run.batch(() => deps.db.change(sql`UPDATE roll_imports SET swept_at = ${deps.clock.now()} WHERE id = ${found.id}`));
}

async function deadGenerations({ db }: OrganisationDeps, found: RollImport): Promise<{ villageId: number; generation: number }[]> {
  const village = (await areasById(db, [found.villageId])).get(found.villageId);
  const villageIds = village ? (await villagesOfRoll(db, village, found.createdAt)).map((one) => one.id) : [];
  const inForce = await rollsInForce(db, villageIds);
  const finished = await db.select<{ village_id: number; generation: number }>(sql`
    SELECT village_id, generation FROM roll_imports
    WHERE village_id IN (${listOf(villageIds)}) AND generation > 0 AND state IN ('applied', 'cancelled', 'failed')`);
  return finished
    .map((row) => ({ villageId: row.village_id, generation: row.generation }))
    .filter((one) => !inForce.some((roll) => roll.villageId === one.villageId && roll.generation === one.generation));
}
