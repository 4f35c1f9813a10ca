/**
 * Short-lived shared values: rate limits, cached tokens, locks that may be lost. Redis, or memory for one process.
 * Every value has an end. A store that is gone rejects quickly; the caller says whether it then fails open or closed.
 */
export interface KeyStore {
  get(key: string): Promise<string | null>;
  set(key: string, value: string, ttlMs: number): Promise<void>;
  /** Answers whether the value was written: only one of many callers gets `true`. */
  setIfAbsent(key: string, value: string, ttlMs: number): Promise<boolean>;
  delete(key: string): Promise<void>;
  /** Counts up from 1. The time to live starts with the first count and is not moved by later ones. */
  increment(key: string, ttlMs: number): Promise<number>;
}
