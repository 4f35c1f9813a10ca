import { qrText } from "@cunqing/proof";
import { expect, test } from "vitest";
import { qrFromQuery } from "./qr-query.ts";

const qr = { origin: "demo.cunqingtong.example/longyou", position: 12, leaf: new Uint8Array(32).fill(7), salt: new Uint8Array(32).fill(9) };
const address = qrText("https://cunqing.example", qr);
const query = Object.fromEntries(new URLSearchParams(address.slice(address.indexOf("?") + 1)));

test("the QR code that opens the page in a browser is read from its query", () => {
  expect(qrFromQuery(query)).toEqual(qr);
});

test("a router that leaves the query encoded makes no difference", () => {
  expect(qrFromQuery({ ...query, o: encodeURIComponent(qr.origin) })).toEqual(qr);
});

test("an ordinary QR code that opens the mini-program comes whole and encoded", () => {
  expect(qrFromQuery({ q: encodeURIComponent(address) })).toEqual(qr);
});

test("a page opened with nothing, or with rubbish, has no receipt", () => {
  expect([{}, { q: "%" }, { p: "1", l: "x" }, { ...query, p: "-1" }].map(qrFromQuery)).toEqual([null, null, null, null]);
});
