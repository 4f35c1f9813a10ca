import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { nothing, sql } from "../../../kernel/sql.ts";
import type { RollProblem } from "../roll-columns.ts";

type Kept = RollProblem & { readonly id: number };

/** What the dry run found, in the order in which it was found. */
export async function listRollImportProblems(
  deps: Deps,
  importId: number,
  order: PageOrder & { readonly kind?: RollProblem["kind"] | undefined },
): Promise<Page<Kept>> {
  const ofKind = order.kind === undefined ? nothing : sql`AND kind = ${order.kind}`;
  const rows = await deps.db.select<Omit<Kept, "column"> & { readonly column_name: string }>(sql`
    SELECT id, line, column_name, kind, value, message FROM roll_import_problems
    WHERE import_id = ${importId} ${ofKind} AND ${deps.pager.after(order, { key: "id", id: "id" }, "up")}
    ORDER BY id LIMIT ${limitOf(order)}`);
  const found = rows.map(({ column_name: column, ...rest }) => ({ ...rest, column }));
  return deps.pager.cut(found, order, ({ id }) => ({ key: id, id }));
}
