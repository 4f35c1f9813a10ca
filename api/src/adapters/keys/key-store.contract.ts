import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import type { KeyStore } from "../../kernel/key-store.ts";

/** What every key store guarantees. Real time passes, so that both stores are judged by the same clock. */
export function keyStoreContract(name: string, open: () => KeyStore): void {
  describe(`${name} keeps the contract of a key store`, () => {
    const fresh = (): string => `contract-${randomUUID()}`;

    it("a key that was never written reads as null", async () => {
      expect(await open().get(fresh())).toBeNull();
    });

    it("a value reads back unchanged, whatever characters it has", async () => {
      const store = open();
      const key = fresh();
      for (const value of ["token", "", "中文 \n \u0000 😀", "x".repeat(2000)]) {
        await store.set(key, value, 5000);
        expect(await store.get(key)).toBe(value);
      }
    });

    it("a value is gone when its time is over, and a new write starts a new time", async () => {
      const store = open();
      const [short, renewed] = [fresh(), fresh()];
      await store.set(short, "a", 60);
      await store.set(renewed, "a", 60);
      await store.set(renewed, "b", 5000);
      await sleep(120);
      expect(await store.get(short)).toBeNull();
      expect(await store.get(renewed)).toBe("b");
    });

    it("of fifty who set an absent key at once exactly one is told it did", async () => {
      const store = open();
      const key = fresh();
      const wins = await Promise.all(Array.from({ length: 50 }, (_, at) => store.setIfAbsent(key, `${at}`, 5000)));
      expect(wins.filter(Boolean)).toHaveLength(1);
      expect(await store.get(key)).toBe(String(wins.indexOf(true)));
    });

    it("an absent key can be set again after its time or after delete", async () => {
      const store = open();
      const [ended, deleted] = [fresh(), fresh()];
      await store.setIfAbsent(ended, "a", 60);
      await store.setIfAbsent(deleted, "a", 5000);
      await store.delete(deleted);
      await sleep(120);
      expect(await store.setIfAbsent(ended, "b", 5000)).toBe(true);
      expect(await store.setIfAbsent(deleted, "b", 5000)).toBe(true);
    });

    it("deleting what is not there is no error", async () => {
      await expect(open().delete(fresh())).resolves.toBeUndefined();
    });

    it("fifty counts at once lose none and repeat none", async () => {
      const store = open();
      const key = fresh();
      const counts = await Promise.all(Array.from({ length: 50 }, () => store.increment(key, 5000)));
      expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, at) => at + 1));
      expect(await store.get(key)).toBe("50");
    });

    it("a count ends with the time of its first step, however often it is raised", async () => {
      const store = open();
      const key = fresh();
      await store.increment(key, 150);
      await sleep(100);
      expect(await store.increment(key, 5000)).toBe(2);
      await sleep(100);
      expect(await store.increment(key, 5000)).toBe(1);
    });

    it("a text cannot be counted up", async () => {
      const store = open();
      const key = fresh();
      await store.set(key, "not a number", 5000);
      await expect(store.increment(key, 5000)).rejects.toThrow(Error);
      expect(await store.get(key)).toBe("not a number");
    });

    it.each([0, -1, 1.5])("a time to live of %d is refused and leaves nothing behind", async (ttlMs) => {
      const store = open();
      const key = fresh();
      await expect(store.set(key, "a", ttlMs)).rejects.toThrow(Error);
      await expect(store.setIfAbsent(key, "a", ttlMs)).rejects.toThrow(Error);
      await expect(store.increment(key, ttlMs)).rejects.toThrow(Error);
      expect(await store.get(key)).toBeNull();
    });
  });
}
