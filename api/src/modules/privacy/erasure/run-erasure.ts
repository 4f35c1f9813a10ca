import { system } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import type { DataOwner, PersonalData } from "../../../kernel/personal-data.ts";
import { join, name, sql, type SqlValue } from "../../../kernel/sql.ts";
import { primaryKeyOf, scrub } from "../../../kernel/sql-differences.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";
import { leftOver } from "./erasure-plan.ts";
import { canStep, stateAfterStep } from "./erasure.state.ts";
import { erasureSubject, listEndedSince, listUnfinished, lockErasure, type Erasure } from "./find-erasures.ts";

/** How many batches one call takes before it leaves the rest to the worker. */
const batchesAtOnce = 40;
const rowsMax = 500;

/**
 * Erases a person, a batch and a transaction at a time, in the order of the declarations: the account goes first, so
 * that nobody is logged in any more while the rest goes. Each step finds by itself what is left, so a run that was
 * killed is simply run again. It is over only when every declaration has been looked at and nothing was there.
 * @returns whether it is over.
 */
export async function runErasure(deps: PrivacyDeps, registry: Registry, erasure: Pick<Erasure, "publicId" | "owner">): Promise<boolean> {
  let batches = 0;
  for (const data of registry.personalData.filter((one) => one.rowsOf && one.whenErased !== "kept")) {
    for (let isMore = true; isMore; batches += 1) {
      if (batches >= batchesAtOnce) {
        return false;
      }
      isMore = await (data.erase ? data.erase(erasure.owner) : eraseRows(deps.db, data, erasure.owner));
    }
  }
  // A request that was under way when the account went may have written after its step: then another round finds it.
  if (await leftOver(deps, registry, erasure.owner)) {
    return false;
  }
  await finish(deps, erasure);
  if (!(await scrub(deps.db))) {
    deps.log.warn("the log of writes could not be cut off yet; the next erasure or the nightly job does it");
  }
  return true;
}

/** How long after its end an erasure is looked at again: a request may have been under way while it ended. */
const lingeringMs = 10 * 60_000;

/** Goes on with what is not over: heavy accounts, what a killed process has left, what came in behind the back of one. */
export function createErasures(deps: PrivacyDeps, registry: Registry): () => Promise<boolean> {
  let last = 0;
  return async () => {
    let unfinished = await listUnfinished(deps.db, last, roundMax);
    if (unfinished.length === 0 && last > 0) {
      unfinished = await listUnfinished(deps.db, 0, roundMax);
    }
    // Each round goes on behind the one before: those that cannot end must not stand in the way of all the others.
    last = unfinished.at(-1)?.id ?? 0;
    let isWork = await runEach(deps, registry, unfinished);
    for (const erasure of await listEndedSince(deps.db, deps.clock.now() - lingeringMs)) {
      if (await leftOver(deps, registry, erasure.owner)) {
        isWork = (await runEach(deps, registry, [erasure])) || isWork;
      }
    }
    return isWork;
  };
}

const roundMax = 5;

/** One that fails is tried again when its turn comes. @returns whether any was worked on: after failures alone the worker rests. */
async function runEach(deps: PrivacyDeps, registry: Registry, erasures: readonly Erasure[]): Promise<boolean> {
  let isWork = false;
  for (const erasure of erasures) {
    try {
      await runErasure(deps, registry, erasure);
      isWork = true;
    } catch (error) {
      deps.log.error({ err: error, erasure: erasure.publicId }, "an erasure stopped; it is tried again in its turn");
    }
  }
  return isWork;
}

async function finish(deps: PrivacyDeps, { publicId }: Pick<Erasure, "publicId">): Promise<void> {
  await inTransaction(deps.db, async () => {
    const erasure = await lockErasure(deps.db, publicId);
    if (!erasure || !canStep(erasure.state, "finish")) {
      return;
    }
    await deps.db.change(sql`UPDATE erasures SET state = ${stateAfterStep("finish")}, finished_at = ${deps.clock.now()} WHERE id = ${erasure.id}`);
    await deps.journal.append(system("erasure"), { kind: "erasure.done", subject: erasureSubject(erasure), areaId: null, isSealed: true });
  });
}

/** Rows that change without an entry go in batches by their key: SQLite's other writers wait for the whole of one. */
async function eraseRows(db: Database, data: PersonalData, owner: DataOwner): Promise<boolean> {
  if (!data.rowsOf) {
    return false;
  }
  const key = await primaryKeyOf(db, data.table);
  const rows = await db.select<Record<string, SqlValue>>(sql`
    SELECT ${join(key.map(name), ", ")} FROM ${name(data.table)} WHERE ${data.rowsOf(owner)} LIMIT ${rowsMax}`);
  if (rows.length === 0) {
    return false;
  }
  const one = (row: Record<string, SqlValue>) => sql`(${join(key.map((column) => sql`${name(column)} = ${row[column] ?? null}`), " AND ")})`;
  await db.change(sql`DELETE FROM ${name(data.table)} WHERE ${join(rows.map(one), " OR ")}`);
  return rows.length === rowsMax;
}
