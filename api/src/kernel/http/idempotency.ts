import { createHmac } from "node:crypto";
import type { Endpoint } from "@cunqing/contract";
import type { Actor } from "../actor.ts";
import type { Clock } from "../clock.ts";
import type { Database } from "../database.ts";
import { isDuplicate } from "../database-errors.ts";
import type { KeyStore } from "../key-store.ts";
import { refuseUnless } from "../refusal.ts";
import { sql } from "../sql.ts";
import { inTransaction } from "../transaction.ts";
import type { Call, Route } from "./route.ts";

export interface IdempotencyDeps {
  readonly db: Database;
  readonly clock: Clock;
  readonly keys: KeyStore;
  readonly tokenKey: Buffer;
}

const keyPattern = /^[A-Za-z0-9_-]{16,80}$/;
const inFlightMs = 30_000;

/** The key of this request, or undefined where it has none and needs none. */
export function idempotencyKeyOf(endpoint: Endpoint, header: string): string | undefined {
  if (endpoint.idempotency === undefined || (header === "" && endpoint.idempotency === "optional")) {
    return undefined;
  }
  refuseUnless(keyPattern.test(header), "request.idempotency_key_missing");
  return header;
}

/**
 * Runs the command once for a key (trust.md 9). The key's row is written in the command's own transaction, so
 * either both are there or neither. Refusals and defects are not kept: the same form may be sent again.
 */
export async function runOnce(deps: IdempotencyDeps, route: Route, call: Call<Endpoint>, key: string, rawBody: unknown): Promise<unknown> {
  const { recall } = route;
  if (!recall) {
    throw new Error(`${route.endpoint.path} declares idempotency and has no recall`);
  }
  const order = {
    scope: route.keepsNoTie(call) ? "anonymous" : scopeOf(call.actor),
    endpoint: `${route.endpoint.method} ${route.endpoint.path}`.slice(0, 60),
    keyHash: hashed(deps.tokenKey, "key", key),
    bodyHash: hashed(deps.tokenKey, "body", JSON.stringify([call.params, rawBody])),
  };
  const known = await findKnown(deps.db, order);
  if (known) {
    return recall(call, checkSame(known, order.bodyHash));
  }
  const flight = `in-flight:${order.scope}:${order.endpoint}:${order.keyHash}`;
  // Without the store the unique row below still lets only one of two through; the other waits instead of a 409.
  const isFirst = await deps.keys.setIfAbsent(flight, "1", inFlightMs).catch(() => true);
  refuseUnless(isFirst, "request.in_flight", { retryAfterSeconds: 2 });
  try {
    return await firstRun(deps, route, call, order);
  } catch (error) {
    if (isDuplicate(error)) {
      const winner = await findKnown(deps.db, order);
      if (winner) {
        return recall(call, checkSame(winner, order.bodyHash));
      }
    }
    throw error;
  } finally {
    await deps.keys.delete(flight).catch(() => undefined);
  }
}

interface KeyOrder {
  readonly scope: string;
  readonly endpoint: string;
  readonly keyHash: string;
  readonly bodyHash: string;
}

async function firstRun(deps: IdempotencyDeps, route: Route, call: Call<Endpoint>, order: KeyOrder): Promise<unknown> {
  return inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO idempotency_keys (scope, endpoint, key_hash, body_hash, subject, created_at)
      VALUES (${order.scope}, ${order.endpoint}, ${order.keyHash}, ${order.bodyHash}, NULL, ${deps.clock.now()})`);
    let subject: string | undefined;
    const result = await route.answer({ ...call, remember: (made) => void (subject = made) });
    if (subject !== undefined) {
      await deps.db.change(sql`UPDATE idempotency_keys SET subject = ${subject} WHERE id = ${insertId}`);
    }
    return result;
  });
}

interface Known {
  readonly body_hash: string;
  readonly subject: string | null;
}

function findKnown(db: Database, order: KeyOrder): Promise<Known | undefined> {
  return db.selectOne<Known>(sql`
    SELECT body_hash, subject FROM idempotency_keys
    WHERE scope = ${order.scope} AND endpoint = ${order.endpoint} AND key_hash = ${order.keyHash}`);
}

function checkSame(known: Known, bodyHash: string): string {
  refuseUnless(known.body_hash === bodyHash, "request.idempotency_key_reused");
  return known.subject ?? "";
}

/** Without an account the key itself is the secret: 128 random bits that only one phone knows. */
function scopeOf(actor: Actor): string {
  switch (actor.kind) {
    case "villager":
      return `account:${actor.accountId}`;
    case "staff":
      return `staff:${actor.staffId}`;
    case "anonymous":
    case "system":
      return actor.kind;
  }
}

const hashed = (key: Buffer, what: string, text: string): string => createHmac("sha256", key).update(`${what}:${text}`).digest("hex");
