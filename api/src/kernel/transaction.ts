import { AsyncLocalStorage } from "node:async_hooks";
import { Sequelize, Transaction } from "sequelize";
import type { Database } from "./database.ts";
import { isConnectionLost, isRetryable } from "./database-errors.ts";

/**
 * Sequelize asks its "CLS namespace" for the current transaction before every query. We answer from
 * AsyncLocalStorage, so a query inside `inTransaction` joins it without anyone passing `{ transaction }`:
 * the argument that is forgotten once is the defect that loses a journal entry.
 */
const store = new AsyncLocalStorage<Map<string, unknown>>();

Sequelize.useCLS({
  get: (key: string) => store.getStore()?.get(key),
  set: (key: string, value: unknown) => void store.getStore()?.set(key, value),
  run: (work: (context: object) => void) => store.run(new Map(store.getStore()), () => work({})),
  bind: <F extends (...args: never[]) => unknown>(work: F): F => {
    const snapshot = AsyncLocalStorage.snapshot();
    return ((...args: Parameters<F>) => snapshot(work, ...args)) as F;
  },
});

const unitKey = "unit-of-work";

export interface UnitOfWork {
  readonly transaction: Transaction;
  /** Ids of the journal entries appended so far; they settle an unknown commit. */
  readonly entryIds: string[];
  /** Runs after the commit, outside the transaction; must not throw. */
  afterCommit(work: () => void): void;
}

const attemptsMax = 4;

/**
 * Runs `work` in one transaction, joining the caller's when there is one. The outermost runs the whole
 * callback again on deadlocks and the like, so `work` must have no effect outside the database.
 */
export async function inTransaction<T>(db: Database, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
  const outer = currentUnit();
  if (outer) {
    return work(outer);
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.writers.run(() => attemptOnce(db, work));
    } catch (error) {
      if (!isRetryable(error) || attempt === attemptsMax) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 5 * 3 ** attempt * Math.random()));
    }
  }
}

/** The transaction that the code runs in, if any. */
export function currentUnit(): UnitOfWork | undefined {
  return store.getStore()?.get(unitKey) as UnitOfWork | undefined;
}

/** Runs `work` as if nobody had opened a transaction: for reads that must see only what is committed. */
export function outsideTransaction<T>(work: () => Promise<T>): Promise<T> {
  return store.run(new Map(), work);
}

/** Reads everything as it stood at one moment, for as long as it takes, without keeping anybody from writing. */
export async function inSnapshot<T>(db: Database, work: () => Promise<T>): Promise<T> {
  const options = db.engine === "mysql" ? { isolationLevel: Transaction.ISOLATION_LEVELS.REPEATABLE_READ } : { type: Transaction.TYPES.DEFERRED };
  return db.sequelize.transaction(options, async (transaction) => {
    const unit: UnitOfWork = { transaction, entryIds: [], afterCommit: () => undefined };
    store.getStore()?.set(unitKey, unit);
    return work();
  });
}

async function attemptOnce<T>(db: Database, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
  const after: (() => void)[] = [];
  const entryIds: string[] = [];
  let finished: { readonly value: T } | undefined;
  try {
    await db.sequelize.transaction({ type: Transaction.TYPES.IMMEDIATE }, async (transaction) => {
      const unit: UnitOfWork = { transaction, entryIds, afterCommit: (callback) => void after.push(callback) };
      store.getStore()?.set(unitKey, unit);
      finished = { value: await work(unit) };
    });
  } catch (error) {
    const settled = finished && isConnectionLost(error) && (await wasCommitted(db, entryIds));
    if (!settled) {
      throw error;
    }
  }
  for (const callback of after) {
    callback();
  }
  // The callback above always ran to its end here, or the catch has thrown.
  return (finished as { readonly value: T }).value;
}

/** A commit whose answer was lost did happen exactly if one of its own journal entries is there. */
async function wasCommitted(db: Database, entryIds: readonly string[]): Promise<boolean> {
  const [first] = entryIds;
  if (first === undefined) {
    return false;
  }
  for (let attempt = 1; attempt <= 20; attempt += 1) {
    try {
      return await outsideTransaction(() => db.hasEntry(first));
    } catch (error) {
      if (!isConnectionLost(error)) {
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
  return false;
}
