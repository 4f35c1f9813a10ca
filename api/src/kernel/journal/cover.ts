import { randomInt } from "node:crypto";
import { randomId } from "../crypto/random.ts";
import type { Database } from "../database.ts";
import { join, listOf, sql } from "../sql.ts";
import { dueBatch, gapMs, type CoverBatch, type CoverRandom, type CoverRules } from "./cover.policy.ts";
import { paddingKind } from "./entries.ts";
import { paddingForm } from "./public-form.ts";

export const cryptoRandom: CoverRandom = { below: (limit) => randomInt(limit) };

/**
 * The batch that is due by the schedule in the database, which moves on with it. The first moment is drawn, not taken:
 * a batch at the start would be one that an entry could have triggered.
 */
export async function takeDueBatch(db: Database, rules: CoverRules, now: number, random: CoverRandom): Promise<CoverBatch | null> {
  const row = await db.selectOne<{ next_at_ms: number }>(sql`SELECT next_at_ms FROM cover_schedule WHERE id = 1`);
  if (!row) {
    await db.change(sql`INSERT INTO cover_schedule (id, next_at_ms) VALUES (1, ${now + gapMs(rules, random)})`);
    return null;
  }
  const batch = dueBatch(rules, row.next_at_ms, now, random);
  if (batch) {
    await db.change(sql`UPDATE cover_schedule SET next_at_ms = ${batch.nextAt} WHERE id = 1`);
  }
  return batch;
}

/** Writes entries that say nothing, in the form of those that do, and answers their internal ids. */
export async function writePadding(db: Database, count: number, now: number): Promise<number[]> {
  if (count === 0) {
    return [];
  }
  const entryIds = Array.from({ length: count }, () => randomId());
  const rows = entryIds.map((entryId) => sql`
    (${entryId}, ${paddingKind}, 'padding', 0, ${randomId()}, 'system', 'sealer', '', ${now}, 1, ${paddingForm()})`);
  await db.change(sql`
    INSERT INTO journal
      (entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, actor_name, request_id, at_ms, is_sealed, public_form)
    VALUES ${join(rows, ", ")}`);
  const written = await db.select<{ id: number }>(sql`SELECT id FROM journal WHERE entry_id IN (${listOf(entryIds)})`);
  return written.map(({ id }) => id);
}
