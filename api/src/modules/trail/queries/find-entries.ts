import type { ParamsOf, listJournal as endpoint } from "@cunqing/contract";
import { heldPaths, holdsAt, inside, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import { dayMs, startOfShanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { join, sql, type Sql } from "../../../kernel/sql.ts";
import { findStaff } from "../../identity/index.ts";
import { findArea, getCounty, idsOfPath } from "../../organisation/index.ts";

export type JournalOrder = ParamsOf<typeof endpoint>;

export interface EntryRow {
  readonly id: number;
  readonly position: number | null;
  readonly entry_id: string;
  readonly kind: string;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly subject_public_id: string;
  readonly actor_kind: string;
  readonly actor_id: number | null;
  readonly role: string | null;
  readonly area_id: number | null;
  readonly area_path: string | null;
  readonly at_ms: number;
  readonly is_sealed: number;
}

/**
 * Entries of my areas, newest first, by where each area lies today. Sealed ones are not there at all, whatever the
 * filter, but for those who may read private cases at the place (trust.md 3).
 */
export async function findEntries(deps: Deps, actor: StaffActor, order: JournalOrder): Promise<Page<EntryRow>> {
  const scope = await scopeOf(deps, actor, order.areaId);
  const conditions = [
    scope.condition,
    sql`(j.is_sealed = 0 OR ${whereHeld(actor, "case.read_private", "a.path")})`,
    deps.pager.after(order, { key: "j.at_ms", id: "j.id" }, "down"),
    ...(await filtersOf(deps, order)),
  ];
  const source = { where: join(conditions, " AND "), limit: limitOf(order) };
  const isNarrow = scope.areaIds !== null && order.subjectId === undefined && order.actorId === undefined;
  const ids = isNarrow && scope.areaIds ? newestOfAreas(deps, source, scope.areaIds) : newest(deps, source, indexFor(order));
  const rows = await deps.db.select<EntryRow>(sql`
    SELECT j.id, l.position, j.entry_id, j.kind, j.subject_kind, j.subject_id, j.subject_public_id, j.actor_kind, j.actor_id, j.role,
      j.area_id, a.path AS area_path, j.at_ms, j.is_sealed
    FROM (${ids}) found JOIN journal j ON j.id = found.id
    LEFT JOIN areas a ON a.id = j.area_id LEFT JOIN trail_leaves l ON l.journal_id = j.id
    ORDER BY j.at_ms DESC, j.id DESC LIMIT ${limitOf(order)}`);
  return deps.pager.cut(rows, order, (row) => ({ key: row.at_ms, id: row.id }));
}

interface Scope {
  readonly condition: Sql;
  /** The areas themselves, when they are few enough to read each one's own index. */
  readonly areaIds: readonly number[] | null;
}

const fewAreas = 40;

/** What belongs to no place, such as a log-in, is for those who hold the right over the whole county. */
async function scopeOf(deps: Deps, actor: StaffActor, areaId: string | undefined): Promise<Scope> {
  const held = whereHeld(actor, "journal.read", "a.path");
  const area = areaId === undefined ? undefined : await findArea(deps.db, areaId);
  refuseUnless(areaId === undefined || area, "area.not_found");
  const seesAll = holdsAt(actor, "journal.read", (await getCounty(deps.db)).path);
  if (seesAll && !area) {
    return { condition: sql`1 = 1`, areaIds: null };
  }
  const condition = area ? sql`(${held} AND ${inside("a.path", area.path)})` : held;
  const isWide = area ? idsOfPath(area.path).length < 3 : heldPaths(actor, "journal.read").some((path) => idsOfPath(path).length < 3);
  const areas = isWide ? [] : await deps.db.select<{ id: number }>(sql`SELECT a.id FROM areas a WHERE ${condition} LIMIT ${fewAreas + 1}`);
  return { condition, areaIds: isWide || areas.length > fewAreas ? null : areas.map(({ id }) => id) };
}

async function filtersOf(deps: Deps, order: JournalOrder): Promise<Sql[]> {
  // Only staff are looked for by name: a villager's entries must not be gathered by his account.
  const staff = order.actorId === undefined ? undefined : await findStaff(deps.db, order.actorId);
  return [
    ...(order.kind === undefined ? [] : [sql`j.kind = ${order.kind}`]),
    ...(order.subjectId === undefined ? [] : [sql`j.subject_public_id = ${order.subjectId}`]),
    ...(order.actorId === undefined ? [] : [staff ? sql`j.actor_kind = 'staff' AND j.actor_id = ${staff.id}` : sql`1 = 0`]),
    ...(order.from === undefined ? [] : [sql`j.at_ms >= ${startOfShanghaiDay(order.from)}`]),
    ...(order.to === undefined ? [] : [sql`j.at_ms < ${startOfShanghaiDay(order.to) + dayMs}`]),
  ];
}

function indexFor(order: JournalOrder): string {
  if (order.subjectId !== undefined) {
    return "journal_by_public_subject";
  }
  if (order.actorId !== undefined) {
    return "journal_by_actor";
  }
  return order.kind === undefined ? "journal_by_time" : "journal_by_kind";
}

interface Source {
  readonly where: Sql;
  readonly limit: number;
}

function newest({ db }: Deps, { where, limit }: Source, index: string): Sql {
  return sql`
    SELECT j.id FROM journal j ${usingIndex(db, index)} LEFT JOIN areas a ON a.id = j.area_id
    WHERE ${where} ORDER BY j.at_ms DESC, j.id DESC LIMIT ${limit}`;
}

/** The newest of each area, from its own index: a village's page costs the village, not the county. */
function newestOfAreas(deps: Deps, { where, limit }: Source, areaIds: readonly number[]): Sql {
  if (areaIds.length === 0) {
    return sql`SELECT 0 AS id`;
  }
  const parts = areaIds.map((id) => {
    const one = newest(deps, { where: sql`j.area_id = ${id} AND ${where}`, limit }, "journal_by_area");
    return sql`SELECT id FROM (${one}) part`;
  });
  return join(parts, " UNION ALL ");
}
