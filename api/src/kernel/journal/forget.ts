import type { Database } from "../database.ts";
import { deleteByKeys } from "../sql-differences.ts";
import { nothing, sql, type Sql } from "../sql.ts";
import { actorField } from "./actor-commitment.ts";

/** Leaves the salts of actors alone, where an entry is forgotten for the sake of another person. */
export const withoutActor: Sql = sql`AND field <> ${actorField}`;

interface OneSubject {
  readonly kind: string;
  readonly id: number;
}

/** Destroys what stands behind an entry's commitments, salts and all: the entry stays, and says nothing any more. */
export async function forgetDetails(db: Database, journalIds: readonly number[], which: Sql = nothing): Promise<void> {
  if (journalIds.length > 0) {
    await db.change(deleteByKeys(db, "journal_details", "journal_id", journalIds, which));
  }
}

/** All that is kept of a subject's entries, or of some kinds of them; who acted stays proven until he is erased himself. */
export async function forgetSubject(db: Database, subject: OneSubject, kinds: Sql = nothing): Promise<void> {
  await forgetDetails(db, await entryIds(db, subject, kinds), withoutActor);
}

/** Destroys the salts of what earlier entries committed to as their subject's rows. The next entry commits anew. */
export async function forgetRowSalts(db: Database, subject: OneSubject): Promise<void> {
  await forgetDetails(db, await entryIds(db, subject, nothing), sql`AND (field = 'row' OR field LIKE 'row.%')`);
}

async function entryIds(db: Database, subject: OneSubject, kinds: Sql): Promise<number[]> {
  const rows = await db.select<{ id: number }>(sql`
    SELECT id FROM journal WHERE subject_kind = ${subject.kind} AND subject_id = ${subject.id} ${kinds}`);
  return rows.map((row) => row.id);
}
