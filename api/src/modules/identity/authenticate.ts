import type { Actor } from "../../kernel/actor.ts";
import { shanghaiDay } from "../../kernel/clock.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { Caller } from "../../kernel/http/route.ts";
import { Refusal, refuseUnless } from "../../kernel/refusal.ts";
import { sql } from "../../kernel/sql.ts";
import { grantsOf } from "./grants.ts";
import { findAppointmentFacts } from "./queries/find-appointment-facts.ts";
import { isLive, needsTouch, type SessionKind } from "./session.policy.ts";
import { hashToken, isCsrfToken, sessionCookies } from "./session-tokens.ts";

export interface TokenRequest {
  readonly method: string;
  readonly csrfToken: string;
  readonly isCookie: boolean;
}

/**
 * Finds out who is asking, by the token of the request: at most two look-ups and no memory, so that whatever is
 * revoked or ended is so for the very next request.
 */
export function createAuthenticate(deps: Deps) {
  const touch = createTouch(deps);
  return async (caller: Caller, request: TokenRequest): Promise<Actor | undefined> => {
    if (caller.token === undefined) {
      return undefined;
    }
    const session = await findSession(deps, caller.token);
    const now = deps.clock.now();
    if (!session || !isLive(session, now)) {
      if (request.isCookie) {
        // Script cannot take this cookie away, and with it every log-in would be refused as well.
        caller.setCookies([{ name: sessionCookies.session, value: null }, { name: sessionCookies.csrf, value: null, isReadable: true }]);
      }
      throw new Refusal("session.expired");
    }
    if (request.isCookie && request.method !== "GET") {
      refuseUnless(isCsrfToken(deps.tokenKey, session.id, request.csrfToken), "session.csrf");
    }
    const actor = await actorOf(deps, session, now);
    if (needsTouch(session, now)) {
      touch(session, now);
    }
    return actor;
  };
}

interface FoundSession {
  readonly id: number;
  readonly kind: SessionKind;
  readonly ownerId: number;
  readonly publicId: string;
  readonly name: string;
  readonly lastSeenAt: number;
  readonly expiresAt: number;
  readonly revokedAt: number | null;
}

async function findSession(deps: Deps, token: string): Promise<FoundSession | undefined> {
  const row = await deps.db.selectOne<SessionRow>(sql`
    SELECT s.id, s.kind, s.account_id, s.staff_id, s.last_seen_at, s.expires_at, s.revoked_at,
      a.public_id AS account_public_id, a.name AS account_name,
      t.public_id AS staff_public_id, t.name AS staff_name
    FROM sessions s LEFT JOIN accounts a ON a.id = s.account_id LEFT JOIN staff t ON t.id = s.staff_id AND t.state = 'active'
    WHERE s.token_hash = ${hashToken(token)}`);
  const ownerId = row?.kind === "staff" ? row.staff_id : row?.account_id;
  const publicId = row?.kind === "staff" ? row.staff_public_id : row?.account_public_id;
  const name = row?.kind === "staff" ? row.staff_name : row?.account_name;
  if (!row || typeof ownerId !== "number" || typeof publicId !== "string" || typeof name !== "string") {
    return undefined;
  }
  return { id: row.id, kind: row.kind, ownerId, publicId, name, lastSeenAt: row.last_seen_at, expiresAt: row.expires_at, revokedAt: row.revoked_at };
}

interface SessionRow {
  readonly id: number;
  readonly kind: SessionKind;
  readonly account_id: number | null;
  readonly staff_id: number | null;
  readonly last_seen_at: number;
  readonly expires_at: number;
  readonly revoked_at: number | null;
  readonly account_public_id: string | null;
  readonly account_name: string | null;
  readonly staff_public_id: string | null;
  readonly staff_name: string | null;
}

async function actorOf(deps: Deps, session: FoundSession, now: number): Promise<Actor> {
  const { id: sessionId, ownerId, publicId, name } = session;
  if (session.kind === "villager") {
    return { kind: "villager", accountId: ownerId, publicId, name, sessionId };
  }
  const appointments = await findAppointmentFacts(deps.db, ownerId);
  return { kind: "staff", staffId: ownerId, publicId, name, sessionId, grants: grantsOf(deps.county, appointments, shanghaiDay(now)) };
}

/** Marks a session as seen, beside the request: nobody waits for it, and its failure is nobody's failure. */
function createTouch(deps: Deps) {
  const underWay = new Set<number>();
  return (session: FoundSession, now: number): void => {
    if (underWay.has(session.id)) {
      return;
    }
    underWay.add(session.id);
    writeTouch(deps, session, now)
      .catch((error: unknown) => deps.log.warn({ err: error }, "a session's last-seen mark was not written"))
      .finally(() => underWay.delete(session.id));
  };
}

async function writeTouch({ db }: Deps, session: FoundSession, now: number): Promise<void> {
  await db.change(sql`UPDATE sessions SET last_seen_at = ${now} WHERE id = ${session.id} AND last_seen_at < ${now}`);
  if (session.kind === "staff") {
    await db.change(sql`UPDATE staff SET last_seen_at = ${now} WHERE id = ${session.ownerId}`);
  }
}
