import type { Deps } from "../../../kernel/deps.ts";
import type { Subject } from "../../../kernel/journal/journal.ts";
import { sql } from "../../../kernel/sql.ts";
import { openingsOf, type Openings } from "../receipts/entry-openings.ts";

/** One entry about a case, with what its commitments open to. */
export interface GatheredEntry extends Openings {
  readonly id: number;
  readonly kind: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: number | null;
  readonly role: string | null;
  readonly publicForm: Buffer;
  /** Null while it waits for its place in the record. */
  readonly position: number | null;
}

/** Everything that was ever done about the subject, in the order in which it was done. */
export async function gatherEntries(deps: Pick<Deps, "db">, subject: Subject): Promise<GatheredEntry[]> {
  const rows = await deps.db.select<EntryRow>(sql`
    SELECT j.id, j.kind, j.at_ms, j.actor_kind, j.actor_id, j.role, j.is_sealed, j.public_form, l.position
    FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id
    WHERE j.subject_kind = ${subject.kind} AND j.subject_id = ${subject.id} ORDER BY j.id`);
  const openings = await openingsOf(deps.db, rows.map((row) => ({ id: row.id, isSealed: row.is_sealed === 1 })));
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    at: row.at_ms,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    role: row.role,
    publicForm: row.public_form,
    position: row.position,
    ...(openings.get(row.id) ?? { opening: null, fields: [] }),
  }));
}

interface EntryRow {
  readonly id: number;
  readonly kind: string;
  readonly at_ms: number;
  readonly actor_kind: string;
  readonly actor_id: number | null;
  readonly role: string | null;
  readonly is_sealed: number;
  readonly public_form: Buffer;
  readonly position: number | null;
}
