import type { CaseState } from "@cunqing/contract";
import { shanghaiDay } from "../../../kernel/clock.ts";
import { sql } from "../../../kernel/sql.ts";
import type { World } from "../../../testing/world.ts";
import type { Area } from "../../organisation/index.ts";

/** The figures of an area counted anew from every case and every entry: slow, and without any of the module's own code. */
export async function figuresByHand(world: World, area: Area, period: { readonly from: string; readonly to: string }) {
  const all = await world.deps.db.select<Row>(sql`
    SELECT c.id, c.area_path AS path, c.capacity, c.state, c.is_open, c.due_at, c.submitted_at, c.first_done_at, c.grade, c.dispute_count
    FROM cases c WHERE c.is_private = 0`);
  const rows = all.filter((row) => row.path.startsWith(area.path));
  const isIn = (at: number | null): boolean => at !== null && shanghaiDay(at) >= period.from && shanghaiDay(at) <= period.to;
  const done = rows.filter((row) => isIn(row.first_done_at));
  const cohort = done.filter((row) => row.capacity !== "staff");
  const of = (standing: string): number => cohort.filter((row) => standingOf(row) === standing).length;
  const open = rows.filter((row) => row.is_open === 1);
  return {
    submitted: rows.filter((row) => isIn(row.submitted_at)).length,
    cohort: cohort.length,
    confirmed: of("confirmed"),
    unconfirmed: of("unconfirmed"),
    disputed: of("disputed"),
    pending: of("pending"),
    everDisputed: cohort.filter((row) => row.dispute_count > 0).length,
    staffReported: done.length - cohort.length,
    open: open.length,
    overdue: open.filter((row) => row.due_at <= world.clock.now()).length,
    oldestOpenSince: open.length === 0 ? null : Math.min(...open.map((row) => row.submitted_at)),
    reopened: await reopened(world, new Set(rows.map((row) => row.id)), isIn),
    medianHoursToDone: medianHours(cohort),
  };
}

interface Row {
  readonly id: number;
  readonly path: string;
  readonly capacity: string;
  readonly state: CaseState;
  readonly is_open: number;
  readonly due_at: number;
  readonly submitted_at: number;
  readonly first_done_at: number | null;
  readonly grade: string | null;
  readonly dispute_count: number;
}

function standingOf({ state, grade }: Row): string {
  const isGood = grade === "satisfied" || grade === "very_satisfied";
  if (state === "confirmed" || (state === "closed" && isGood)) {
    return "confirmed";
  }
  if (state === "unconfirmed" || state === "closed") {
    return "unconfirmed";
  }
  return state === "done_pending" ? "pending" : "disputed";
}

async function reopened(world: World, caseIds: ReadonlySet<number>, isIn: (at: number) => boolean): Promise<number> {
  const entries = await world.deps.db.select<{ subject_id: number; at_ms: number }>(sql`
    SELECT subject_id, at_ms FROM journal WHERE kind = 'case.disputed'`);
  return new Set(entries.filter((entry) => caseIds.has(entry.subject_id) && isIn(entry.at_ms)).map((entry) => entry.subject_id)).size;
}

function medianHours(cohort: readonly Row[]): number | null {
  const seconds = cohort.map((row) => Math.floor(((row.first_done_at ?? 0) - row.submitted_at) / 1000)).sort((a, b) => a - b);
  const [low, high] = [seconds[Math.floor((seconds.length - 1) / 2)], seconds[Math.floor(seconds.length / 2)]];
  return low === undefined || high === undefined ? null : Math.round((low + high) / 2 / 360) / 10;
}
