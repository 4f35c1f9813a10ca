import { randomId } from "../../../../kernel/crypto/random.ts";
import type { Database } from "../../../../kernel/database.ts";
import { join, sql } from "../../../../kernel/sql.ts";

const portion = 1000;

/** Puts so many sealed entries into the record at once, past commands and sealer: for tests of what comes after them. */
export async function bulkLeaves(db: Database, count: number): Promise<void> {
  const lastId = (await db.selectOne<{ id: number | null }>(sql`SELECT MAX(id) AS id FROM journal`))?.id ?? 0;
  const lastPosition = (await db.selectOne<{ position: number | null }>(sql`SELECT MAX(position) AS position FROM trail_leaves`))?.position ?? -1;
  for (let done = 0; done < count; done += portion) {
    const numbers = Array.from({ length: Math.min(portion, count - done) }, (_, index) => done + index + 1);
    const entries = numbers.map((number) => {
      const entryId = randomId();
      const form = Buffer.from(`{"at":1763862000000,"id":"${entryId}","kind":"test.bulk","v":1}`);
      return sql`(${lastId + number}, ${entryId}, 'test.bulk', 'test', ${number}, ${entryId}, 'system', '', 1763862000000, 0, ${form})`;
    });
    await db.change(sql`
      INSERT INTO journal (id, entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, request_id, at_ms, is_sealed, public_form)
      VALUES ${join(entries, ", ")}`);
    const leaves = numbers.map((number) => sql`(${lastPosition + number}, ${lastId + number})`);
    await db.change(sql`INSERT INTO trail_leaves (position, journal_id) VALUES ${join(leaves, ", ")}`);
  }
}
