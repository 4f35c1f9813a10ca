import { createDecipheriv } from "node:crypto";
import { expect, test } from "vitest";
import { createFieldCipher, FieldCipherError, type FieldContext } from "./field-cipher.ts";

const oldKey = { id: "k2025", key: Buffer.alloc(32, 1) };
const newKey = { id: "k2026", key: Buffer.alloc(32, 2) };
const where: FieldContext = { field: "villagers.phone", rowId: "WYkzqzVxN0mJ1o2p3q4r5s" };
const cipher = createFieldCipher([newKey, oldKey]);

function problemOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof FieldCipherError ? error.problem : String(error);
  }
  return "none";
}

test.each(["13812345678", "", "吴大伯 🌾", "x".repeat(5000)])("what was sealed opens again: %.20s", (plain) => {
  expect(cipher.open(cipher.seal(plain, where), where)).toBe(plain);
});

test("the same value is never sealed twice alike, and does not show", () => {
  const [first, second] = [cipher.seal("13812345678", where), cipher.seal("13812345678", where)];
  expect(first).not.toBe(second);
  expect(first).toMatch(/^v1\.k2026\.[\w-]{16}\.[\w-]{22}\.[\w-]{15}$/);
});

test("the sealed form is plain AES-256-GCM with the place as additional data", () => {
  const [, id, iv = "", tag = "", text = ""] = cipher.seal("吴大伯", where).split(".");
  const reader = createDecipheriv("aes-256-gcm", newKey.key, Buffer.from(iv, "base64url"), { authTagLength: 16 });
  reader.setAAD(Buffer.from(`["v1","${id}","villagers.phone","${where.rowId}"]`));
  reader.setAuthTag(Buffer.from(tag, "base64url"));
  expect(reader.update(text, "base64url", "utf8") + reader.final("utf8")).toBe("吴大伯");
});

test.each<[string, FieldContext]>([
  ["another row", { ...where, rowId: "another" }],
  ["another column", { ...where, field: "villagers.note" }],
])("a value carried to %s does not open", (_, elsewhere) => {
  expect(problemOf(() => cipher.open(cipher.seal("13812345678", where), elsewhere))).toBe("tampered");
});

test("a change in any part is noticed", () => {
  const parts = cipher.seal("13812345678", where).split(".");
  for (const index of [2, 3, 4]) {
    const part = parts[index] ?? "";
    const changed = (part.startsWith("A") ? "B" : "A") + part.slice(1);
    expect(problemOf(() => cipher.open(parts.with(index, changed).join("."), where))).toBe("tampered");
  }
  expect(problemOf(() => cipher.open(parts.with(1, "k2025").join("."), where))).toBe("tampered");
  expect(problemOf(() => cipher.open(parts.with(1, "k1999").join("."), where))).toBe("unknown_key");
});

test.each(["", "13812345678", "v2.k.a.b.c", "v1.k2026.AAAA.BBBB.CCCC", "v1.k2026.AAAAAAAAAAAAAAAA.AAAA."])(
  "a column that holds no sealed value says so, even with a cut-off tag: '%s'",
  (text) => { expect(problemOf(() => cipher.open(text, where))).toBe("malformed"); },
);

test("rotation: old values open, are found, and come out under the newest key", () => {
  const old = createFieldCipher([oldKey]).seal("13812345678", where);
  expect(cipher.open(old, where)).toBe("13812345678");
  expect(cipher.needsReseal(old)).toBe(true);
  const fresh = cipher.reseal(old, where);
  expect(cipher.keyIdOf(fresh)).toBe("k2026");
  expect(cipher.needsReseal(fresh)).toBe(false);
  expect(createFieldCipher([newKey]).open(fresh, where)).toBe("13812345678");
});

test.each([
  ["no key", []],
  ["a short key", [{ id: "a", key: Buffer.alloc(16) }]],
  ["two keys of one id", [newKey, { ...oldKey, id: newKey.id }]],
  ["an id with a dot", [{ id: "a.b", key: Buffer.alloc(32) }]],
])("a cipher with %s is not made", (_, keys) => {
  expect(problemOf(() => createFieldCipher(keys))).toBe("bad_keys");
});
