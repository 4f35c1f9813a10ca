import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { Area } from "../area.ts";
import { isOpen, mayManage } from "../area.policy.ts";
import { isNameTaken, lockAreas } from "./lock-areas.ts";

/** Gives an area a new name. Its id, its path and everything that hangs on them stay. */
export async function renameArea(deps: Deps, actor: StaffActor, area: Area, order: { readonly name: string; readonly reason: string }): Promise<Area> {
  return inTransaction(deps.db, async () => {
    const locked = await lockAreas(deps.db, area.parentId === null ? [area.id] : [area.parentId, area.id]);
    const found = locked.get(area.id);
    refuseUnless(found && isOpen(found) && mayManage(actor, found), "area.not_found");
    if (found.parentId !== null) {
      refuseUnless(!(await isNameTaken(deps.db, found.parentId, order.name, found.id)), "area.name_taken");
    }

    await deps.db.change(sql`UPDATE areas SET name = ${order.name} WHERE id = ${found.id}`);
    await deps.journal.append(actor, {
      kind: "area.renamed",
      subject: { kind: "area", id: found.id, publicId: found.publicId },
      areaId: found.id,
      role: grantAt(actor, "area.manage", found.path)?.role,
      details: { from: found.name, to: order.name, reason: order.reason },
    });
    return { ...found, name: order.name };
  });
}
