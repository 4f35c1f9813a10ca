import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { KeyStore } from "../../kernel/key-store.ts";

export type FetchedToken = { token: string; expiresInSeconds: number };

export type AccessTokens = {
  current: () => Promise<string>;
  /** A token other than `refused`, as far as WeChat gives one. */
  replace: (refused: string) => Promise<string>;
};

/**
 * One access token for all processes: cached in the key store, and asked for by one caller at a time, in this process
 * by a shared promise and across processes by a lock. It is always asked for in WeChat's normal mode, which repeats the
 * token in force; so when the store is gone we fail open and simply ask WeChat.
 */
export function createAccessTokens(deps: {
  appId: string;
  keys: KeyStore;
  fetchToken: () => Promise<FetchedToken>;
  /** Longer than fetchToken can take. */
  lockMs: number;
}): AccessTokens {
  const { keys, fetchToken, lockMs } = deps;
  const tokenKey = `wechat:token:${deps.appId}`;
  const lockKey = `wechat:token-lock:${deps.appId}`;
  let underWay: Promise<string> | undefined;

  function current(): Promise<string> {
    underWay ??= obtain().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  async function obtain(): Promise<string> {
    const owner = randomUUID();
    for (let waitedMs = 0; waitedMs < lockMs; waitedMs += lookAgainMs) {
      const cached = await orElse(keys.get(tokenKey), null);
      if (cached !== null) {
        return cached;
      }
      const lock = await orElse<boolean | "no store">(keys.setIfAbsent(lockKey, owner, lockMs), "no store");
      if (lock === true) {
        return fetchLocked(owner);
      }
      if (lock === "no store") {
        break;
      }
      await sleep(lookAgainMs);
    }
    return (await fetchToken()).token;
  }

  async function fetchLocked(owner: string): Promise<string> {
    try {
      // Somebody may have finished between our look and our lock.
      const cached = await orElse(keys.get(tokenKey), null);
      if (cached !== null) {
        return cached;
      }
      const { token, expiresInSeconds } = await fetchToken();
      const ttlMs = (expiresInSeconds - overlapSeconds) * 1000;
      if (ttlMs > 0) {
        await orElse(keys.set(tokenKey, token, ttlMs), undefined);
      }
      return token;
    } finally {
      await orElse(deleteIf(lockKey, owner), undefined);
    }
  }

  // Only the value we mean: another caller may have put a good one in its place.
  async function deleteIf(key: string, value: string): Promise<void> {
    if ((await keys.get(key)) === value) {
      await keys.delete(key);
    }
  }

  return {
    current,

    async replace(refused) {
      await orElse(deleteIf(tokenKey, refused), undefined);
      const token = await current();
      // The promise we joined may have read the cache before we emptied it.
      return token === refused ? current() : token;
    },
  };
}

const overlapSeconds = 300;
const lookAgainMs = 50;

/** The key store is a help here, not a need. */
async function orElse<T>(answer: Promise<T>, otherwise: T): Promise<T> {
  try {
    return await answer;
  } catch {
    return otherwise;
  }
}
