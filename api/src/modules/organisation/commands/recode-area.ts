import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import { isDuplicate } from "../../../kernel/database-errors.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { Area } from "../area.ts";
import { isOpen, mayManage } from "../area.policy.ts";
import { lockAreas } from "./lock-areas.ts";

/** Gives an area the division code that the statistics bureau now lists for it. */
export async function recodeArea(deps: Deps, actor: StaffActor, area: Area, order: { readonly code: string; readonly reason: string }): Promise<Area> {
  try {
    return await inTransaction(deps.db, async () => {
      const found = (await lockAreas(deps.db, [area.id])).get(area.id);
      refuseUnless(found && isOpen(found) && mayManage(actor, found), "area.not_found");

      await deps.db.change(sql`UPDATE areas SET code = ${order.code} WHERE id = ${found.id}`);
      await deps.journal.append(actor, {
        kind: "area.recoded",
        subject: { kind: "area", id: found.id, publicId: found.publicId },
        areaId: found.id,
        role: grantAt(actor, "area.manage", found.path)?.role,
        details: { from: found.code ?? "", to: order.code, reason: order.reason },
      });
      return { ...found, code: order.code };
    });
  } catch (error) {
    // Closed areas keep their codes too, so the unique index is the whole rule.
    throw isDuplicate(error) ? new Refusal("area.code_taken") : error;
  }
}
