import { expect, test } from "vitest";
import { fromBase32, hotp, matchTotp, newTotpSecret, otpauthUri, toBase32, totpStepAt } from "./totp.ts";

const rfcSecret = Buffer.from("12345678901234567890");

test.each([
  [59, "94287082"],
  [1111111109, "07081804"],
  [1111111111, "14050471"],
  [1234567890, "89005924"],
  [2000000000, "69279037"],
  [20000000000, "65353130"],
])("the RFC 6238 vector at second %i gives %s", (second, code) => {
  expect(hotp(rfcSecret, totpStepAt(second * 1000), 8)).toBe(code);
});

test.each(["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"].map(
  (code, counter) => [counter, code] as const,
))("the RFC 4226 vector for counter %i gives %s", (counter, code) => {
  expect(hotp(rfcSecret, counter)).toBe(code);
});

const nowMs = Date.UTC(2026, 10, 24, 1, 40);
const now = totpStepAt(nowMs);
const attempt = (shift: number, lastUsedStep: number | null = null): number | null =>
  matchTotp({ secret: rfcSecret, code: hotp(rfcSecret, now + shift), nowMs, lastUsedStep });

test.each([[-2, null], [-1, now - 1], [0, now], [1, now + 1], [2, null]])(
  "a code %i steps away gives the step %s",
  (shift, step) => { expect(attempt(shift)).toBe(step); },
);

test("a code that was used cannot be used again, nor can an older one", () => {
  expect(attempt(0, now)).toBeNull();
  expect(attempt(-1, now)).toBeNull();
  expect(attempt(1, now)).toBe(now + 1);
  expect(attempt(0, now - 1)).toBe(now);
});

test("spaces and full-width digits are read as typed", () => {
  const code = hotp(rfcSecret, now);
  const fullWidth = [...code].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join("");
  for (const typed of [` ${code.slice(0, 3)} ${code.slice(3)}`, fullWidth]) {
    expect(matchTotp({ secret: rfcSecret, code: typed, nowMs, lastUsedStep: null })).toBe(now);
  }
});

test.each(["", "12345", "1234567", "12345a", "-12345"])("what is not six digits never matches: %s", (code) => {
  expect(matchTotp({ secret: rfcSecret, code, nowMs, lastUsedStep: null })).toBeNull();
});

test.each([
  ["", ""], ["f", "MY"], ["fo", "MZXQ"], ["foo", "MZXW6"], ["foob", "MZXW6YQ"], ["fooba", "MZXW6YTB"], ["foobar", "MZXW6YTBOI"],
])("base 32 of '%s' is the RFC 4648 vector %s, both ways", (text, encoded) => {
  expect(toBase32(Buffer.from(text))).toBe(encoded);
  expect(fromBase32(encoded)?.toString()).toBe(text);
});

test("base 32 typed by hand is read, and what is not base 32 is null", () => {
  expect(fromBase32("mzxw 6ytb-oi======")?.toString()).toBe("foobar");
  expect(fromBase32("MZXW1")).toBeNull();
});

test("a new secret has 160 bits and survives its own base 32", () => {
  const secret = newTotpSecret();
  expect(secret).toHaveLength(20);
  expect(fromBase32(toBase32(secret))).toEqual(secret);
});

test("the address for the authenticator app escapes Chinese names", () => {
  const uri = new URL(otpauthUri({ issuer: "村情通", account: "溪口镇 李主任", secret: rfcSecret }));
  expect(uri.protocol).toBe("otpauth:");
  expect(decodeURIComponent(uri.pathname)).toContain("村情通:溪口镇 李主任");
  expect(uri.searchParams.get("secret")).toBe("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  expect(uri.searchParams.get("issuer")).toBe("村情通");
});
