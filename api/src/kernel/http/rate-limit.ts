import { createHmac } from "node:crypto";
import type { Endpoint } from "@cunqing/contract";
import type { Actor } from "../actor.ts";
import type { Clock } from "../clock.ts";
import type { KeyStore } from "../key-store.ts";
import type { Log } from "../log.ts";
import { Refusal } from "../refusal.ts";
import type { Caller } from "./route.ts";

export interface RateDeps {
  readonly keys: KeyStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly tokenKey: Buffer;
}

const minuteMs = 60_000;
/** A whole village may stand behind one address, so an address may do far more than one session. */
const addressFactor = 20;
const postsPerMinute = 120;

/**
 * Counts POSTs, and GETs that name a rate, by session and by address. Fails open: without the store people can still
 * speak up, and the costly doors (codes, log-ins) have limits of their own that do not.
 */
export async function limitRate(
  deps: RateDeps,
  endpoint: Pick<Endpoint, "method" | "path" | "ratePerMinute">,
  caller: Pick<Caller, "address">,
  actor: Actor,
): Promise<void> {
  if (endpoint.method === "GET" && endpoint.ratePerMinute === undefined) {
    return;
  }
  const perCaller = endpoint.ratePerMinute ?? postsPerMinute;
  const who = actor.kind === "villager" || actor.kind === "staff" ? `session:${actor.sessionId}` : undefined;
  const counters = [
    { key: `address:${hashed(deps.tokenKey, caller.address)}`, max: perCaller * addressFactor },
    ...(who ? [{ key: who, max: perCaller }] : []),
  ];
  const minute = Math.floor(deps.clock.now() / minuteMs);
  for (const { key, max } of counters) {
    if ((await countOf(deps, `rate:${endpoint.path}:${key}:${minute}`)) > max) {
      throw new Refusal("request.too_many", { retryAfterSeconds: 60 - (Math.floor(deps.clock.now() / 1000) % 60) });
    }
  }
}

async function countOf(deps: RateDeps, key: string): Promise<number> {
  try {
    return await deps.keys.increment(key, minuteMs);
  } catch (error) {
    deps.log.warn({ err: error }, "rate limits are off: the key store does not answer");
    return 0;
  }
}

/** Addresses are personal data: even a counter's name holds only a keyed hash. */
const hashed = (key: Buffer, address: string): string => createHmac("sha256", key).update(`address:${address}`).digest("base64url").slice(0, 22);
