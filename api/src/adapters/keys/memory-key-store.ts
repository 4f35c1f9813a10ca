import type { Clock } from "../../kernel/clock.ts";
import type { KeyStore } from "../../kernel/key-store.ts";

type Entry = { value: string; endsAt: number };

const defaultMaxKeys = 100_000;

/** For a single process. When it is full the ended keys go first, then the oldest: memory must not grow without end. */
export function createMemoryKeyStore(deps: { clock: Clock; maxKeys?: number }): KeyStore {
  const { clock, maxKeys = defaultMaxKeys } = deps;
  const entries = new Map<string, Entry>();

  function live(key: string): Entry | undefined {
    const entry = entries.get(key);
    if (entry !== undefined && clock.now() >= entry.endsAt) {
      entries.delete(key);
      return undefined;
    }
    return entry;
  }

  function write(key: string, value: string, ttlMs: number): void {
    if (!Number.isSafeInteger(ttlMs) || ttlMs <= 0) {
      throw new RangeError("a key needs a time to live of whole milliseconds above 0");
    }
    entries.delete(key);
    makeRoom(entries, maxKeys, clock.now());
    entries.set(key, { value, endsAt: clock.now() + ttlMs });
  }

  return {
    async get(key) {
      return live(key)?.value ?? null;
    },

    async set(key, value, ttlMs) {
      write(key, value, ttlMs);
    },

    async setIfAbsent(key, value, ttlMs) {
      if (live(key) !== undefined) {
        return false;
      }
      write(key, value, ttlMs);
      return true;
    },

    async delete(key) {
      entries.delete(key);
    },

    async increment(key, ttlMs) {
      const entry = live(key);
      if (entry === undefined) {
        write(key, "1", ttlMs);
        return 1;
      }
      if (!/^-?\d+$/.test(entry.value)) {
        throw new TypeError("the value under this key is not a count");
      }
      const count = Number(entry.value) + 1;
      entry.value = String(count);
      return count;
    },
  };
}

function makeRoom(entries: Map<string, Entry>, maxKeys: number, now: number): void {
  if (entries.size < maxKeys) {
    return;
  }
  for (const [key, { endsAt }] of entries) {
    if (endsAt <= now) {
      entries.delete(key);
    }
  }
  // A tenth at once: a store full of live keys would otherwise be swept on every single write.
  const target = maxKeys - Math.ceil(maxKeys / 10);
  for (const key of entries.keys()) {
    if (entries.size <= target) {
      return;
    }
    entries.delete(key);
  }
}
