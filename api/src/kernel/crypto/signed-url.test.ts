import { expect, test } from "vitest";
import { createUrlSigner } from "./signed-url.ts";

const signer = createUrlSigner(Buffer.alloc(32, 3));
const until = 1_800_000_000_000;
const address = signer.sign("/api/files/abc/full", until, "session-1");

test("a signed address is good for its scope until its moment, and no longer", () => {
  expect(signer.verify(address, until - 1, "session-1")).toBe("good");
  expect(signer.verify(address, until, "session-1")).toBe("expired");
});

test.each([
  ["another person's session", address, "session-2"],
  ["another path", address.replace("abc", "abd"), "session-1"],
  ["a later end", address.replace(String(until), String(until + 1)), "session-1"],
  ["a longer number of the same value", address.replace(String(until), `0${until}`), "session-1"],
  ["a further parameter", `${address}&download=1`, "session-1"],
  ["a changed signature", address.replace(/.$/, (last) => (last === "A" ? "B" : "A")), "session-1"],
  ["a cut signature", address.slice(0, -1), "session-1"],
  ["no signature", "/api/files/abc/full", "session-1"],
  ["nothing", "", "session-1"],
])("an address with %s is forged", (_, given, scope) => {
  expect(signer.verify(given, until - 1, scope)).toBe("forged");
});

test("a forged address that is also too old is called forged, not expired", () => {
  expect(signer.verify(address.replace("abc", "abd"), until + 1, "session-1")).toBe("forged");
});

test("another key signs nothing for us", () => {
  const other = createUrlSigner(Buffer.alloc(32, 4)).sign("/api/files/abc/full", until, "session-1");
  expect(signer.verify(other, until - 1, "session-1")).toBe("forged");
});

test("what a signature would not cover is not signed", () => {
  expect(() => signer.sign("/a?b=1", until, "s")).toThrow(TypeError);
  expect(() => signer.sign("/a", 1.5, "s")).toThrow(RangeError);
  expect(() => createUrlSigner(Buffer.alloc(16))).toThrow(RangeError);
});
