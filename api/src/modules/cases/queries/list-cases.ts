import type { ParamsOf, listCases as endpoint, listWork as workEndpoint } from "@cunqing/contract";
import { heldPaths, inside, type StaffActor } from "../../../kernel/actor.ts";
import { startOfShanghaiDay, dayMs } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { join, sql, type Sql } from "../../../kernel/sql.ts";
import { cutWords } from "../../../kernel/withheld.ts";
import { findArea, findOpenVillage, idsOfPath } from "../../organisation/index.ts";
import { caseColumns, type CaseRow } from "../case.ts";
import { whereStaffSees } from "../case.policy.ts";

/** Cases in the staff's areas by filters, newest first. */
export async function listCases(deps: Deps, actor: StaffActor, order: ParamsOf<typeof endpoint>): Promise<Page<CaseRow>> {
  const area = order.areaId === undefined ? undefined : await findArea(deps.db, order.areaId);
  refuseUnless(order.areaId === undefined || area, "area.not_found");
  const paths = area ? [area.path] : heldPaths(actor, "case.read");
  const conditions = [
    whereStaffSees(actor),
    ...(area ? [inside("c.area_path", area.path)] : []),
    ...(order.state ? [sql`c.state = ${order.state}`] : []),
    ...(order.categoryCode ? [sql`c.category_code = ${order.categoryCode}`] : []),
    ...(order.from ? [sql`c.submitted_at >= ${startOfShanghaiDay(order.from)}`] : []),
    ...(order.to ? [sql`c.submitted_at < ${startOfShanghaiDay(order.to) + dayMs}`] : []),
    ...(order.isOverdue ? [sql`c.is_open = 1 AND c.due_at <= ${deps.clock.now()}`] : []),
    ...(order.q ? [contains(order.q)] : []),
  ];
  const page = await newest(deps, order, paths, conditions);
  return order.q === undefined ? page : { ...page, rows: await withoutHiddenHits(deps, page.rows, order.q) };
}

/** A village's public cases for anybody, newest first. Declined ones are between the two sides. */
export async function listVillageCases(deps: Deps, villageId: string, order: PageOrder): Promise<Page<CaseRow>> {
  const village = await findOpenVillage(deps.db, villageId);
  refuseUnless(village, "area.not_found");
  return newest(deps, order, [village.path], [sql`c.is_private = 0 AND c.state <> 'declined'`]);
}

export async function listMyCases(deps: Deps, accountId: number, order: PageOrder): Promise<Page<CaseRow>> {
  const rows = await deps.db.select<CaseRow>(sql`
    SELECT ${caseColumns} FROM cases c
    WHERE c.account_id = ${accountId} AND ${deps.pager.after(order, { key: "c.submitted_at", id: "c.id" }, "down")}
    ORDER BY c.submitted_at DESC, c.id DESC LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, (row) => ({ key: row.submitted_at, id: row.id }));
}

/** What waits for me, most urgent first. */
export async function listWork(deps: Deps, actor: StaffActor, order: ParamsOf<typeof workEndpoint>): Promise<Page<CaseRow>> {
  const scope = oneVillage(heldPaths(actor, "case.read"));
  const rows = await deps.db.select<CaseRow>(sql`
    SELECT ${caseColumns} FROM cases c ${usingIndex(deps.db, workIndex(order.filter, scope))}
    WHERE ${workCondition(deps, actor, order.filter ?? "mine")} AND ${scope ?? sql`1 = 1`}
      AND ${deps.pager.after(order, { key: "c.due_at", id: "c.id" }, "up")}
    ORDER BY c.due_at, c.id LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, (row) => ({ key: row.due_at, id: row.id }));
}

const countedTo = 99;

export async function countWork(deps: Deps, actor: StaffActor): Promise<{ mine: number; untaken: number; late: number }> {
  const count = async (filter: WorkFilter): Promise<number> => {
    const scope = oneVillage(heldPaths(actor, "case.read"));
    const row = await deps.db.selectOne<{ n: number }>(sql`
      SELECT COUNT(*) AS n FROM (
        SELECT c.id FROM cases c ${usingIndex(deps.db, workIndex(filter, scope))}
        WHERE ${workCondition(deps, actor, filter)} AND ${scope ?? sql`1 = 1`} LIMIT ${countedTo}) counted`);
    return row?.n ?? 0;
  };
  const [mine, untaken, late] = await Promise.all([count("mine"), count("untaken"), count("late")]);
  return { mine, untaken, late };
}

type WorkFilter = NonNullable<ParamsOf<typeof workEndpoint>["filter"]>;

function workCondition(deps: Deps, actor: StaffActor, filter: WorkFilter): Sql {
  const seen = whereStaffSees(actor);
  switch (filter) {
    case "mine":
      return sql`c.handler_id = ${actor.staffId} AND c.is_open = 1 AND ${seen}`;
    case "untaken":
      return sql`c.is_open = 1 AND c.state IN ('submitted', 'accepted') AND ${seen}`;
    case "late":
      return sql`c.is_open = 1 AND c.due_at <= ${deps.clock.now()} AND ${seen}`;
    case "all_open":
      return sql`c.is_open = 1 AND ${seen}`;
  }
}

function workIndex(filter: WorkFilter | undefined, scope: Sql | undefined): string {
  if (filter === undefined || filter === "mine") {
    return "cases_by_handler";
  }
  return scope ? "cases_open_by_village" : "cases_open";
}

/**
 * Newest first within paths. A village reads its own index; anything larger walks the county's by time, which
 * meets a row of the area every few steps, instead of sorting all that the area ever had.
 */
async function newest(deps: Deps, order: PageOrder, paths: readonly string[], conditions: readonly Sql[]): Promise<Page<CaseRow>> {
  const village = oneVillage(paths);
  const rows = await deps.db.select<CaseRow>(sql`
    SELECT ${caseColumns} FROM cases c ${usingIndex(deps.db, village ? "cases_by_village" : "cases_by_time")}
    WHERE ${join([...conditions, ...(village ? [village] : [])], " AND ")}
      AND ${deps.pager.after(order, { key: "c.submitted_at", id: "c.id" }, "down")}
    ORDER BY c.submitted_at DESC, c.id DESC LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, (row) => ({ key: row.submitted_at, id: row.id }));
}

/** Path of county, township, village: the third id is the village's. */
function oneVillage(paths: readonly string[]): Sql | undefined {
  const [first, ...others] = paths;
  const villageId = first === undefined ? undefined : idsOfPath(first)[2];
  return villageId === undefined || others.length > 0 ? undefined : sql`c.village_id = ${villageId}`;
}

/**
 * Words in the text, the place, or the number. Good for one village or a period; the index for all comes with search.
 * A private case is found by its number only: to read its words is a look, and a list is none.
 */
function contains(words: string): Sql {
  // Not the backslash: inside MySQL's strings it means something itself.
  const pattern = `%${words.replace(/[!%_]/g, (sign) => `!${sign}`)}%`;
  return sql`(c.number = ${words} OR (c.is_private = 0 AND (c.text LIKE ${pattern} ESCAPE '!' OR c.place LIKE ${pattern} ESCAPE '!')))`;
}

/** What is withheld is not found by its words either: hits that nobody would see in the text are dropped. */
async function withoutHiddenHits(deps: Deps, rows: readonly CaseRow[], words: string): Promise<CaseRow[]> {
  const hidden = await deps.withheld.of("case", rows.map((row) => row.id));
  const isSeen = (row: CaseRow, text: string): boolean => cutWords(hidden.get(row.id), text).toLowerCase().includes(words.toLowerCase());
  return rows.filter((row) => !hidden.has(row.id) || row.number === words || isSeen(row, row.text) || isSeen(row, row.place ?? ""));
}
