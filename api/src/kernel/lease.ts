import type { Clock } from "./clock.ts";
import { randomId } from "./crypto/random.ts";
import type { Database } from "./database.ts";
import { isDuplicate } from "./database-errors.ts";
import { forUpdate } from "./sql-differences.ts";
import { sql } from "./sql.ts";
import { inTransaction } from "./transaction.ts";

/** A right that one process at a time holds. The token grows with every new holder. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  readonly token: number;
}

/** Who this process is, among those that compete. */
export const processName = randomId();

/**
 * Takes the lease when it is free or run out, or renews our own. A process that slept past its time may still
 * believe in its lease: work under one must therefore call `holdLease` inside its own transaction.
 */
export async function takeLease(deps: { db: Database; clock: Clock }, leaseName: string, ttlMs: number, holder = processName): Promise<Lease | null> {
  await ensureRow(deps.db, leaseName);
  return inTransaction(deps.db, async () => {
    const row = await lockedRow(deps.db, leaseName);
    const now = deps.clock.now();
    const isOurs = row?.holder === holder;
    if (!row || (!isOurs && row.until_ms > now)) {
      return null;
    }
    const token = isOurs && row.until_ms > now ? row.token : row.token + 1;
    await deps.db.change(sql`
      UPDATE leases SET holder = ${holder}, token = ${token}, until_ms = ${now + ttlMs} WHERE name = ${leaseName}`);
    return { name: leaseName, holder, token };
  });
}

/** Takes the lease from whoever holds it: for an operator's command, which must not wait for one that always renews. */
export async function seizeLease(deps: { db: Database; clock: Clock }, leaseName: string, ttlMs: number, holder: string): Promise<Lease> {
  await ensureRow(deps.db, leaseName);
  return inTransaction(deps.db, async () => {
    const token = ((await lockedRow(deps.db, leaseName))?.token ?? 0) + 1;
    await deps.db.change(sql`
      UPDATE leases SET holder = ${holder}, token = ${token}, until_ms = ${deps.clock.now() + ttlMs} WHERE name = ${leaseName}`);
    return { name: leaseName, holder, token };
  });
}

/** Locks the lease's row for the rest of the transaction and says whether it is still ours. */
export async function holdLease(db: Database, lease: Lease): Promise<boolean> {
  const row = await lockedRow(db, lease.name);
  return row?.token === lease.token && row.holder === lease.holder;
}

interface LeaseRow {
  readonly holder: string;
  readonly token: number;
  readonly until_ms: number;
}

function lockedRow(db: Database, leaseName: string): Promise<LeaseRow | undefined> {
  return db.selectOne<LeaseRow>(sql`
    SELECT holder, token, until_ms FROM leases WHERE name = ${leaseName} ${forUpdate(db)}`);
}

async function ensureRow(db: Database, leaseName: string): Promise<void> {
  if (await db.selectOne(sql`SELECT 1 AS found FROM leases WHERE name = ${leaseName}`)) {
    return;
  }
  try {
    await db.change(sql`INSERT INTO leases (name, holder, token, until_ms) VALUES (${leaseName}, '', 0, 0)`);
  } catch (error) {
    if (!isDuplicate(error)) {
      throw error;
    }
  }
}
