import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { isLive, type SessionKind } from "../session.policy.ts";

export interface SessionLine {
  readonly id: string;
  readonly kind: SessionKind;
  readonly device: string;
  readonly createdAt: number;
  readonly lastSeenAt: number;
  readonly isCurrent: boolean;
}

/** Sessions that still work, newest first. `owner` says whose, `currentId` which one asks. */
export async function listSessions(deps: Deps, owner: Sql, currentId: number): Promise<SessionLine[]> {
  const rows = await deps.db.select<Row>(sql`
    SELECT id, public_id, kind, device, created_at, last_seen_at, expires_at FROM sessions
    WHERE ${owner} AND revoked_at IS NULL AND expires_at > ${deps.clock.now()} ORDER BY id DESC LIMIT 200`);
  return rows
    .filter((row) => isLive({ kind: row.kind, lastSeenAt: row.last_seen_at, expiresAt: row.expires_at, revokedAt: null }, deps.clock.now()))
    .map((row) => ({
      id: row.public_id,
      kind: row.kind,
      device: row.device,
      createdAt: row.created_at,
      lastSeenAt: row.last_seen_at,
      isCurrent: row.id === currentId,
    }));
}

/** The condition "the sessions of this person in this capacity". */
export const sessionsOf = (actor: VillagerActor | StaffActor): Sql =>
  actor.kind === "staff" ? sql`staff_id = ${actor.staffId}` : sql`account_id = ${actor.accountId}`;

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly kind: SessionKind;
  readonly device: string;
  readonly created_at: number;
  readonly last_seen_at: number;
  readonly expires_at: number;
}
