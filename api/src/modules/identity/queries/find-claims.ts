import type { claimStates } from "@cunqing/contract";
import type { Database } from "../../../kernel/database.ts";
import { nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";

export type ClaimState = (typeof claimStates)[number];

export interface Claim {
  readonly id: number;
  readonly publicId: string;
  readonly accountId: number;
  readonly villageId: number;
  /** As the claimant wrote it. */
  readonly name: string;
  readonly identitySealed: string;
  readonly identityIndex: string;
  readonly state: ClaimState;
  readonly reason: string | null;
  readonly createdAt: number;
}

export const findClaim = async (db: Database, publicId: string): Promise<Claim | undefined> => (await readClaims(db, sql`c.public_id = ${publicId}`))[0];

export const lockClaim = async (db: Database, publicId: string): Promise<Claim | undefined> =>
  (await readClaims(db, sql`c.public_id = ${publicId}`, forUpdate(db)))[0];

/** Newest first. */
export const claimsOf = (db: Database, accountId: number): Promise<Claim[]> =>
  readClaims(db, sql`c.account_id = ${accountId}`, sql`ORDER BY c.id DESC LIMIT 100`);

export const findOpenClaim = async (db: Database, accountId: number): Promise<Claim | undefined> =>
  (await readClaims(db, sql`c.account_id = ${accountId} AND c.state = 'open'`))[0];

/** The claim by which an account came to stand for its person. */
export const findApprovedClaim = async (db: Database, accountId: number): Promise<Claim | undefined> =>
  (await readClaims(db, sql`c.account_id = ${accountId} AND c.state = 'approved'`, sql`ORDER BY c.id DESC LIMIT 1`))[0];

/** Claims by the aliases c (claim) and a (its village). */
export async function readClaims(db: Database, condition: Sql, end: Sql = nothing): Promise<Claim[]> {
  const rows = await db.select<Row>(sql`
    SELECT c.id, c.public_id, c.account_id, c.village_id, c.name, c.identity_sealed, c.identity_index, c.state, c.reason, c.created_at
    FROM claims c JOIN areas a ON a.id = c.village_id WHERE ${condition} ${end}`);
  return rows.map((row) => ({
    id: row.id,
    publicId: row.public_id,
    accountId: row.account_id,
    villageId: row.village_id,
    name: row.name,
    identitySealed: row.identity_sealed,
    identityIndex: row.identity_index,
    state: row.state,
    reason: row.reason,
    createdAt: row.created_at,
  }));
}

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly account_id: number;
  readonly village_id: number;
  readonly name: string;
  readonly identity_sealed: string;
  readonly identity_index: string;
  readonly state: ClaimState;
  readonly reason: string | null;
  readonly created_at: number;
}
