import type { Actor, Grant } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { areasById, type Area } from "../area.ts";
import { canHoldGrids } from "../area.policy.ts";
import { isNameTaken, lockAreas } from "./lock-areas.ts";

/** Opens a grid in a village. The caller has checked the right; `role` says by which. */
export async function openGrid(deps: Deps, actor: Actor, village: Area, name: string, role?: Grant["role"]): Promise<Area> {
  return inTransaction(deps.db, async () => {
    const parent = (await lockAreas(deps.db, [village.id])).get(village.id);
    refuseUnless(parent && canHoldGrids(parent), "area.not_found");
    refuseUnless(!(await isNameTaken(deps.db, parent.id, name)), "area.name_taken");

    const publicId = randomId();
    const last = await deps.db.selectOne<{ top: number | null }>(sql`SELECT MAX(sort) AS top FROM areas WHERE parent_id = ${parent.id}`);
    const { insertId: id } = await deps.db.change(sql`
      INSERT INTO areas (public_id, kind, code, name, parent_id, path, sort, opened_at)
      VALUES (${publicId}, 'grid', NULL, ${name}, ${parent.id}, '', ${(last?.top ?? 0) + 1}, ${deps.clock.now()})`);
    await deps.db.change(sql`UPDATE areas SET path = ${`${parent.path}${id}/`} WHERE id = ${id}`);
    await deps.journal.append(actor, {
      kind: "area.opened",
      subject: { kind: "area", id, publicId },
      areaId: id,
      role,
      details: { name },
    });
    const grid = (await areasById(deps.db, [id])).get(id);
    if (!grid) {
      throw new Error("the grid just opened is not there");
    }
    return grid;
  });
}
