import { system } from "../../../kernel/actor.ts";
import { forgetRowSalts, forgetSubject } from "../../../kernel/journal/forget.ts";
import type { DataOwner } from "../../../kernel/personal-data.ts";
import { insertOrIgnore } from "../../../kernel/sql-differences.ts";
import { nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { forgetFiles, removeBytes, type FilesDeps } from "../../files/index.ts";
import { isSealed, lockCase, subjectOf } from "../case.ts";

const batchMax = 20;

/**
 * Takes the reporter out of his cases: his words, place, photos and voice go, and the tie to his account. What staff
 * have released stays as the public record; what staff did stays under restriction until its time is over.
 */
export async function eraseCases(deps: FilesDeps, owner: DataOwner): Promise<boolean> {
  const rows = await deps.db.select<{ id: number; public_id: string }>(sql`
    SELECT c.id, c.public_id FROM cases c WHERE c.account_id = ${owner.accountId} ORDER BY c.submitted_at LIMIT ${batchMax}`);
  for (const row of rows) {
    await eraseCase(deps, owner, row);
  }
  return rows.length === batchMax;
}

async function eraseCase(deps: FilesDeps, owner: DataOwner, { id, public_id: publicId }: { id: number; public_id: string }): Promise<void> {
  const files = await removeBytes(deps, sql`subject_kind = 'case' AND subject_id = ${id} AND ${isReportersFile}`);
  await inTransaction(deps.db, async () => {
    const row = await lockCase(deps.db, publicId);
    if (!row || row.account_id !== owner.accountId) {
      return;
    }
    await forgetFiles(deps, files);
    await deps.db.change(sql`
      UPDATE cases SET text = '', place = NULL, lng = NULL, lat = NULL, point_original = NULL, account_id = NULL, follow_index = NULL,
        rating_tags = NULL, rating_words = NULL, version = version + 1
      WHERE id = ${row.id}`);
    await deps.db.change(sql`
      ${insertOrIgnore(deps.db, "case_restrictions")} (case_id, since_ms) VALUES (${row.id}, ${deps.clock.now()})`);
    // Whoever keeps the salt of an old row could try words until one fits.
    await forgetRowSalts(deps.db, subjectOf(row));
    await deps.journal.append(system("erasure"), { kind: "case.erased", subject: subjectOf(row), areaId: row.village_id, isSealed: isSealed(row) });
  });
}

/** What the reporter sent, except what staff have released of a public case. A condition over the table's own columns. */
export const isReportersFile: Sql = sql`purpose IN ('report', 'voice') AND NOT EXISTS (
  SELECT 1 FROM cases r WHERE r.id = files.subject_id AND r.is_private = 0 AND INSTR(COALESCE(r.released_photos, ''), files.public_id) > 0)`;

/** Ends the restriction of cases whose time is over: what was kept of them goes too. */
export async function emptyRestricted(deps: FilesDeps, before: number): Promise<boolean> {
  const rows = await deps.db.select<{ case_id: number; public_id: string }>(sql`
    SELECT r.case_id, c.public_id FROM case_restrictions r JOIN cases c ON c.id = r.case_id
    WHERE r.emptied_at IS NULL AND r.since_ms < ${before} ORDER BY r.since_ms LIMIT ${batchMax}`);
  for (const { case_id: id, public_id: publicId } of rows) {
    const files = await removeBytes(deps, sql`subject_kind = 'case' AND subject_id = ${id} AND NOT EXISTS (
      SELECT 1 FROM cases r WHERE r.id = files.subject_id AND r.released_at IS NOT NULL)`);
    await inTransaction(deps.db, () => emptyOne(deps, publicId, files));
  }
  return rows.length === batchMax;
}

async function emptyOne(deps: FilesDeps, publicId: string, files: readonly number[]): Promise<void> {
  const row = await lockCase(deps.db, publicId);
  if (!row) {
    return;
  }
  await forgetFiles(deps, files);
  await deps.db.change(sql`UPDATE case_restrictions SET emptied_at = ${deps.clock.now()} WHERE case_id = ${row.id}`);
  if (row.released_at === null) {
    await deps.db.change(sql`UPDATE cases SET outcome = NULL, version = version + 1 WHERE id = ${row.id}`);
  }
  const isPublic = row.released_at !== null;
  await forgetSubject(deps.db, subjectOf(row), isPublic ? sql`AND kind NOT IN ('case.released', 'case.finished')` : nothing);
  await forgetRowSalts(deps.db, subjectOf(row));
  await deps.journal.append(system("retention"), { kind: "case.emptied", subject: subjectOf(row), areaId: row.village_id, isSealed: isSealed(row) });
}
