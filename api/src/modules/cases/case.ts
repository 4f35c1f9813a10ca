import type { CaseDoor, CaseState } from "@cunqing/contract";
import type { Database } from "../../kernel/database.ts";
import { forUpdate } from "../../kernel/sql-differences.ts";
import { sql, type Sql } from "../../kernel/sql.ts";
import type { Subject } from "../../kernel/journal/journal.ts";

/** In which capacity a case came in. It decides who may confirm it (trust.md 7). */
export type Capacity = "villager" | "anonymous" | "staff";

/** A row of `cases`. */
export interface CaseRow {
  readonly id: number;
  readonly public_id: string;
  readonly number: string;
  readonly door: CaseDoor;
  readonly category_code: string;
  readonly village_id: number;
  readonly area_path: string;
  readonly text: string;
  readonly place: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly capacity: Capacity;
  readonly account_id: number | null;
  readonly reporter_staff_id: number | null;
  readonly follow_index: string | null;
  readonly is_private: number;
  readonly state: CaseState;
  readonly is_open: number;
  readonly handler_id: number | null;
  readonly accepted_by: number | null;
  readonly limit_days: number;
  readonly submitted_at: number;
  readonly due_at: number;
  readonly is_due_provisional: number;
  readonly stage_started_at: number;
  readonly stage_due_at: number;
  readonly is_stage_provisional: number;
  readonly first_done_at: number | null;
  readonly done_at: number | null;
  readonly silent_at: number | null;
  readonly outcome: string | null;
  readonly grade: string | null;
  readonly rating_tags: string | null;
  readonly rating_words: string | null;
  readonly rated_at: number | null;
  readonly is_rated_late: number;
  readonly dispute_count: number;
  readonly released_text: string | null;
  /** JSON list of the photos' public ids that others may see. */
  readonly released_photos: string | null;
  readonly released_at: number | null;
}

/** The columns that lists and pages read; nothing is read with a star. */
export const caseColumns = sql`c.id, c.public_id, c.number, c.door, c.category_code, c.village_id, c.area_path, c.text, c.place,
  c.lng, c.lat, c.capacity, c.account_id, c.reporter_staff_id, c.follow_index, c.is_private, c.state, c.is_open, c.handler_id,
  c.accepted_by, c.limit_days, c.submitted_at, c.due_at, c.is_due_provisional, c.stage_started_at, c.stage_due_at,
  c.is_stage_provisional, c.first_done_at, c.done_at, c.silent_at, c.outcome, c.grade, c.rating_tags, c.rating_words, c.rated_at,
  c.is_rated_late, c.dispute_count, c.released_text, c.released_photos, c.released_at`;

export function findCase(db: Database, publicId: string): Promise<CaseRow | undefined> {
  return readOne(db, sql`c.public_id = ${publicId}`);
}

/** Locks the row for the rest of the transaction: of two who press at once, one waits and then sees the other's work. */
export function lockCase(db: Database, publicId: string): Promise<CaseRow | undefined> {
  return readOne(db, sql`c.public_id = ${publicId} ${forUpdate(db)}`);
}

export function readOne(db: Database, condition: Sql): Promise<CaseRow | undefined> {
  return db.selectOne<CaseRow>(sql`SELECT ${caseColumns} FROM cases c WHERE ${condition}`);
}

export const subjectOf = (row: Pick<CaseRow, "id" | "public_id">): Subject => ({ kind: "case", id: row.id, publicId: row.public_id });

export const releasedPhotosOf = (row: Pick<CaseRow, "released_photos">): string[] =>
  row.released_photos === null ? [] : (JSON.parse(row.released_photos) as string[]);

/** Private cases are sealed matters: their entries say nothing in the trail (trust.md 3). */
export const isSealed = (row: Pick<CaseRow, "is_private">): boolean => row.is_private === 1;
