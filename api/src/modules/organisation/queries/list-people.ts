import { inside, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { join, sql, type Sql } from "../../../kernel/sql.ts";
import { identityPattern, phonePattern } from "@cunqing/contract";
import type { Area } from "../area.ts";
import type { OrganisationDeps } from "../ports.ts";
import { readRollPeople, type RollPerson } from "../roll-person.ts";

export interface PeopleOrder extends PageOrder {
  readonly area?: Area | undefined;
  readonly q?: string | undefined;
}

/** The rolls in force of where the actor may read them, in the order of the tables they came from. */
export async function listPeople(deps: OrganisationDeps, actor: StaffActor, order: PeopleOrder): Promise<Page<RollPerson>> {
  const conditions = [
    whereHeld(actor, "roll.read", "a.path"),
    ...(order.area ? [inArea(order.area)] : []),
    ...(order.q === undefined ? [] : [matches(deps, order.q)]),
    deps.pager.after(order, { key: "e.id", id: "e.id" }, "up"),
  ];
  const rows = await readRollPeople(deps.db, join(conditions, " AND "), sql`ORDER BY e.id LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, ({ entryId }) => ({ key: entryId, id: entryId }));
}

/** A grid is known to the roll by its name only. */
function inArea(area: Area): Sql {
  return area.kind === "grid" ? sql`e.village_id = ${area.parentId} AND e.grid_name = ${area.name}` : inside("a.path", area.path);
}

/** Whole numbers are found by their hashes; other words by name or by household number. */
function matches({ blindIndex }: OrganisationDeps, q: string): Sql {
  if (identityPattern.test(q.toUpperCase())) {
    return sql`p.identity_index = ${blindIndex.identity(q)}`;
  }
  if (phonePattern.test(q)) {
    return sql`e.phone_index = ${blindIndex.phone(q)}`;
  }
  return sql`(INSTR(e.name, ${q}) > 0 OR e.household_number = ${q})`;
}
