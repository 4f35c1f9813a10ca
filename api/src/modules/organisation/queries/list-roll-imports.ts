import { inside, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { join, sql } from "../../../kernel/sql.ts";
import type { Area } from "../area.ts";
import { readRollImports, type RollImport } from "../roll-import.ts";

/** Imports where the actor may make them, newest first. */
export async function listRollImports(deps: Deps, actor: StaffActor, order: PageOrder & { readonly area?: Area | undefined }): Promise<Page<RollImport>> {
  const conditions = [
    whereHeld(actor, "roll.import", "a.path"),
    ...(order.area ? [inside("a.path", order.area.path)] : []),
    deps.pager.after(order, { key: "i.id", id: "i.id" }, "down"),
  ];
  const rows = await readRollImports(deps.db, join(conditions, " AND "), sql`ORDER BY i.id DESC LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, ({ id }) => ({ key: id, id }));
}
