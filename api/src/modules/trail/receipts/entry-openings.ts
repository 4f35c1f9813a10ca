import type { Database } from "../../../kernel/database.ts";
import { isSaltOnly } from "../../../kernel/journal/salt-only.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

export interface OpenedField {
  readonly field: string;
  readonly value: string;
  readonly salt: string;
}

/** What the commitments of an entry's public form open to. What was erased is not there. */
export interface Openings {
  /** For a sealed entry: the whole inner form under its one commitment. */
  readonly opening: { readonly inner: string; readonly salt: string } | null;
  readonly fields: readonly OpenedField[];
}

/** By journal id. Commitments to rows and to the actor are left out: their values stand in no detail. */
export async function openingsOf(db: Database, entries: readonly { readonly id: number; readonly isSealed: boolean }[]): Promise<Map<number, Openings>> {
  const rows = entries.length === 0 ? [] : await db.select<DetailRow>(sql`
    SELECT journal_id, field, value, salt FROM journal_details
    WHERE journal_id IN (${listOf(entries.map(({ id }) => id))}) ORDER BY journal_id, field`);
  const byEntry = new Map<number, DetailRow[]>();
  for (const row of rows) {
    byEntry.set(row.journal_id, [...(byEntry.get(row.journal_id) ?? []), row]);
  }
  return new Map(entries.map((entry) => [entry.id, openingsIn(byEntry.get(entry.id) ?? [], entry.isSealed)]));
}

interface DetailRow {
  readonly journal_id: number;
  readonly field: string;
  readonly value: string;
  readonly salt: Buffer;
}

function openingsIn(rows: readonly DetailRow[], isSealed: boolean): Openings {
  const inner = rows.find(({ field }) => field === "");
  // Without the inner form nothing says any more what a sealed entry's fields were committed to.
  if (isSealed && !inner) {
    return { opening: null, fields: [] };
  }
  const fields = rows.filter(({ field }) => field !== "" && !isSaltOnly(field));
  return {
    opening: inner ? { inner: inner.value, salt: inner.salt.toString("base64") } : null,
    fields: fields.map(({ field, value, salt }) => ({ field, value, salt: salt.toString("base64") })),
  };
}
