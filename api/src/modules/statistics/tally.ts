import type { Database } from "../../kernel/database.ts";
import { orAddInserted } from "../../kernel/sql-differences.ts";
import { join, sql } from "../../kernel/sql.ts";
import { idsOfPath } from "../organisation/index.ts";
import { contributionsOf, type CountedFacts, type Measure } from "./cohort.policy.ts";

/** Differences to the sums, gathered before they are written: what is taken away and added again costs nothing. */
export interface Tally {
  add(facts: CountedFacts): void;
  subtract(facts: CountedFacts): void;
  write(db: Database): Promise<void>;
}

const rowsMax = 200;

export function createTally(): Tally {
  const amounts = new Map<string, Sum>();
  const count = (facts: CountedFacts, by: 1 | -1): void => {
    for (const { day, measure } of contributionsOf(facts)) {
      for (const areaId of idsOfPath(facts.countedPath)) {
        const key = `${areaId} ${day} ${measure}`;
        const sum = amounts.get(key) ?? { areaId, day, measure, amount: 0 };
        amounts.set(key, { ...sum, amount: sum.amount + by });
      }
    }
  };
  return {
    add: (facts) => count(facts, 1),
    subtract: (facts) => count(facts, -1),
    async write(db) {
      const changed = [...amounts.values()].filter((sum) => sum.amount !== 0);
      for (let from = 0; from < changed.length; from += rowsMax) {
        const rows = changed.slice(from, from + rowsMax).map((sum) => sql`(${sum.areaId}, ${sum.day}, ${sum.measure}, ${sum.amount})`);
        await db.change(sql`
          INSERT INTO case_counts (area_id, day, measure, amount) VALUES ${join(rows, ", ")}
          ${orAddInserted(db, ["area_id", "day", "measure"], "amount")}`);
      }
    },
  };
}

interface Sum {
  readonly areaId: number;
  readonly day: string;
  readonly measure: Measure;
  readonly amount: number;
}
