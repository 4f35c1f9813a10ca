import { inside } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { listOf, sql, type Sql } from "../../../kernel/sql.ts";
import { idsOfPath } from "../../organisation/index.ts";
import { middleOf, type Bucket } from "../middle.policy.ts";

export interface Period {
  readonly from: string;
  readonly to: string;
}

/**
 * The exact middle of the seconds from submission to the first done: of all cases inside `scope` under key 0, and
 * of those below each child under its id. The cohort is counted by hours first; only the hours in which some middle
 * lies are then read by the second, so that what leaves the database stays small. Cases that staff reported are not in it.
 */
export async function mediansOf(db: Database, scope: string, period: Period): Promise<Map<number, number>> {
  const byHour = await bucketsOf(db, scope, period, sql`FLOOR(seconds_to_done / 3600) * 3600`, sql`1 = 1`);
  const places = [0, ...new Set(byHour.map((bucket) => bucket.placeId).filter((id) => id !== 0))];
  const of = (buckets: readonly PlacedBucket[], id: number) => (id === 0 ? buckets : buckets.filter((bucket) => bucket.placeId === id));
  const middles = new Map(places.map((id) => [id, middleOf(of(byHour, id))]));
  const hours = new Set([...middles.values()].flatMap((middle) => middle?.values ?? []));
  const exact = await bucketsOf(db, scope, period, sql`seconds_to_done`, sql`FLOOR(seconds_to_done / 3600) * 3600 IN (${listOf([...hours])})`);
  return new Map(
    places.flatMap((id) => {
      const middle = middles.get(id);
      const found = middle && middleOf(of(exact, id), middle);
      return found ? [[id, (found.values[0] + found.values[1]) / 2] as const] : [];
    }),
  );
}

interface PlacedBucket extends Bucket {
  readonly placeId: number;
}

async function bucketsOf(db: Database, scope: string, period: Period, value: Sql, condition: Sql): Promise<PlacedBucket[]> {
  const below = sql`SUBSTR(area_path, ${scope.length + 1})`;
  const rows = await db.select<{ child: string; value: number | string; n: number }>(sql`
    SELECT SUBSTR(${below}, 1, INSTR(${below}, '/')) AS child, ${value} AS value, COUNT(*) AS n
    FROM case_facts ${usingIndex(db, indexFor(scope))}
    WHERE ${inside("area_path", scope)} AND done_on >= ${period.from} AND done_on <= ${period.to}
      AND outcome IN ('confirmed', 'unconfirmed', 'disputed', 'pending') AND ${condition}
    GROUP BY child, value`);
  return rows.map((row) => ({ placeId: row.child === "" ? 0 : Number.parseInt(row.child, 10), value: Number(row.value), n: row.n }));
}

/** A village reads its own rows of all time; what is larger reads the county's rows of the period. */
function indexFor(scope: string): string {
  return idsOfPath(scope).length > 2 ? "case_facts_by_area" : "case_facts_by_day";
}
