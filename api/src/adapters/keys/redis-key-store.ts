import { Redis } from "ioredis";
import type { KeyStore } from "../../kernel/key-store.ts";

export type RedisOptions = {
  url: string;
  /** Told about every connection failure, without the address: it may hold a password. */
  onError: (code: string) => void;
  commandTimeoutMs?: number;
};

/**
 * Opens the connection and waits until it is ready or has failed once; a Redis that is down does not stop the start,
 * the connection heals by itself. Until then every command rejects at once: nothing queues, nothing hangs, and a
 * command whose answer was lost is not sent again, since it may already have counted.
 */
export async function openRedis({ url, onError, commandTimeoutMs = 1000 }: RedisOptions): Promise<Redis> {
  const redis = new Redis(url, {
    lazyConnect: true,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    commandTimeout: commandTimeoutMs,
    connectTimeout: 2 * commandTimeoutMs,
    // A half-open connection answers nothing for minutes: give it up and dial again.
    socketTimeout: 3 * commandTimeoutMs,
    retryStrategy: (times) => Math.min(times * 100, 2000),
  });
  redis.on("error", (error: unknown) => onError(codeOf(error)));
  // The failure itself has been told through "error"; from here on each command tells.
  await redis.connect().catch(() => undefined);
  return redis;
}

/** `prefix` keeps several installations apart on one server. */
export function createRedisKeyStore(redis: Redis, prefix: string): KeyStore {
  const full = (key: string): string => `${prefix}${key}`;

  return {
    get: (key) => redis.get(full(key)),

    async set(key, value, ttlMs) {
      await redis.set(full(key), value, "PX", ttlMs);
    },

    async setIfAbsent(key, value, ttlMs) {
      return (await redis.set(full(key), value, "PX", ttlMs, "NX")) === "OK";
    },

    async delete(key) {
      await redis.del(full(key));
    },

    async increment(key, ttlMs) {
      const count = await redis.eval(incrementScript, 1, full(key), ttlMs);
      if (typeof count !== "number") {
        throw new TypeError("Redis did not answer a count");
      }
      return count;
    },
  };
}

// SET NX PX first, so that a bad time to live leaves no count without an end behind.
const incrementScript = `
if redis.call("SET", KEYS[1], "1", "PX", ARGV[1], "NX") then
  return 1
end
return redis.call("INCR", KEYS[1])
`;

function codeOf(error: unknown): string {
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    return error.code;
  }
  return error instanceof Error ? error.name : "unknown";
}
