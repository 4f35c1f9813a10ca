import type { Database } from "../../../kernel/database.ts";
import type { Subject } from "../../../kernel/journal/journal.ts";
import type { DataOwner } from "../../../kernel/personal-data.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import type { ErasureState } from "./erasure.state.ts";

/** `restore`: a backup brought back somebody who had been erased since, and he goes again. */
export type AskedBy = "person" | "officer" | "restore";

export interface Erasure {
  readonly id: number;
  readonly publicId: string;
  readonly owner: DataOwner;
  /** As the account bears it; empty once it is erased. */
  readonly name: string;
  readonly state: ErasureState;
  readonly askedBy: AskedBy;
  readonly reason: string | null;
  readonly requestedAt: number;
  readonly decidedAt: number | null;
}

/** The entry's subject: the request has an id of its own, so that nothing public names the person. */
export const erasureSubject = ({ id, publicId }: Pick<Erasure, "id" | "publicId">): Subject => ({ kind: "erasure", id, publicId });

export const findErasure = (db: Database, publicId: string): Promise<Erasure | undefined> => readOne(db, sql`e.public_id = ${publicId}`);
export const lockErasure = (db: Database, publicId: string): Promise<Erasure | undefined> => readOne(db, sql`e.public_id = ${publicId} ${forUpdate(db)}`);

/** The request of an account that is not over yet. Lock the account first. */
export const findUnderWay = (db: Database, accountId: number): Promise<Erasure | undefined> =>
  readOne(db, sql`e.account_id = ${accountId} AND e.state IN ('requested', 'erasing')`);

export const listEndedSince = (db: Database, since: number): Promise<Erasure[]> =>
  readErasures(db, sql`e.state = 'erased' AND e.requested_at > ${since - longestMs} AND e.finished_at > ${since} LIMIT 50`);

export const listUnfinished = (db: Database, after: number, limit: number): Promise<Erasure[]> =>
  readErasures(db, sql`e.state = 'erasing' AND e.id > ${after} ORDER BY e.id LIMIT ${limit}`);

async function readOne(db: Database, condition: Sql): Promise<Erasure | undefined> {
  return (await readErasures(db, condition))[0];
}

export async function readErasures(db: Database, condition: Sql): Promise<Erasure[]> {
  const rows = await db.select<Row>(sql`
    SELECT e.id, e.public_id, e.account_id, e.state, e.asked_by, e.reason, e.requested_at, e.decided_at, a.public_id AS account_public_id, a.name
    FROM erasures e JOIN accounts a ON a.id = e.account_id WHERE ${condition}`);
  return rows.map((row) => ({
    id: row.id,
    publicId: row.public_id,
    owner: { accountId: row.account_id, publicId: row.account_public_id },
    name: row.name,
    state: row.state,
    askedBy: row.asked_by,
    reason: row.reason,
    requestedAt: row.requested_at,
    decidedAt: row.decided_at,
  }));
}

/** Older requests are not looked at again: every look would walk through all erasures there ever were. */
const longestMs = 90 * 24 * 60 * 60_000;

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly account_id: number;
  readonly state: ErasureState;
  readonly asked_by: AskedBy;
  readonly reason: string | null;
  readonly requested_at: number;
  readonly decided_at: number | null;
  readonly account_public_id: string;
  readonly name: string;
}
