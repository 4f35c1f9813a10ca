import { randomToken } from "../../kernel/crypto/random.ts";
import { fromBase32, newTotpSecret, toBase32 } from "../../kernel/crypto/totp.ts";
import type { Database } from "../../kernel/database.ts";
import { refuseUnless } from "../../kernel/refusal.ts";
import { nothing, sql, type Sql } from "../../kernel/sql.ts";
import { forUpdate } from "../../kernel/sql-differences.ts";
import type { IdentityDeps } from "./deps.ts";
import { findStaffById, type Staff } from "./queries/find-staff.ts";
import { hashToken } from "./session-tokens.ts";

export type SetupKind = "administrator" | "staff" | "totp_reset";

const lifeMs = 72 * 3_600_000;

/** Makes a link in the caller's transaction; older ones of the same person die. The link itself is stored nowhere. */
export async function makeSetupLink(deps: IdentityDeps, staffId: number, kind: SetupKind): Promise<string> {
  const now = deps.clock.now();
  await endSetupLinks(deps.db, staffId, now);
  const token = randomToken();
  const tokenHash = hashToken(token);
  const totpSealed = deps.cipher.seal(toBase32(newTotpSecret()), { field: "setup_links.totp_sealed", rowId: tokenHash });
  await deps.db.change(sql`
    INSERT INTO setup_links (token_hash, staff_id, kind, totp_sealed, expires_at)
    VALUES (${tokenHash}, ${staffId}, ${kind}, ${totpSealed}, ${now + lifeMs})`);
  // Behind the #, so that the token reaches no server's log before it is used.
  return new URL(`/admin/#/setup?token=${token}`, deps.publicUrl).href;
}

/** Ends what links somebody has, in the caller's transaction. */
export async function endSetupLinks(db: Database, staffId: number, now: number): Promise<void> {
  await db.change(sql`UPDATE setup_links SET used_at = ${now} WHERE staff_id = ${staffId} AND used_at IS NULL`);
}

export interface Setup {
  readonly id: number;
  readonly kind: SetupKind;
  readonly staff: Staff;
  readonly secret: Buffer;
}

export const findSetup = (deps: IdentityDeps, token: string): Promise<Setup> => readSetup(deps, token, nothing);

/** The same, locked: of two who finish one link at once the second finds it used. */
export const lockSetup = (deps: IdentityDeps, token: string): Promise<Setup> => readSetup(deps, token, forUpdate(deps.db));

async function readSetup(deps: IdentityDeps, token: string, lock: Sql): Promise<Setup> {
  const tokenHash = hashToken(token);
  const row = await deps.db.selectOne<Row>(sql`
    SELECT id, staff_id, kind, totp_sealed FROM setup_links
    WHERE token_hash = ${tokenHash} AND used_at IS NULL AND expires_at > ${deps.clock.now()} ${lock}`);
  const staff = row && (await findStaffById(deps.db, row.staff_id));
  const secret = row && fromBase32(deps.cipher.open(row.totp_sealed, { field: "setup_links.totp_sealed", rowId: tokenHash }));
  refuseUnless(row && secret && staff && (staff.state === "invited" || staff.state === "active"), "setup.link_invalid");
  return { id: row.id, kind: row.kind, staff, secret };
}

interface Row {
  readonly id: number;
  readonly staff_id: number;
  readonly kind: SetupKind;
  readonly totp_sealed: string;
}
