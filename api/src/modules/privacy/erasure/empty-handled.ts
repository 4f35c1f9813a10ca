import { system } from "../../../kernel/actor.ts";
import { forgetSubject } from "../../../kernel/journal/forget.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { PrivacyDeps } from "../deps.ts";
import { erasureSubject } from "./find-erasures.ts";

const batchMax = 100;

/** The words of decided requests go when the law no longer asks for them; that there was one stays. */
export async function emptyHandled(deps: PrivacyDeps, before: number): Promise<boolean> {
  const rows = await deps.db.select<{ id: number; public_id: string }>(sql`
    SELECT id, public_id FROM erasures
    WHERE state IN ('erased', 'refused', 'withdrawn') AND requested_at < ${before} AND (reason IS NOT NULL OR decision_reason IS NOT NULL)
    ORDER BY requested_at LIMIT ${batchMax}`);
  for (const { id, public_id: publicId } of rows) {
    await inTransaction(deps.db, async () => {
      await deps.db.change(sql`UPDATE erasures SET reason = NULL, decision_reason = NULL WHERE id = ${id}`);
      await forgetSubject(deps.db, { kind: "erasure", id });
      await deps.journal.append(system("retention"), { kind: "erasure.emptied", subject: erasureSubject({ id, publicId }), areaId: null, isSealed: true });
    });
  }
  return rows.length === batchMax;
}
