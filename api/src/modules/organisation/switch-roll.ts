import { system } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { areasById, type Area } from "./area.ts";
import type { OrganisationDeps } from "./ports.ts";
import type { ImportRun } from "./roll-batches.ts";
import { importSubject, lockRollImport, villagesOfRoll, type RollImport } from "./roll-import.ts";
import { canMove } from "./roll-import.state.ts";

const actor = system("roll-imports");

/** Puts a staged generation in force: one number changes, so nobody ever sees half a roll. */
export async function switchRoll(deps: OrganisationDeps, run: ImportRun, id: number): Promise<void> {
  const { db } = deps;
  await run.batch(async () => {
    const found = await lockRollImport(db, id);
    const village = found && (await areasById(db, [found.villageId])).get(found.villageId);
    if (!found || !village || !canMove(found.state, "applied")) {
      return;
    }
    const people = found.newCount + found.changedCount + found.sameCount;
    await endRollsOfMerged(deps, found, village);
    await putInForce(deps, found, people);
    await db.change(sql`
      UPDATE roll_imports SET state = 'applied', rows_applied = ${people}, finished_at = ${deps.clock.now()} WHERE id = ${found.id}`);
    await deps.journal.append(actor, { kind: "roll.import_applied", subject: importSubject(found), areaId: village.id });
    await deps.journal.append(actor, {
      kind: "roll.switched",
      subject: { kind: "roll", id: village.id, publicId: village.publicId },
      areaId: village.id,
      details: { generation: String(found.generation), people: String(people) },
    });
  });
}

/** The people of villages merged into this one were compared with this table: their old rolls end with it. */
async function endRollsOfMerged({ db, journal }: OrganisationDeps, found: RollImport, village: Area): Promise<void> {
  for (const merged of await villagesOfRoll(db, village, found.createdAt)) {
    if (merged.id !== village.id && (await db.change(sql`DELETE FROM rolls WHERE village_id = ${merged.id}`)).changes > 0) {
      await journal.append(actor, { kind: "roll.ended", subject: { kind: "roll", id: merged.id, publicId: merged.publicId }, areaId: merged.id });
    }
  }
}

async function putInForce({ db, clock }: OrganisationDeps, found: RollImport, people: number): Promise<void> {
  const source = found.fileName.slice(0, 100);
  const { changes } = await db.change(sql`
    UPDATE rolls SET generation = ${found.generation}, people_count = ${people}, source = ${source}, updated_at = ${clock.now()}
    WHERE village_id = ${found.villageId}`);
  if (changes === 0) {
    await db.change(sql`
      INSERT INTO rolls (village_id, generation, people_count, source, updated_at)
      VALUES (${found.villageId}, ${found.generation}, ${people}, ${source}, ${clock.now()})`);
  }
}
