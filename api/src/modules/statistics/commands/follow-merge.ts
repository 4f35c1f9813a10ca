import { inside } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { areasById, isVillage, readAreas, type Area } from "../../organisation/index.ts";
import { readCounted } from "../counted.ts";
import { createTally } from "../tally.ts";

const rowsMax = 500;

/** After a merge the cases of a village stand in the sums of other areas: out of the old ones, into the new. */
export async function followMerge(deps: Deps, areaId: number): Promise<void> {
  const merged = (await areasById(deps.db, [areaId])).get(areaId);
  if (!merged) {
    throw new Error("an entry tells of an area that does not exist");
  }
  for (const village of (await readAreas(deps.db, inside("path", merged.path))).filter(isVillage)) {
    while (await moveBatch(deps, village)) {
      // The next batch of the same village.
    }
  }
}

async function moveBatch({ db }: Deps, village: Area): Promise<boolean> {
  const rows = await readCounted(db, sql`village_id = ${village.id} AND counted_path <> ${village.path} LIMIT ${rowsMax}`);
  const tally = createTally();
  for (const row of rows) {
    tally.subtract(row);
    tally.add({ ...row, countedPath: village.path });
  }
  await tally.write(db);
  await db.change(sql`
    UPDATE case_facts SET counted_path = ${village.path}, area_path = ${village.path}
    WHERE case_id IN (${listOf(rows.map((row) => row.caseId))})`);
  return rows.length === rowsMax;
}
