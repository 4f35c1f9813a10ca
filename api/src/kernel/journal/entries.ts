import type { Database } from "../database.ts";
import { listOf, sql } from "../sql.ts";
import { isSaltOnly } from "./salt-only.ts";

/** An entry that only covers others (trust.md 3): no reader acts on it and nobody is shown it. */
export const paddingKind = "trail.padding";

/** An entry with its place in the trail. Details come only when asked for. */
export interface SealedEntry {
  readonly position: number;
  readonly journalId: number;
  readonly entryId: string;
  readonly kind: string;
  readonly subjectKind: string;
  readonly subjectId: number;
  readonly subjectPublicId: string;
  readonly actorKind: string;
  readonly actorId: number | null;
  readonly role: string | null;
  readonly areaId: number | null;
  readonly at: number;
  readonly isSealed: boolean;
}

export async function entriesAfter(db: Database, position: number, limit: number): Promise<SealedEntry[]> {
  const rows = await db.select<EntryRow>(sql`
    SELECT l.position, ${columns} FROM trail_leaves l JOIN journal j ON j.id = l.journal_id
    WHERE l.position > ${position} ORDER BY l.position LIMIT ${limit}`);
  return rows.map(fromRow);
}

export async function entriesOfSubject(db: Database, kind: string, id: number, from: number, to: number): Promise<SealedEntry[]> {
  const rows = await db.select<EntryRow>(sql`
    SELECT l.position, ${columns} FROM journal j JOIN trail_leaves l ON l.journal_id = j.id
    WHERE j.subject_kind = ${kind} AND j.subject_id = ${id} AND l.position >= ${from} AND l.position <= ${to}
    ORDER BY l.position`);
  return rows.map(fromRow);
}

/** Details by journal id and field; the sealed inner form and what is a salt only are not among them. */
export async function detailsOf(db: Database, journalIds: readonly number[]): Promise<Map<number, Record<string, string>>> {
  const found = new Map<number, Record<string, string>>();
  if (journalIds.length === 0) {
    return found;
  }
  const rows = await db.select<{ journal_id: number; field: string; value: string }>(sql`
    SELECT journal_id, field, value FROM journal_details WHERE journal_id IN (${listOf(journalIds)}) AND field <> ''`);
  for (const row of rows.filter(({ field }) => !isSaltOnly(field))) {
    const details = found.get(row.journal_id) ?? {};
    details[row.field] = row.value;
    found.set(row.journal_id, details);
  }
  return found;
}

const columns = sql`j.id, j.entry_id, j.kind, j.subject_kind, j.subject_id, j.subject_public_id,
  j.actor_kind, j.actor_id, j.role, j.area_id, j.at_ms, j.is_sealed`;

interface EntryRow {
  readonly position: number;
  readonly id: number;
  readonly entry_id: string;
  readonly kind: string;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly subject_public_id: string;
  readonly actor_kind: string;
  readonly actor_id: number | null;
  readonly role: string | null;
  readonly area_id: number | null;
  readonly at_ms: number;
  readonly is_sealed: number;
}

function fromRow(row: EntryRow): SealedEntry {
  return {
    position: row.position,
    journalId: row.id,
    entryId: row.entry_id,
    kind: row.kind,
    subjectKind: row.subject_kind,
    subjectId: row.subject_id,
    subjectPublicId: row.subject_public_id,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    role: row.role,
    areaId: row.area_id,
    at: row.at_ms,
    isSealed: row.is_sealed === 1,
  };
}
