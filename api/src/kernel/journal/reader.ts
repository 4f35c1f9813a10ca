import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import { isConnectionLost, isFull, isRetryable } from "../database-errors.ts";
import { randomId } from "../crypto/random.ts";
import { holdLease, takeLease, type Lease } from "../lease.ts";
import type { Log } from "../log.ts";
import { insertOrIgnore } from "../sql-differences.ts";
import { sql } from "../sql.ts";
import { inTransaction } from "../transaction.ts";
import { entriesAfter, entriesOfSubject, paddingKind, type SealedEntry } from "./entries.ts";

/** Somebody who acts on what the journal says: at least once, in order per subject, idempotently. */
export interface Reader {
  readonly name: string;
  /** Whether the entry concerns this reader at all. */
  wants(entry: SealedEntry): boolean;
  /** Runs in one transaction with the cursor's advance. No HTTP in it: queue what must go out. */
  handle(entry: SealedEntry): Promise<void>;
}

export interface ReaderDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly log: Log;
}

const batchMax = 200;
const leaseMs = 10_000;
/** A failing entry is tried this often by itself, ever more slowly; then an operator decides. */
const attemptsMax = 6;

/**
 * Reads on from the cursor. An entry that fails stops its subject, not the reader: later entries of that
 * subject wait behind it, everything else goes on (trust.md 1).
 * @returns how many entries were passed; null when another process reads.
 */
export async function readOnce(deps: ReaderDeps, reader: Reader, holder?: string): Promise<number | null> {
  const lease = await takeLease(deps, `reader:${reader.name}`, leaseMs, holder);
  if (!lease) {
    return null;
  }
  await retryHolds(deps, reader, lease);
  const cursor = await cursorOf(deps.db, reader.name);
  const entries = await entriesAfter(deps.db, cursor, batchMax);
  const held = await heldSubjects(deps.db, reader.name);
  let passed = 0;
  for (const entry of entries) {
    const key = subjectKey(entry);
    if (entry.kind === paddingKind || !reader.wants(entry) || held.has(key)) {
      passed += 1;
      continue;
    }
    const outcome = await handleOne(deps, reader, lease, entry);
    if (outcome === "lost") {
      return null;
    }
    if (outcome === "held") {
      held.add(key);
    }
    passed += 1;
  }
  const last = entries.at(-1);
  if (last) {
    await advance(deps.db, lease, reader.name, last.position);
  }
  return passed;
}

/** Lets an operator, or the clock, try a stopped subject again. */
export async function retryHold(deps: ReaderDeps, reader: Reader, lease: Lease, hold: HoldRow): Promise<void> {
  const cursor = await cursorOf(deps.db, reader.name);
  const entries = await entriesOfSubject(deps.db, hold.subject_kind, hold.subject_id, hold.position, cursor);
  for (const entry of entries.filter((candidate) => reader.wants(candidate))) {
    try {
      await underLease(deps.db, lease, async () => {
        await reader.handle(entry);
        await deps.db.change(sql`UPDATE reader_holds SET position = ${entry.position + 1} WHERE id = ${hold.id}`);
      });
    } catch (error) {
      if (error instanceof LeaseLost || isTransient(error)) {
        return;
      }
      await unlessLost(underLease(deps.db, lease, () => noteFailure(deps, hold.id, error, hold.attempts + 1)));
      return;
    }
  }
  // Under the lease too: whoever took over may have passed entries that wait behind this very hold.
  await unlessLost(underLease(deps.db, lease, () => deps.db.change(sql`DELETE FROM reader_holds WHERE id = ${hold.id}`)));
}

export interface HoldRow {
  readonly id: number;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly position: number;
  readonly attempts: number;
}

class LeaseLost extends Error {}

/** Everything a reader writes, it writes like this: whoever slept past his lease changes nothing any more. */
function underLease<T>(db: Database, lease: Lease, work: () => Promise<T>): Promise<T> {
  return inTransaction(db, async () => {
    if (!(await holdLease(db, lease))) {
      throw new LeaseLost();
    }
    return work();
  });
}

/** Whether the work was done; false when the lease had passed on. */
async function unlessLost(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof LeaseLost) {
      return false;
    }
    throw error;
  }
}

async function handleOne(deps: ReaderDeps, reader: Reader, lease: Lease, entry: SealedEntry): Promise<"done" | "held" | "lost"> {
  try {
    await underLease(deps.db, lease, async () => {
      await reader.handle(entry);
      await deps.db.change(sql`UPDATE reader_cursors SET position = ${entry.position} WHERE reader = ${reader.name}`);
    });
    return "done";
  } catch (error) {
    if (error instanceof LeaseLost) {
      return "lost";
    }
    if (isTransient(error)) {
      throw error;
    }
    deps.log.error({ reader: reader.name, position: entry.position, kind: entry.kind, err: error }, "reader stopped for a subject");
    return (await unlessLost(underLease(deps.db, lease, () => stop(deps, reader, entry, error)))) ? "held" : "lost";
  }
}

async function stop(deps: ReaderDeps, reader: Reader, entry: SealedEntry, error: unknown): Promise<void> {
  await deps.db.change(sql`
    ${insertOrIgnore(deps.db, "reader_holds")}
      (public_id, reader, subject_kind, subject_id, position, since_ms, attempts, next_attempt_ms, error)
    VALUES (${randomId()}, ${reader.name}, ${entry.subjectKind}, ${entry.subjectId}, ${entry.position},
      ${deps.clock.now()}, 1, ${deps.clock.now() + backoffMs(1)}, ${wordsOf(error)})`);
}

async function retryHolds(deps: ReaderDeps, reader: Reader, lease: Lease): Promise<void> {
  const due = await deps.db.select<HoldRow>(sql`
    SELECT id, subject_kind, subject_id, position, attempts FROM reader_holds
    WHERE reader = ${reader.name} AND next_attempt_ms <= ${deps.clock.now()} ORDER BY next_attempt_ms LIMIT 20`);
  for (const hold of due) {
    await retryHold(deps, reader, lease, hold);
  }
}

async function noteFailure(deps: ReaderDeps, holdId: number, error: unknown, attempts: number): Promise<void> {
  const next = attempts >= attemptsMax ? never : deps.clock.now() + backoffMs(attempts);
  await deps.db.change(sql`
    UPDATE reader_holds SET attempts = ${attempts}, next_attempt_ms = ${next}, error = ${wordsOf(error)} WHERE id = ${holdId}`);
}

/** Far beyond any clock: only an operator's release brings it back. */
const never = Number.MAX_SAFE_INTEGER;

const backoffMs = (attempts: number): number => 1000 * 4 ** attempts;

async function cursorOf(db: Database, reader: string): Promise<number> {
  const row = await db.selectOne<{ position: number }>(sql`SELECT position FROM reader_cursors WHERE reader = ${reader}`);
  if (row) {
    return row.position;
  }
  await db.change(sql`${insertOrIgnore(db, "reader_cursors")} (reader, position) VALUES (${reader}, -1)`);
  return -1;
}

async function advance(db: Database, lease: Lease, reader: string, position: number): Promise<void> {
  await unlessLost(
    underLease(db, lease, () =>
      db.change(sql`UPDATE reader_cursors SET position = ${position} WHERE reader = ${reader} AND position < ${position}`),
    ),
  );
}

async function heldSubjects(db: Database, reader: string): Promise<Set<string>> {
  const rows = await db.select<{ subject_kind: string; subject_id: number }>(sql`
    SELECT subject_kind, subject_id FROM reader_holds WHERE reader = ${reader}`);
  return new Set(rows.map((row) => `${row.subject_kind}:${row.subject_id}`));
}

const subjectKey = (entry: SealedEntry): string => `${entry.subjectKind}:${entry.subjectId}`;

/** The machine's trouble, not the entry's: the reader waits and stays where it is. */
const isTransient = (error: unknown): boolean => isConnectionLost(error) || isRetryable(error) || isFull(error);

const wordsOf = (error: unknown): string => String(error instanceof Error ? error.message : error).slice(0, 500);
