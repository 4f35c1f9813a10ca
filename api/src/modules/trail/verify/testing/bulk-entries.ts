import { newSalt } from "../../../../kernel/crypto/commitment.ts";
import { randomId } from "../../../../kernel/crypto/random.ts";
import type { Database } from "../../../../kernel/database.ts";
import { actorField, sealActor } from "../../../../kernel/journal/actor-commitment.ts";
import { plainForm } from "../../../../kernel/journal/public-form.ts";
import { join, sql } from "../../../../kernel/sql.ts";
import { inTransaction } from "../../../../kernel/transaction.ts";

const portion = 1000;
const at = 1_763_862_000_000;
const nobody = { kind: "system", id: null, name: null, role: null };

/** Puts so many whole entries with a detail each at the end of the record, past commands and sealer. */
export async function bulkEntries(db: Database, count: number): Promise<void> {
  const lastId = (await db.selectOne<{ id: number | null }>(sql`SELECT MAX(id) AS id FROM journal`))?.id ?? 0;
  const lastPosition = (await db.selectOne<{ position: number | null }>(sql`SELECT MAX(position) AS position FROM trail_leaves`))?.position ?? -1;
  for (let done = 0; done < count; done += portion) {
    const numbers = Array.from({ length: Math.min(portion, count - done) }, (_, index) => done + index + 1);
    await inTransaction(db, () => insertPortion(db, numbers, lastId, lastPosition));
  }
}

async function insertPortion(db: Database, numbers: readonly number[], lastId: number, lastPosition: number): Promise<void> {
  const entries = numbers.map((number) => ({ number, entryId: randomId(), subjectId: randomId(), salt: newSalt(), value: `任务 ${number}`, actor: sealActor(nobody) }));
  const rows = entries.map(({ number, entryId, subjectId, salt, value, actor }) => {
    const subject = { kind: "reader_hold", id: subjectId };
    const form = plainForm({ entryId, at, kind: "reader.hold_released", subject, area: null, actor: actor.commitment, fields: [{ field: "reader", value, salt }] });
    return sql`(${lastId + number}, ${entryId}, 'reader.hold_released', 'reader_hold', ${number}, ${subjectId}, 'system', '', ${at}, 0, ${form})`;
  });
  await db.change(sql`
    INSERT INTO journal (id, entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, request_id, at_ms, is_sealed, public_form)
    VALUES ${join(rows, ", ")}`);
  const details = entries.map(({ number, value, salt, actor }) => sql`(${lastId + number}, 'reader', ${value}, ${salt}), (${lastId + number}, ${actorField}, '', ${actor.salt})`);
  await db.change(sql`INSERT INTO journal_details (journal_id, field, value, salt) VALUES ${join(details, ", ")}`);
  const leaves = numbers.map((number) => sql`(${lastPosition + number}, ${lastId + number})`);
  await db.change(sql`INSERT INTO trail_leaves (position, journal_id) VALUES ${join(leaves, ", ")}`);
}
