import { formatNote, fromBase64, leafHash, promiseText, receiptWords, utf8, type GoodReceipt, type Receipt } from "@cunqing/proof";
import { expect, test } from "vitest";
import {
  caseForm,
  consistencyOf,
  cosigned,
  entriesOf,
  inclusionOf,
  newKeys,
  receiptFor,
  signedCheckpoint,
  signedEpoch,
} from "../../../../api/proof/src/testing/small-log.ts";
import { checkAlone, checkNow, checkQr } from "./check-now.ts";
import type { RecordSource } from "./record-source.ts";

const registeredAt = Date.parse("2026-11-23T09:40:00+08:00");
const witnessedAt = Date.parse("2026-11-24T14:05:00+08:00");
const now = Date.parse("2026-11-24T16:00:00+08:00");

const keys = newKeys();
const form = caseForm(registeredAt);
const early = [...entriesOf(6), utf8(form.plain)];
const later = [...early, ...entriesOf(5, "later")];
const bare = signedCheckpoint(keys, early);
const witnessed = cosigned(signedCheckpoint(keys, later), [keys.outside, witnessedAt / 1000]);
const receipt = receiptFor(bare, early, 6, { publicForm: form.plain, opening: null, fields: form.fields });

/** A service that shows the tree of these entries; parts of it may be replaced. */
const serving = (entries: readonly Uint8Array[], part: Partial<RecordSource> = {}): RecordSource => ({
  newest: () => Promise.resolve({ checkpoint: signedCheckpoint(keys, entries), witnessed }),
  consistency: (from, to) => Promise.resolve(consistencyOf(entries, from, to)),
  inclusion: (position, size) => Promise.resolve(inclusionOf(entries.slice(0, size), position)),
  publicForm: () => Promise.resolve(form.plain),
  epochs: () => Promise.resolve([]),
  ...part,
});

function good(of: Receipt): GoodReceipt {
  const { verdict } = checkAlone(of, keys.trust);
  if (!verdict.isGood) {
    throw new Error(verdict.fault);
  }
  return verdict;
}

const check = (source: RecordSource, of: Receipt = receipt) => checkNow(of, good(of), keys.trust, source);
const wordsOf = async (source: RecordSource): Promise<string | null> =>
  receiptWords(checkAlone(receipt, keys.trust).verdict, (await check(source)).standing, now).standing;

test("until somebody outside has signed a newer head, nothing is said to be unchanged", async () => {
  expect(await wordsOf(serving(later, { newest: () => Promise.resolve({ checkpoint: signedCheckpoint(keys, later), witnessed: null }) }))).not.toContain("未被改动");
});

test("a newer head with a signature from outside says until when it is unchanged", async () => {
  expect(await wordsOf(serving(later))).toBe("至 今天 14:05 未被改动");
});

test("after such a check the receipt carries the signature from outside, and says so off line", async () => {
  const { better } = await check(serving(later));
  expect(receiptWords(checkAlone(better ?? receipt, keys.trust).verdict, null, now).registered).toBe("已于 11月23日 9:40 登记，并由 溪口镇监督委员会 见证");
  expect((await check(serving(later), better ?? receipt)).better).toBeNull();
});

test("a tree in which an earlier entry was changed is an alarm", async () => {
  const changed = [utf8("changed"), ...later.slice(1)];
  const forged = cosigned(signedCheckpoint(keys, changed), [keys.outside, witnessedAt / 1000]);
  expect(await wordsOf(serving(changed, { newest: () => Promise.resolve({ checkpoint: forged, witnessed: forged }) }))).toMatch(/^警告/);
});

test("a witnessed head older than the receipt is passed over for the newest, which is still held against it", async () => {
  const old = cosigned(signedCheckpoint(keys, early.slice(0, 3)), [keys.outside, witnessedAt / 1000]);
  const { standing } = await check(serving(later, { newest: () => Promise.resolve({ checkpoint: signedCheckpoint(keys, later), witnessed: old }) }));
  expect(standing).toMatchObject({ isGood: false, fault: "no_outside_witness" });
});

test("a restore that kept the entry is explained by its signed statement and asks for the entry's path", async () => {
  const long = receiptFor(signedCheckpoint(keys, later), later, 6, { publicForm: form.plain, opening: null, fields: form.fields });
  const restored = [...early, ...entriesOf(9, "again")];
  const head = cosigned(signedCheckpoint(keys, restored, { epoch: 1 }), [keys.outside, witnessedAt / 1000]);
  const source = serving(restored, {
    newest: () => Promise.resolve({ checkpoint: head, witnessed: head }),
    consistency: () => Promise.resolve([]),
    epochs: () => Promise.resolve([signedEpoch(keys, early, later, 1)]),
  });
  expect((await check(source, long)).standing).toMatchObject({ isGood: true, epochs: [{ epoch: 1 }] });
});

test("an answer signed by nobody we know is worth nothing", async () => {
  const { standing } = await check(serving(later, { newest: () => Promise.resolve({ checkpoint: signedCheckpoint(newKeys(), later), witnessed: null }) }));
  expect(standing).toMatchObject({ isGood: false, fault: "unsigned" });
});

test("a receipt for another leaf than the promised one is told", () => {
  const promise = (leaf: Uint8Array): string => {
    const text = promiseText({ origin: keys.trust.origin, leaf, atMs: registeredAt, seconds: 60 });
    return formatNote(text, [keys.signer.signatureLine(text)]);
  };
  const leaf = fromBase64(receipt.leaf) ?? new Uint8Array(32);
  expect(checkAlone({ ...receipt, promise: promise(leaf) }, keys.trust).isAsPromised).toBe(true);
  expect(checkAlone({ ...receipt, promise: promise(leafHash(utf8("other"))) }, keys.trust).isAsPromised).toBe(false);
  expect(checkAlone(receipt, keys.trust).isAsPromised).toBeNull();
});

const qr = { origin: keys.trust.origin, position: 6, leaf: leafHash(utf8(form.plain)), salt: null };

test("a QR code is found in the witnessed tree by position and leaf", async () => {
  expect(await checkQr(qr, keys.trust, serving(later))).toMatchObject({ kind: "found", verdict: { isGood: true, witnesses: [{ name: "溪口镇监督委员会" }] } });
});

test.each([
  ["another entry stands there", { publicForm: () => Promise.resolve("{}") }, "differs"],
  ["nothing stands there", { publicForm: () => Promise.resolve(null) }, "differs"],
  ["it waits for its signed head", { newest: () => Promise.resolve({ checkpoint: signedCheckpoint(keys, early.slice(0, 4)), witnessed: null }) }, "not_sealed_yet"],
] as const)("a QR code does not hold when %s", async (_name, part, kind) => {
  expect(await checkQr(qr, keys.trust, serving(later, part))).toMatchObject({ kind });
});

test("the record of another county is not judged with our keys", async () => {
  expect(await checkQr({ ...qr, origin: "elsewhere" }, keys.trust, serving(later))).toEqual({ kind: "other_record" });
});
