import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import { randomId, randomToken } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import { sessionLifeMs, type SessionKind } from "../session.policy.ts";
import { csrfTokenOf, hashToken } from "../session-tokens.ts";

export interface SessionOwner {
  readonly kind: SessionKind;
  /** Of the account or the member of staff. */
  readonly id: number;
  readonly publicId: string;
  readonly name: string;
}

export interface OpenedSession {
  readonly token: string;
  readonly csrfToken: string;
}

/** Opens a session in the caller's transaction. The token exists in the answer and nowhere else. */
export async function openSession(deps: Deps, owner: SessionOwner, via: "wechat" | "sms" | "password", device: string): Promise<OpenedSession> {
  const token = randomToken();
  const now = deps.clock.now();
  const { insertId } = await deps.db.change(sql`
    INSERT INTO sessions (public_id, token_hash, kind, account_id, staff_id, device, created_at, last_seen_at, expires_at)
    VALUES (${randomId()}, ${hashToken(token)}, ${owner.kind}, ${owner.kind === "villager" ? owner.id : null},
      ${owner.kind === "staff" ? owner.id : null}, ${device.slice(0, 80)}, ${now}, ${now}, ${now + sessionLifeMs[owner.kind]})`);
  await deps.journal.append(actorOf(owner, insertId), {
    kind: "session.opened",
    subject: { kind: owner.kind === "staff" ? "staff" : "account", id: owner.id, publicId: owner.publicId },
    areaId: null,
    details: { via, device },
  });
  return { token, csrfToken: csrfTokenOf(deps.tokenKey, insertId) };
}

/** Somebody who has just proven who he is. What he may do is asked for with his next request. */
export function actorOf({ kind, id, publicId, name }: SessionOwner, sessionId: number): VillagerActor | StaffActor {
  return kind === "staff" ? { kind, staffId: id, publicId, name, sessionId, grants: [] } : { kind, accountId: id, publicId, name, sessionId };
}
