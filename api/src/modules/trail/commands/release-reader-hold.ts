import { heldPaths, grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";

/** Lets the reader try the stopped subject again at once, and from then on by itself. */
export async function releaseReaderHold(deps: Deps, actor: StaffActor, publicId: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const hold = await deps.db.selectOne<{ id: number; reader: string }>(sql`
      SELECT id, reader FROM reader_holds WHERE public_id = ${publicId} ${forUpdate(deps.db)}`);
    refuseUnless(hold, "reader_hold.not_found");
    await deps.db.change(sql`UPDATE reader_holds SET next_attempt_ms = ${deps.clock.now()}, attempts = 0 WHERE id = ${hold.id}`);
    const [path] = heldPaths(actor, "reader.manage");
    await deps.journal.append(actor, {
      kind: "reader.hold_released",
      subject: { kind: "reader_hold", id: hold.id, publicId },
      areaId: null,
      role: path === undefined ? undefined : grantAt(actor, "reader.manage", path)?.role,
      // The reader only: which subject it was may be a sealed matter.
      details: { reader: hold.reader },
    });
  });
}
