import { expect, test } from "vitest";
import { createBlindIndex, normalIdentity, normalPhone } from "./blind-index.ts";

const index = createBlindIndex(Buffer.alloc(32, 7));

test.each([
  "138 1234 5678", "+86 138-1234-5678", "008613812345678", "8613812345678", "\uff11\uff13\uff18\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18", " 138\u20111234\u20115678 ",
])("however a phone is typed, it is found: %s", (typed) => {
  expect(normalPhone(typed)).toBe("13812345678");
  expect(index.phone(typed)).toBe(index.phone("13812345678"));
});

test("a number that only begins with 86 stays what it is", () => {
  expect(normalPhone("86781234")).toBe("86781234");
});

test("an identity number is found whatever the case and width of its X", () => {
  for (const typed of ["33082519581203123x", "330825 19581203 123X", "\uff13\uff13\uff10\uff18\uff12\uff15\uff11\uff19\uff15\uff18\uff11\uff12\uff10\uff13\uff11\uff12\uff13X"]) {
    expect(normalIdentity(typed)).toBe("33082519581203123X");
    expect(index.identity(typed)).toBe(index.identity("33082519581203123X"));
  }
});

test("kinds do not meet, and neither do keys", () => {
  const other = createBlindIndex(Buffer.alloc(32, 8));
  const all = [index.phone("330825"), index.identity("330825"), index.of("device", "330825"), other.phone("330825")];
  expect(new Set(all).size).toBe(4);
  for (const one of all) { expect(one).toMatch(/^[0-9a-f]{64}$/); }
});

test("the border between kind and value cannot be moved", () => {
  expect(index.of("a", "bc")).not.toBe(index.of("ab", "c"));
});

test("a short key is refused", () => {
  expect(() => createBlindIndex(Buffer.alloc(31))).toThrow(RangeError);
});
