import { randomId } from "../api/src/kernel/crypto/random.ts";
import type { Database, Engine } from "../api/src/kernel/database.ts";
import { paddingForm } from "../api/src/kernel/journal/public-form.ts";
import { sealOnce } from "../api/src/kernel/journal/sealer.ts";
import { join, sql } from "../api/src/kernel/sql.ts";
import { onGround } from "./trail-ground.ts";

interface SealSpeed {
  readonly entriesPerSecond: number;
}

/** How fast waiting entries get their positions: what the sealer does after a flood, with nobody else at the database. */
export function measureSeal(engine: Engine, entries: number): Promise<SealSpeed> {
  return onGround(engine, async (deps) => {
    await fillQueue(deps.db, entries);
    const started = performance.now();
    let sealed = 0;
    for (let step = 1; step > 0; sealed += step) {
      step = (await sealOnce(deps)) ?? 0;
    }
    const seconds = (performance.now() - started) / 1000;
    if (sealed !== entries) {
      throw new Error(`${sealed} of ${entries} entries were sealed`);
    }
    return { entriesPerSecond: Math.round(entries / seconds) };
  });
}

const rowsAtOnce = 1000;

/** Straight into the tables: how they get there is another measurement. */
export async function fillQueue(db: Database, entries: number): Promise<void> {
  for (let done = 0; done < entries; done += rowsAtOnce) {
    const rows = Array.from({ length: Math.min(rowsAtOnce, entries - done) }, (_, index) => sql`
      (${randomId()}, 'case.started', 'case', ${(done + index) % 5000}, ${randomId()}, 'staff', 1, '', ${1_700_000_000_000 + done + index}, 0, ${paddingForm()})`);
    await db.change(sql`
      INSERT INTO journal (entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, actor_id, request_id, at_ms, is_sealed, public_form)
      VALUES ${join(rows, ", ")}`);
  }
  await db.change(sql`INSERT INTO journal_unsealed (journal_id) SELECT id FROM journal`);
}
