import { inside } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import { usingIndex } from "../../../kernel/sql-differences.ts";
import { join, sql, type Sql } from "../../../kernel/sql.ts";
import { idsOfPath } from "../../organisation/index.ts";

export interface Period {
  readonly from: string;
  readonly to: string;
}

export interface Place {
  readonly id: number;
  readonly path: string;
}

/**
 * The middle of the seconds from submission to the first done, for each of the places inside `scope`: exact, so it
 * reads the cohort. Cases that staff reported are not part of it.
 */
export async function mediansOf(db: Database, scope: string, places: readonly Place[], period: Period): Promise<Map<number, number>> {
  if (places.length === 0) {
    return new Map();
  }
  const rows = await db.select<{ place_id: number; seconds: number | string }>(sql`
    SELECT place_id, AVG(seconds) AS seconds FROM (
      SELECT place_id, seconds, ROW_NUMBER() OVER (PARTITION BY place_id ORDER BY seconds) AS nth, COUNT(*) OVER (PARTITION BY place_id) AS n
      FROM (
        SELECT ${placeOf(places)} AS place_id, seconds_to_done AS seconds FROM case_facts ${usingIndex(db, indexFor(scope))}
        WHERE ${inside("area_path", scope)} AND done_on >= ${period.from} AND done_on <= ${period.to}
          AND outcome IN ('confirmed', 'unconfirmed', 'disputed', 'pending')) cohort) ranked
    WHERE place_id IS NOT NULL AND nth BETWEEN n / 2.0 AND n / 2.0 + 1 GROUP BY place_id`);
  return new Map(rows.map((row) => [row.place_id, Number(row.seconds)]));
}

function placeOf(places: readonly Place[]): Sql {
  const cases = places.map((place) => sql`WHEN ${inside("area_path", place.path)} THEN ${place.id}`);
  return sql`CASE ${join(cases, " ")} END`;
}

/** A village reads its own rows of all time; what is larger reads the county's rows of the period. */
function indexFor(scope: string): string {
  return idsOfPath(scope).length > 2 ? "case_facts_by_area" : "case_facts_by_day";
}
