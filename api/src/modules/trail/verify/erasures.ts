import type { Database } from "../../../kernel/database.ts";
import { isRowField } from "../../../kernel/journal/committed-rows.ts";
import { listOf, sql } from "../../../kernel/sql.ts";

/** Of an entry, what decides whether an erasure may have taken what stood behind it. */
export interface ErasableEntry {
  readonly id: number;
  readonly kind: string;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly actor_kind: string;
  readonly actor_id: number | null;
}

/** Whether an erasure that is on record explains that a field of this entry is gone. */
export type ErasedTest = (entry: ErasableEntry, field: string) => boolean;

/** By their subject's kind, the entries by which an erasure or the end of a retention goes on record. */
const erasingKinds: Readonly<Record<string, readonly string[]>> = {
  account: ["account.erased"],
  case: ["case.erased", "case.emptied"],
  claim: ["claim.erased"],
  erasure: ["erasure.emptied"],
};

/** Looks up at once what was erased of the subjects and by the actors of some entries: one query for each kind of subject. */
export async function readErasures(db: Database, entries: readonly ErasableEntry[]): Promise<ErasedTest> {
  const last = new Map<string, number>();
  for (const [subjectKind, kinds] of Object.entries(erasingKinds)) {
    const ids = subjectsOf(entries, subjectKind);
    const rows = ids.length === 0 ? [] : await db.select<{ kind: string; subject_id: number; last_id: number }>(sql`
      SELECT kind, subject_id, MAX(id) AS last_id FROM journal
      WHERE subject_kind = ${subjectKind} AND subject_id IN (${listOf(ids)}) AND kind IN (${listOf(kinds)}) GROUP BY kind, subject_id`);
    for (const row of rows) {
      last.set(`${row.kind} ${row.subject_id}`, row.last_id);
    }
  }
  const isErasedAccount = (id: number): boolean => last.has(`account.erased ${id}`);
  return (entry, field) => {
    const isLater = (kind: string): boolean => (last.get(`${kind} ${entry.subject_id}`) ?? 0) > entry.id;
    const isActorErased = entry.actor_kind === "villager" && entry.actor_id !== null && isErasedAccount(entry.actor_id);
    switch (entry.subject_kind) {
      case "account":
        // What came in while the account went is taken with it, later entries too; the erasure's own stays.
        return isActorErased || (entry.kind !== "account.erased" && isErasedAccount(entry.subject_id));
      case "case":
        // With the reporter only the salts of the rows go; the rest of what staff did, when its time is over.
        return isActorErased || isLater("case.emptied") || (isRowField(field) && isLater("case.erased"));
      case "claim":
        return isActorErased || isLater("claim.erased");
      case "erasure":
        return isActorErased || isLater("erasure.emptied");
      default:
        return isActorErased;
    }
  };
}

function subjectsOf(entries: readonly ErasableEntry[], subjectKind: string): number[] {
  const own = entries.flatMap((entry) => (entry.subject_kind === subjectKind ? [entry.subject_id] : []));
  const actors = subjectKind === "account" ? entries.flatMap((entry) => (entry.actor_kind === "villager" && entry.actor_id !== null ? [entry.actor_id] : [])) : [];
  return [...new Set([...own, ...actors])];
}
