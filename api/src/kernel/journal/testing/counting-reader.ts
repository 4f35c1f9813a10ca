import type { Database } from "../../database.ts";
import { orAdd } from "../../sql-differences.ts";
import { sql } from "../../sql.ts";
import type { SealedEntry } from "../entries.ts";
import type { Reader } from "../reader.ts";

/** Counts in the database how often it handled each entry about a "test": each must end at exactly one. */
export function countingReader(db: Database, options: { areaId: number; name?: string; after?: (entry: SealedEntry) => void }): Reader {
  const { areaId, name = "counting", after } = options;
  return {
    name,
    wants: (entry) => entry.subjectKind === "test",
    async handle(entry) {
      await db.change(sql`
        INSERT INTO case_counts (area_id, day, measure, amount) VALUES (${areaId}, ${`#${entry.position}`}, ${name}, 1)
        ${orAdd(db, ["area_id", "day", "measure"], "amount", 1)}`);
      after?.(entry);
    },
  };
}

/** How often each position was handled. */
export async function handled(db: Database, name = "counting"): Promise<Map<number, number>> {
  const rows = await db.select<{ day: string; amount: number }>(sql`SELECT day, amount FROM case_counts WHERE measure = ${name}`);
  return new Map(rows.map((row) => [Number(row.day.slice(1)), row.amount] as const).sort(([a], [b]) => a - b));
}
