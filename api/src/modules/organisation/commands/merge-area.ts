import { grantAt, inside, type StaffActor } from "../../../kernel/actor.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { readAreas, type Area } from "../area.ts";
import { canMerge, mayManage, mergedPath, movedPath } from "../area.policy.ts";
import type { OrganisationDeps } from "../ports.ts";
import { lockAreas } from "./lock-areas.ts";

/**
 * Closes an area and puts it under the one that takes it in, with all that lies below. The tree changes here at once;
 * the rows of other modules follow in batches (move-areas.ts).
 */
export async function mergeArea(deps: OrganisationDeps, actor: StaffActor, from: Area, into: Area, reason: string): Promise<Area> {
  return inTransaction(deps.db, async () => {
    const locked = await lockAreas(deps.db, [from.id, into.id]);
    const [leaving, taking] = [locked.get(from.id), locked.get(into.id)];
    refuseUnless(leaving && taking && mayManage(actor, leaving) && mayManage(actor, taking), "area.not_found");
    refuseUnless(canMerge(leaving, taking), "area.cannot_merge");

    const [now, path] = [deps.clock.now(), mergedPath(leaving, taking)];
    for (const below of await readAreas(deps.db, sql`${inside("path", leaving.path)} AND id <> ${leaving.id}`)) {
      await deps.db.change(sql`UPDATE areas SET path = ${movedPath(below.path, leaving.path, path)} WHERE id = ${below.id}`);
    }
    await deps.db.change(sql`
      UPDATE areas SET closed_at = ${now}, merged_into_id = ${taking.id}, parent_id = ${taking.id}, path = ${path} WHERE id = ${leaving.id}`);
    await deps.db.change(sql`
      INSERT INTO area_moves (area_id, from_path, to_path, state, created_at)
      VALUES (${leaving.id}, ${leaving.path}, ${path}, 'moving', ${now})`);
    await deps.journal.append(actor, {
      kind: "area.merged",
      subject: { kind: "area", id: leaving.id, publicId: leaving.publicId },
      areaId: leaving.id,
      role: grantAt(actor, "area.manage", leaving.path)?.role,
      details: { from: leaving.name, to: taking.name, reason },
    });
    return { ...leaving, closedAt: now, mergedIntoId: taking.id, parentId: taking.id, path };
  });
}
