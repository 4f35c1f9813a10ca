import { identityPattern, phonePattern } from "@cunqing/contract";
import { inside, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { join, listOf, nothing, sql, type Sql } from "../../../kernel/sql.ts";
import type { Area } from "../area.ts";
import type { OrganisationDeps } from "../ports.ts";
import { readRollPeople, type RollPerson } from "../roll-person.ts";

export interface PeopleOrder extends PageOrder {
  readonly area?: Area | undefined;
  readonly q?: string | undefined;
}

/** The rolls in force of where the actor may read them, village by village, each in the order of the table it came from. */
export async function listPeople(deps: OrganisationDeps, actor: StaffActor, order: PeopleOrder): Promise<Page<RollPerson>> {
  const rolls = await readableRolls(deps, actor, order);
  const ids = await (order.q === undefined ? walk(deps, rolls, order) : findAmong(deps, rolls, order, order.q));
  const rows = ids.length === 0 ? [] : await readRollPeople(deps.db, sql`e.id IN (${listOf(ids)})`, sql`ORDER BY e.village_id, e.id`);
  return deps.pager.cut(rows, order, ({ villageId, entryId }) => ({ key: villageId, id: entryId }));
}

interface ReadableRoll {
  readonly village_id: number;
  readonly generation: number;
}

/** Rolls in the actor's reach from the cursor's village on: `top` lies beyond every entry, so that village is among them. */
function readableRolls({ db, pager }: OrganisationDeps, actor: StaffActor, order: PeopleOrder): Promise<ReadableRoll[]> {
  const { area } = order;
  const place = area?.kind === "grid" ? sql`AND r.village_id = ${area.parentId}` : area ? sql`AND ${inside("a.path", area.path)}` : nothing;
  return db.select<ReadableRoll>(sql`
    SELECT x.village_id, x.generation FROM (
      SELECT r.village_id, r.generation, ${Number.MAX_SAFE_INTEGER} AS top FROM rolls r JOIN areas a ON a.id = r.village_id
      WHERE ${whereHeld(actor, "roll.read", "a.path")} ${place}) x
    WHERE ${pager.after(order, { key: "x.village_id", id: "x.top" }, "up")} ORDER BY x.village_id`);
}

/**
 * One page of entry ids by the index `roll_entries_in_order`, a village at a time: as one statement over all villages
 * either engine sorted or scanned a township's thirty thousand entries for every page.
 */
async function walk(deps: OrganisationDeps, rolls: readonly ReadableRoll[], order: PeopleOrder): Promise<number[]> {
  const ids: number[] = [];
  for (const roll of rolls) {
    if (ids.length >= limitOf(order)) {
      break;
    }
    ids.push(...(await entryIds(deps, [inForce(roll), ...others(deps, order)], limitOf(order) - ids.length)));
  }
  return ids;
}

async function findAmong(deps: OrganisationDeps, rolls: readonly ReadableRoll[], order: PeopleOrder, q: string): Promise<number[]> {
  const anyOf = sql`(${join(rolls.map(inForce), " OR ")})`;
  return rolls.length === 0 ? [] : entryIds(deps, [anyOf, await matches(deps, q), ...others(deps, order)], limitOf(order));
}

const inForce = (roll: ReadableRoll): Sql => sql`(e.village_id = ${roll.village_id} AND e.generation = ${roll.generation})`;

/** The roll knows a grid by its name only. */
function others({ pager }: OrganisationDeps, order: PeopleOrder): Sql[] {
  const after = pager.after(order, { key: "e.village_id", id: "e.id" }, "up");
  return order.area?.kind === "grid" ? [after, sql`e.grid_name = ${order.area.name}`] : [after];
}

async function entryIds({ db }: OrganisationDeps, conditions: readonly Sql[], limit: number): Promise<number[]> {
  const rows = await db.select<{ id: number }>(sql`
    SELECT e.id FROM roll_entries e WHERE ${join(conditions, " AND ")} ORDER BY e.village_id, e.generation, e.id LIMIT ${limit}`);
  return rows.map((row) => row.id);
}

/** Whole numbers are found by their hashes; other words by name or by household number. */
async function matches({ db, blindIndex }: OrganisationDeps, q: string): Promise<Sql> {
  if (identityPattern.test(q.toUpperCase())) {
    const person = await db.selectOne<{ id: number }>(sql`SELECT id FROM people WHERE identity_index = ${blindIndex.identity(q)}`);
    return sql`e.person_id = ${person?.id ?? null}`;
  }
  if (phonePattern.test(q)) {
    return sql`e.phone_index = ${blindIndex.phone(q)}`;
  }
  return sql`(INSTR(e.name, ${q}) > 0 OR e.household_number = ${q})`;
}
