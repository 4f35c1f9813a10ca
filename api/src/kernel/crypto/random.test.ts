import { expect, test } from "vitest";
import { normalCode, randomCode, randomId, randomToken } from "./random.ts";

test("ids have 128 bits, tokens 256, and none comes twice", () => {
  const ids = Array.from({ length: 2000 }, randomId);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.every((id) => /^[\w-]{22}$/.test(id) && Buffer.from(id, "base64url").length === 16)).toBe(true);
  expect(Buffer.from(randomToken(), "base64url")).toHaveLength(32);
});

test("a follow-up code is four groups of five without look-alikes", () => {
  for (let round = 0; round < 500; round += 1) {
    const code = randomCode();
    expect(code).toMatch(/^(?:[0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}$/);
    expect(normalCode(code)).toBe(code);
  }
});

test("all 32 symbols come up about equally often: 5 bits each", () => {
  const counts = new Map<string, number>();
  const total = 2000 * 20;
  for (let round = 0; round < 2000; round += 1) {
    for (const symbol of randomCode().replaceAll("-", "")) { counts.set(symbol, (counts.get(symbol) ?? 0) + 1); }
  }
  expect(counts.size).toBe(32);
  // Chi-squared with 31 degrees of freedom passes 80 about once in three hundred thousand runs.
  const expected = total / 32;
  const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquared).toBeLessThan(80);
});

test.each([
  ["k7m2q 4x9zt b3hcn 80wde"],
  ["K7M2Q4X9ZTB3HCN80WDE"],
  ["  k7m2q—4x9zt_b3hcn·80wde "],
  ["\uff2b\uff17\uff2d\uff12\uff31\uff0d\uff14\uff38\uff19\uff3a\uff34\uff0d\uff22\uff13\uff28\uff23\uff2e\uff0d\uff18\uff10\uff37\uff24\uff25"],
  ["K7M2Q\uff0c4X9ZT。B3HCN、8OWDE"],
])("a code is read however it was typed: %s", (typed) => {
  expect(normalCode(typed)).toBe("K7M2Q-4X9ZT-B3HCN-80WDE");
});

test("letters that look like another symbol are read as it", () => {
  expect(normalCode("OoIiL lUuvV 00000 11111")).toBe("00111-1VVVV-00000-11111");
});

test.each(["", "K7M2Q", "K7M2Q-4X9ZT-B3HCN-80WD", "K7M2Q-4X9ZT-B3HCN-80WDEE", "村7M2Q-4X9ZT-B3HCN-80WDE"])(
  "what cannot be a code is null: '%s'",
  (typed) => { expect(normalCode(typed)).toBeNull(); },
);

test("a code short enough to be guessed is not made", () => {
  expect(() => randomCode(3)).toThrow(RangeError);
  expect(randomCode(5)).toHaveLength(29);
});
