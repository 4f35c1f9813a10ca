import { expect, test } from "vitest";
import type { KeptReceipt } from "../../base/receipt-rules.ts";
import { fileNameOf, fileTextOf, readFile, receiptOf } from "./receipt-file.ts";

const kept: KeptReceipt = {
  id: "r1",
  of: "submitted",
  about: "路灯",
  caseId: "case-1",
  keptAt: Date.parse("2026-11-24T01:05:00+08:00"),
  note: "a promise",
  ticket: "secret-ticket-that-opens-it",
  toldNotYetAt: null,
  isUnknown: false,
  receipt: { publicForm: "{}", opening: null, fields: [{ field: "text", value: "路灯不亮", salt: "s" }], leaf: "l", position: 3, proof: ["p"], checkpoint: "c" },
};

test("a receipt that was written to a file is read back whole, with its promise", () => {
  expect(readFile(fileTextOf(kept))).toEqual({ kind: "receipt", receipt: receiptOf(kept) });
});

test("before the receipt is there, the promise alone goes into the file", () => {
  expect(readFile(fileTextOf({ ...kept, receipt: null }))).toEqual({ kind: "promise", note: "a promise" });
});

test("the ticket never leaves the phone in a file", () => {
  expect(fileTextOf(kept)).not.toContain("secret-ticket");
});

test("the file is named by what it is and by the village's clock", () => {
  expect([fileNameOf(kept), fileNameOf({ ...kept, receipt: null })]).toEqual(["收条-20261124-0105.json", "凭证-20261124-0105.json"]);
});

test.each(["", "hello", "[]", "{}", '{"v":2}', '{"v":1}', '{"v":1,"leaf":"l","publicForm":"{}"}', '{"v":1,"promise":7}'])("%s is no file of ours", (text) => {
  expect(readFile(text)).toBeNull();
});
