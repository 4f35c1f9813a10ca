import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { commitTo, commitToBytes, newSalt, opensTo } from "./commitment.ts";

test("the commitment to nothing under a salt of zeros is SHA-256 of 32 zero bytes", () => {
  expect(commitTo("", Buffer.alloc(32)).toString("hex")).toBe(
    "66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925",
  );
});

test("anybody with the salt and the field can compute it: SHA-256(salt, utf8)", () => {
  const salt = newSalt();
  const expected = createHash("sha256").update(Buffer.concat([salt, Buffer.from("吴大伯", "utf8")])).digest();
  expect(commitTo("吴大伯", salt)).toEqual(expected);
  expect(commitToBytes(Buffer.from("吴大伯"), salt)).toEqual(expected);
});

test("it opens to its own field and salt and to nothing else", () => {
  const salt = newSalt();
  const commitment = commitTo("黄泥", salt);
  expect(opensTo(commitment, "黄泥", salt)).toBe(true);
  expect(opensTo(commitment, "黄泥堆", salt)).toBe(false);
  expect(opensTo(commitment, "黄泥", newSalt())).toBe(false);
  expect(opensTo(commitment.subarray(1), "黄泥", salt)).toBe(false);
});

test("the end of the salt cannot be moved into the field", () => {
  expect(() => commitTo("x", Buffer.alloc(31))).toThrow(RangeError);
  expect(() => commitTo("x", Buffer.alloc(33))).toThrow(RangeError);
});
