import type { Deps } from "../../../kernel/deps.ts";
import type { Subject } from "../../../kernel/journal/journal.ts";
import { sql } from "../../../kernel/sql.ts";
import { cutWords, type HiddenParts } from "../../../kernel/withheld.ts";
import { openingsOf, type OpenedField, type Openings } from "../receipts/entry-openings.ts";

/** One entry about a case, with what its commitments open to. */
export interface GatheredEntry extends Openings {
  readonly id: number;
  readonly kind: string;
  readonly at: number;
  readonly actorKind: string;
  readonly actorId: number | null;
  readonly role: string | null;
  readonly publicForm: Buffer;
  /** The fields as they may be told: what the law hides is cut, and for that reason not opened in `fields`. */
  readonly told: readonly Omit<OpenedField, "salt">[];
  /** Null while it waits for its place in the record. */
  readonly position: number | null;
}

export interface Gathered {
  readonly entries: readonly GatheredEntry[];
  /** What of the case is withheld; undefined where nothing is. */
  readonly hidden: HiddenParts | undefined;
}

/**
 * Everything that was ever done about the case, in the order in which it was done, opened where nothing of it is
 * withheld.
 */
export async function gatherEntries(deps: Deps, subject: Subject): Promise<Gathered> {
  const rows = await deps.db.select<EntryRow>(sql`
    SELECT j.id, j.kind, j.at_ms, j.actor_kind, j.actor_id, j.role, j.is_sealed, j.public_form, l.position
    FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id
    WHERE j.subject_kind = ${subject.kind} AND j.subject_id = ${subject.id} ORDER BY j.id`);
  const [openings, hiddenParts] = await Promise.all([
    openingsOf(deps.db, rows.map((row) => ({ id: row.id, isSealed: row.is_sealed === 1 }))),
    deps.withheld.of(subject.kind, [subject.id]),
  ]);
  const hidden = hiddenParts.get(subject.id);
  const entries = rows.map((row) => {
    const { opening, fields } = openings.get(row.id) ?? { opening: null, fields: [] };
    return {
      id: row.id,
      kind: row.kind,
      at: row.at_ms,
      actorKind: row.actor_kind,
      actorId: row.actor_id,
      role: row.role,
      publicForm: row.public_form,
      position: row.position,
      opening,
      fields: fields.filter(({ value }) => cutWords(hidden, value) === value),
      told: fields.map(({ field, value }) => ({ field, value: cutWords(hidden, value) })),
    };
  });
  return { entries, hidden };
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
