import { performance } from "node:perf_hooks";
import { expect, test } from "vitest";
import { hashPassword, needsRehash, PasswordHashError, verifyPassword } from "./password.ts";

// RFC 7914 section 12, third vector (N=16384, r=8, p=1): proves that what we store is plain scrypt.
const rfc7914Hash =
  "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887";

test("a password verifies against its own hash and no other does", async () => {
  const stored = await hashPassword("黄泥堆在弯道上2026");
  expect(stored).toMatch(/^scrypt\$n=32768,r=8,p=1\$[\w-]{22}\$[\w-]{43}$/);
  expect(await verifyPassword("黄泥堆在弯道上2026", stored)).toBe(true);
  expect(await verifyPassword("黄泥堆在弯道上2027", stored)).toBe(false);
});

test("the same password is never stored twice alike", async () => {
  const [first, second] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
  expect(first).not.toBe(second);
});

test("a password typed through a full-width keyboard is the same password", async () => {
  expect(await verifyPassword("\uff21\uff42\uff43\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff58", await hashPassword("Abc1234567x"))).toBe(true);
});

test("a hash keeps its own cost, and an older cost asks for a new hash", async () => {
  const stored = await hashPassword("correct horse");
  const older = stored.replace("n=32768", "n=16384");
  expect(needsRehash(stored)).toBe(false);
  expect(needsRehash(older)).toBe(true);
  expect(await verifyPassword("correct horse", older)).toBe(false);
});

test("the published scrypt vector verifies", async () => {
  const salt = Buffer.from("SodiumChloride").toString("base64url");
  const stored = `scrypt$n=16384,r=8,p=1$${salt}$${Buffer.from(rfc7914Hash, "hex").toString("base64url")}`;
  expect(await verifyPassword("pleaseletmein", stored)).toBe(true);
  expect(await verifyPassword("pleaseletmeout", stored)).toBe(false);
});

test("an unknown user costs as much time as a known one and is never let in", async () => {
  const stored = await hashPassword("correct horse");
  const timed = async (hash: string | null): Promise<number> => {
    const start = performance.now();
    expect(await verifyPassword("wrong horse", hash)).toBe(false);
    return performance.now() - start;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    known.push(await timed(stored));
    unknown.push(await timed(null));
  }
  // Half is far outside the noise of one scrypt, and far above the microseconds of a missing one.
  expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 2);
});

test.each(["", "plain text", "scrypt$n=1,r=8,p=1$aa$bb", "$2b$10$abcdefghijklmnopqrstuv"])(
  "a damaged hash is our defect, not a wrong password: %s",
  async (stored) => {
    await expect(verifyPassword("anything", stored)).rejects.toThrow(PasswordHashError);
  },
);
