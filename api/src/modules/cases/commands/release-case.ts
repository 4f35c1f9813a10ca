import type { BodyOf, releaseCase as endpoint } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import type { Appended } from "../../../kernel/journal/journal.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { filesOf } from "../../files/index.ts";
import { isSealed, lockCase, subjectOf } from "../case.ts";
import { may, viewOf } from "../case.policy.ts";

/**
 * Decides what others may see of a public case: words freed of names and numbers, and chosen photos. What the
 * villager wrote stays as it was; releasing again replaces what others see.
 */
export async function releaseCase(deps: Deps, actor: StaffActor, caseId: string, order: BodyOf<typeof endpoint>): Promise<Appended> {
  return inTransaction(deps.db, async () => {
    const row = await lockCase(deps.db, caseId);
    refuseUnless(row && viewOf(actor, row) === "staff", "case.not_found");
    refuseUnless(row.is_private === 0 && row.state !== "declined", "case.wrong_state");
    refuseUnless(may(actor, "release", row), "access.denied");
    const own = new Set((await filesOf(deps.db, "case", [row.id])).get(row.id)?.map((file) => file.publicId));
    refuseUnless(order.photoIds.every((id) => own.has(id)), "file.not_found");
    await deps.db.change(sql`
      UPDATE cases SET released_text = ${order.text}, released_photos = ${JSON.stringify(order.photoIds)}, released_at = ${deps.clock.now()},
        version = version + 1
      WHERE id = ${row.id}`);
    return deps.journal.append(actor, {
      kind: "case.released",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: grantAt(actor, "case.release", row.area_path)?.role,
      isSealed: isSealed(row),
      details: { text: order.text, photoIds: JSON.stringify(order.photoIds) },
    });
  });
}
