import { describe, expect, it } from "vitest";
import { caseForm, consistencyOf, cosigned, entriesOf, newKeys, receiptFor, signedCheckpoint, signedEpoch } from "./testing/small-log.ts";
import { checkPromise, checkReceipt, checkStanding, formatNote, logKeyLine, openCheckpoint, openEpoch, parseLogKey, promiseText, readTrust, sha256, utf8, type Trust } from "./index.ts";

const old = newKeys();
const { signer } = newKeys();
/** The same record and witnesses under the new key. */
const fresh = { ...old, signer };
const [oldVkey = ""] = old.trust.logKeys;
const lastUnderOld = 8;
const trust: Trust = { ...old.trust, logKeys: [signer.vkey, logKeyLine({ vkey: oldVkey, untilSize: lastUnderOld })] };
const form = caseForm(1_795_000_000_000);
const entries = [...entriesOf(7), utf8(form.plain)];
const later = [...entries, ...entriesOf(5, "later")];
const receipt = receiptFor(cosigned(signedCheckpoint(old, entries), [old.outside, 5]), entries, 7, { publicForm: form.plain, opening: null, fields: form.fields });

describe("a record whose key was changed", () => {
  it("still has its old receipts, which stand under a head of the new key", () => {
    const good = checkReceipt(receipt, trust);
    expect(good.isGood).toBe(true);
    const head = cosigned(signedCheckpoint(fresh, later), [old.outside, 6]);
    expect(good.isGood && checkStanding(good, { checkpoint: head, proof: consistencyOf(later, 8) }, trust)).toMatchObject({ isGood: true });
  });

  it("has no newer head under the old key, however well it is witnessed", () => {
    const head = cosigned(signedCheckpoint(old, later), [old.outside, 6]);
    expect(openCheckpoint(head, readTrust(trust))).toBeNull();
    expect(openCheckpoint(head, readTrust({ ...trust, logKeys: [signer.vkey, oldVkey] }))).not.toBeNull();
    const good = checkReceipt(receipt, trust);
    expect(good.isGood && checkStanding(good, { checkpoint: head, proof: consistencyOf(later, 8) }, trust)).toMatchObject({ fault: "unsigned" });
  });

  it("states no newer restore under the old key, and keeps those from before", () => {
    const [before, after] = [signedEpoch(old, later.slice(0, 6), later.slice(0, 8), 1), signedEpoch(old, later.slice(0, 6), later.slice(0, 9), 2)];
    const keys = readTrust(trust);
    expect([openEpoch(before, keys)?.epoch, openEpoch(after, keys)]).toEqual([1, null]);
    expect(openEpoch(signedEpoch(fresh, later.slice(0, 6), later, 2), keys)?.epoch).toBe(2);
    expect(openEpoch(before, { ...keys, origin: "other.example" })).toBeNull();
  });

  it("keeps the promises of the old key", () => {
    const text = promiseText({ origin: trust.origin, leaf: sha256(utf8("leaf")), atMs: 1, seconds: 60 });
    expect(checkPromise(formatNote(text, [old.signer.signatureLine(text)]), trust)).not.toBeNull();
  });
});

describe("the line of a log's key", () => {
  it("says up to which size an old one counts", () => {
    expect(parseLogKey(oldVkey)?.untilSize).toBeUndefined();
    expect(parseLogKey(logKeyLine({ vkey: oldVkey, untilSize: 0 }))?.untilSize).toBe(0);
  });

  it.each([`${oldVkey} `, `${oldVkey} x`, `${oldVkey} -1`, `${oldVkey} 07`, `${oldVkey} 7 8`, ` ${oldVkey}`, old.outside.vkey, ""])("is not %j", (line) => {
    expect(parseLogKey(line)).toBeNull();
  });
});
