import { dayMs } from "../kernel/clock.ts";
import type { Deps } from "../kernel/deps.ts";
import type { Job, Module } from "../kernel/module.ts";
import type { PersonalData } from "../kernel/personal-data.ts";
import { listOf, name, sql, type Sql } from "../kernel/sql.ts";

/** How long technical rows are of use. Forms may be sent again for half a year (trust.md 9); then even we forget. */
const idempotencyDays = 180;
const deliveryDays = 180;
const jobDays = 30;
const batchMax = 500;

/** Throws away at night what nobody needs any more, a little at a time. None of it is part of the record. */
export function createHousekeeping(deps: Deps): Module {
  const job: Job = { name: "housekeeping", schedule: "20 3 * * *", run: (signal) => keepHouse(deps, signal) };
  return { routes: [], jobs: [job], personalData: [sentForms] };
}

/** Which form of whom became which row: hashes and ids only, and gone with the person. */
const sentForms: PersonalData = {
  table: "idempotency_keys",
  what: "提交过的表单的编号",
  retention: "sending",
  whenErased: "row_goes",
  columns: { key_hash: "", body_hash: "", subject: null },
  rowsOf: ({ accountId }) => sql`scope = ${`account:${accountId}`}`,
  ownerOfRow: sql`CASE WHEN idempotency_keys.scope LIKE 'account:%' THEN CAST(SUBSTR(idempotency_keys.scope, 9) AS SIGNED) END`,
};

export async function keepHouse(deps: Deps, signal: AbortSignal): Promise<void> {
  const before = (days: number): number => deps.clock.now() - days * dayMs;
  await sweep(deps, "idempotency_keys", "id", sql`created_at < ${before(idempotencyDays)}`, signal);
  await sweep(deps, "deliveries", "id", sql`state IN ('sent', 'refused', 'failed', 'unknown') AND created_at < ${before(deliveryDays)}`, signal);
  await sweep(deps, "jobs", "job_key", sql`state IN ('done', 'failed', 'unknown') AND queued_at < ${before(jobDays)}`, signal);
}

async function sweep(deps: Deps, table: string, key: string, old: Sql, signal: AbortSignal): Promise<void> {
  let found = batchMax;
  while (found === batchMax && !signal.aborted) {
    const rows = await deps.db.select<{ id: number | string }>(sql`SELECT ${name(key)} AS id FROM ${name(table)} WHERE ${old} LIMIT ${batchMax}`);
    found = rows.length;
    await deps.db.change(sql`DELETE FROM ${name(table)} WHERE ${name(key)} IN (${listOf(rows.map((row) => row.id))})`);
  }
}
