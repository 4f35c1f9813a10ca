import { grantAt, holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";

/** The desk of a sealed matter lets the person know that he was looked at. It cannot be taken back. */
export async function releaseLook(deps: Deps, actor: StaffActor, publicId: string, reason: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const look = await deps.db.selectOne<{ id: number; area_path: string | null; is_withheld: number }>(sql`
      SELECT id, area_path, is_withheld FROM looks WHERE public_id = ${publicId} ${forUpdate(deps.db)}`);
    // One that was never kept back is its person's business, and as good as missing here.
    refuseUnless(look && look.is_withheld === 1 && look.area_path !== null && holdsAt(actor, "look.release", look.area_path), "look.not_found");

    await deps.db.change(sql`UPDATE looks SET is_withheld = 0 WHERE id = ${look.id}`);
    await deps.journal.append(actor, {
      kind: "look.released",
      subject: { kind: "look", id: look.id, publicId },
      // No place, like the look itself: the matter stays sealed.
      areaId: null,
      role: grantAt(actor, "look.release", look.area_path)?.role,
      isSealed: true,
      details: { reason },
    });
  });
}
