import { dayMs, shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { deleteByKeys } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";

const batchMax = 500;

/** Throws away the days that the county keeps no longer: first their keys, from when on nobody reads them, then their lines. */
export async function dropOldDays(deps: Deps, signal: AbortSignal): Promise<void> {
  const firstKept = shanghaiDay(deps.clock.now() - deps.county.privacy.securityLogDays * dayMs);
  await sweep(deps, "security_log_days", firstKept, signal);
  await sweep(deps, "security_log", firstKept, signal);
}

async function sweep({ db }: Deps, table: "security_log_days" | "security_log", firstKept: string, signal: AbortSignal): Promise<void> {
  for (let found = batchMax; found === batchMax && !signal.aborted; ) {
    const rows =
      table === "security_log"
        ? await db.select<{ id: number }>(sql`SELECT id FROM security_log WHERE day < ${firstKept} LIMIT ${batchMax}`)
        : await db.select<{ id: number }>(sql`SELECT id FROM security_log_days WHERE day < ${firstKept} LIMIT ${batchMax}`);
    found = rows.length;
    if (found > 0) {
      await db.change(deleteByKeys(db, table, "id", rows.map((row) => row.id)));
    }
  }
}
