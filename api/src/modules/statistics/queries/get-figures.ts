import type * as z from "zod";
import type { caseFigures, ParamsOf, ResultOf, getFigures as endpoint } from "@cunqing/contract";
import { heldPaths, holdsAt, inside, type StaffActor } from "../../../kernel/actor.ts";
import { dayMs, startOfShanghaiDay } from "../../../kernel/clock.ts";
import type { Database } from "../../../kernel/database.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { countOpen, type OpenCount } from "../../cases/index.ts";
import { areasById, findArea, idsOfPath, readAreas, refOf, type Area } from "../../organisation/index.ts";
import { outcomes, type Measure } from "../cohort.policy.ts";
import { incompleteSince } from "./incomplete-since.ts";
import { mediansOf, type Period } from "./medians.ts";

type Figures = z.output<typeof caseFigures>;

/** The figures of an area and of those directly below it. The number of queries does not depend on how many there are. */
export async function getFigures(deps: Deps, actor: StaffActor, order: ParamsOf<typeof endpoint>): Promise<ResultOf<typeof endpoint>> {
  if (order.from > order.to) {
    throw new Refusal("request.invalid", { fields: [{ path: "to", message: "结束日期不能早于开始日期" }] });
  }
  const area = await areaOf(deps.db, actor, order.areaId);
  const children = await readAreas(deps.db, sql`parent_id = ${area.id} AND kind <> 'grid'`);
  const [figures, since] = await Promise.all([figuresOf(deps, area, children, order), incompleteSince(deps, area.path)]);
  const found = (of: Area): Figures => figures.get(of.id) ?? empty;
  return {
    area: refOf(area),
    incompleteSince: since,
    total: found(area),
    byArea: children.filter((child) => child.closedAt === null || holdsAnything(found(child))).map((child) => ({ area: refOf(child), figures: found(child) })),
  };
}

/** Areas are public, so one where the right is missing may be named as such. Without a wish: where it is held, widest first. */
async function areaOf(db: Database, actor: StaffActor, areaId: string | undefined): Promise<Area> {
  if (areaId !== undefined) {
    const area = await findArea(db, areaId);
    refuseUnless(area, "area.not_found");
    refuseUnless(holdsAt(actor, "case.figures", area.path), "access.denied");
    return area;
  }
  const ids = heldPaths(actor, "case.figures").map((path) => idsOfPath(path)).sort((a, b) => a.length - b.length);
  const widest = ids[0]?.at(-1);
  const area = widest === undefined ? undefined : (await areasById(db, [widest])).get(widest);
  refuseUnless(area, "area.not_found");
  return area;
}

async function figuresOf(deps: Deps, area: Area, children: readonly Area[], period: Period): Promise<Map<number, Figures>> {
  const { db } = deps;
  const ids = [area.id, ...children.map((child) => child.id)];
  const [sums, open, disputed, medians] = await Promise.all([
    sumsOf(db, ids, period),
    countOpen(db, area.path, deps.clock.now()),
    disputedIn(db, area.path, period),
    mediansOf(db, area.path, period),
  ]);
  const depth = idsOfPath(area.path).length;
  const isIn = (path: string, id: number): boolean => id === area.id || idsOfPath(path)[depth] === id;
  return new Map(
    ids.map((id) => [
      id,
      {
        ...fromSums(sums.get(id) ?? {}),
        ...fromOpen(open.filter((count) => isIn(count.areaPath, id))),
        reopened: disputed.filter((count) => isIn(count.path, id)).reduce((sum, count) => sum + count.n, 0),
        medianHoursToDone: hoursOf(medians.get(id === area.id ? 0 : id)),
      },
    ]),
  );
}

type Sums = Partial<Record<Measure, number>>;

async function sumsOf(db: Database, areaIds: readonly number[], period: Period): Promise<Map<number, Sums>> {
  const rows = await db.select<{ area_id: number; measure: Measure; amount: number | string }>(sql`
    SELECT area_id, measure, SUM(amount) AS amount FROM case_counts
    WHERE area_id IN (${listOf(areaIds)}) AND day >= ${period.from} AND day <= ${period.to} GROUP BY area_id, measure`);
  const sums = new Map<number, Sums>();
  for (const row of rows) {
    sums.set(row.area_id, { ...sums.get(row.area_id), [row.measure]: Number(row.amount) });
  }
  return sums;
}

/** Cases of which the reporter said in the period that they are not done, each once, by where they stand now. */
function disputedIn(db: Database, path: string, period: Period): Promise<{ path: string; n: number }[]> {
  return db.select(sql`
    SELECT f.area_path AS path, COUNT(DISTINCT j.subject_id) AS n FROM journal j ${usingIndex(db, "journal_by_kind")} JOIN case_facts f ON f.case_id = j.subject_id
    WHERE j.kind = 'case.disputed' AND j.at_ms >= ${startOfShanghaiDay(period.from)} AND j.at_ms < ${startOfShanghaiDay(period.to) + dayMs}
      AND j.is_sealed = 0 AND ${inside("f.area_path", path)}
    GROUP BY f.area_path`);
}

function fromSums(sums: Sums) {
  return {
    submitted: sums.submitted ?? 0,
    cohort: outcomes.reduce((sum, outcome) => sum + (sums[outcome] ?? 0), 0),
    confirmed: sums.confirmed ?? 0,
    unconfirmed: sums.unconfirmed ?? 0,
    disputed: sums.disputed ?? 0,
    pending: sums.pending ?? 0,
    everDisputed: sums.ever_disputed ?? 0,
    staffReported: sums.staff ?? 0,
  };
}

function fromOpen(counts: readonly OpenCount[]) {
  return {
    open: counts.reduce((sum, count) => sum + count.open, 0),
    overdue: counts.reduce((sum, count) => sum + count.overdue, 0),
    oldestOpenSince: counts.length === 0 ? null : Math.min(...counts.map((count) => count.oldestSubmittedAt)),
  };
}

const hoursOf = (seconds: number | undefined): number | null => (seconds === undefined ? null : Math.round(seconds / 360) / 10);

const empty: Figures = { ...fromSums({}), ...fromOpen([]), reopened: 0, medianHoursToDone: null };

const holdsAnything = (figures: Figures): boolean => figures.submitted + figures.cohort + figures.staffReported + figures.open > 0;
