import { describe, expect, it } from "vitest";
import { systemClock } from "../../kernel/clock.ts";
import { keyStoreContract } from "./key-store.contract.ts";
import { createMemoryKeyStore } from "./memory-key-store.ts";

keyStoreContract("memory", () => createMemoryKeyStore({ clock: systemClock }));

describe("the memory key store", () => {
  it("never holds more than its limit, and lets ended keys go before live ones", async () => {
    let now = 0;
    const store = createMemoryKeyStore({ clock: { now: () => now }, maxKeys: 10 });
    await store.set("old but live", "a", 1_000_000);
    for (let at = 0; at < 9; at += 1) {
      await store.set(`short ${at}`, "a", 100);
    }
    now = 200;
    await store.set("one more", "a", 1000);
    expect(await store.get("old but live")).toBe("a");

    for (let at = 0; at < 1000; at += 1) {
      await store.set(`many ${at}`, "a", 1000);
    }
    const kept = await Promise.all(Array.from({ length: 1000 }, (_, at) => store.get(`many ${at}`)));
    expect(kept.filter((value) => value !== null).length).toBeLessThanOrEqual(10);
    expect(kept.at(-1)).toBe("a");
  });
});
