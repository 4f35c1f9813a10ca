import { usernamePattern } from "@cunqing/contract";
import type { Database } from "../../../kernel/database.ts";
import { nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";

export type StaffState = "invited" | "active" | "locked" | "left";

export interface Staff {
  readonly id: number;
  readonly publicId: string;
  readonly username: string;
  readonly name: string;
  readonly phoneSealed: string | null;
  readonly personId: number | null;
  readonly passwordHash: string | null;
  readonly totpSealed: string | null;
  readonly totpLastStep: number;
  readonly state: StaffState;
  readonly lockedUntil: number;
  readonly lastSeenAt: number | null;
}

/** A member of staff by his public id. */
export const findStaff = async (db: Database, publicId: string): Promise<Staff | undefined> => (await readStaff(db, sql`public_id = ${publicId}`))[0];

/** What cannot be a user name is not asked for: MySQL will not compare other letters with a column of ASCII. */
export const findStaffByUsername = async (db: Database, username: string): Promise<Staff | undefined> =>
  usernamePattern.test(username) ? (await readStaff(db, sql`username = ${username}`))[0] : undefined;

export const findStaffById = async (db: Database, id: number): Promise<Staff | undefined> => (await readStaff(db, sql`id = ${id}`))[0];

/** The same, locked for the rest of the transaction. */
export const lockStaffRow = async (db: Database, publicId: string): Promise<Staff | undefined> =>
  (await readStaff(db, sql`public_id = ${publicId}`, forUpdate(db)))[0];

export async function readStaff(db: Database, condition: Sql, end: Sql = nothing): Promise<Staff[]> {
  const rows = await db.select<StaffRow>(sql`
    SELECT id, public_id, username, name, phone_sealed, person_id, password_hash, totp_sealed, totp_last_step, state,
      locked_until, last_seen_at
    FROM staff t WHERE ${condition} ${end}`);
  return rows.map(fromRow);
}

interface StaffRow {
  readonly id: number;
  readonly public_id: string;
  readonly username: string;
  readonly name: string;
  readonly phone_sealed: string | null;
  readonly person_id: number | null;
  readonly password_hash: string | null;
  readonly totp_sealed: string | null;
  readonly totp_last_step: number;
  readonly state: StaffState;
  readonly locked_until: number;
  readonly last_seen_at: number | null;
}

function fromRow(row: StaffRow): Staff {
  return {
    id: row.id,
    publicId: row.public_id,
    username: row.username,
    name: row.name,
    phoneSealed: row.phone_sealed,
    personId: row.person_id,
    passwordHash: row.password_hash,
    totpSealed: row.totp_sealed,
    totpLastStep: row.totp_last_step,
    state: row.state,
    lockedUntil: row.locked_until,
    lastSeenAt: row.last_seen_at,
  };
}
