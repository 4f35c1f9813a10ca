import { describe, expect, it } from "vitest";
import { caseForm, consistencyOf, cosigned, entriesOf, inclusionOf, newKeys, receiptFor, signedCheckpoint, signedEpoch } from "./testing/small-log.ts";
import { checkPromise, checkReceipt, checkStanding, formatNote, parsePublicForm, promiseText, receiptWords, sha256, toBase64, utf8, type Fresh, type GoodReceipt, type Receipt, type ReceiptVerdict, type StandingVerdict } from "./index.ts";

const shanghai = (text: string): number => Date.parse(`${text}:00+08:00`);
const registeredAt = shanghai("2026-11-23T09:40");
const now = shanghai("2026-11-24T16:00");
const witnessedAt = shanghai("2026-11-24T14:05") / 1000;

const keys = newKeys();
const form = caseForm(registeredAt);
const entries = [...entriesOf(6), utf8(form.plain), utf8(form.sealed)];
const later = [...entries, ...entriesOf(5, "later")];
const checkpoint = cosigned(signedCheckpoint(keys, entries), [keys.outside, witnessedAt - 60]);
const plain = receiptFor(checkpoint, entries, 6, { publicForm: form.plain, opening: null, fields: form.fields });
const sealed = receiptFor(checkpoint, entries, 7, { publicForm: form.sealed, opening: form.opening, fields: form.fields });

function good(receipt: Receipt): GoodReceipt {
  const verdict = checkReceipt(receipt, keys.trust);
  if (!verdict.isGood) {
    throw new Error(verdict.fault);
  }
  return verdict;
}

const faultOf = (verdict: ReceiptVerdict | StandingVerdict): string | null => (verdict.isGood ? null : verdict.fault);
const fresh = (note: string, more: Partial<Fresh> = {}): Fresh => ({ checkpoint: note, proof: consistencyOf(later, 8), ...more });
const freshNote = cosigned(signedCheckpoint(keys, later), [keys.outside, witnessedAt], [keys.inside, witnessedAt + 600]);

describe("a receipt off line", () => {
  it.each<[string, Receipt]>([["plain", plain], ["sealed", sealed]])("that is whole is good: %s", (_, receipt) => {
    expect(good(receipt)).toMatchObject({
      registeredAtMs: registeredAt,
      position: receipt.position,
      fields: [{ field: "words", value: "路灯坏了" }],
      entry: { kind: "case.submitted", subject: { kind: "case", id: null } },
      checkpoint: { size: 8, epoch: 0 },
      witnesses: [{ name: "溪口镇监督委员会", isOutside: true, atMs: (witnessedAt - 60) * 1000 }],
    });
  });

  it("of a sealed matter without its opening still proves that the leaf stands, and says no time", () => {
    const verdict = good({ ...sealed, opening: null, fields: [] });
    expect([verdict.registeredAtMs, verdict.entry]).toEqual([null, null]);
    expect(receiptWords(verdict, null, now).registered).toBe("已登记，并由 溪口镇监督委员会 见证");
  });

  const other = newKeys();
  const [field = { field: "", value: "", salt: "" }] = form.fields;
  it.each<[string, Receipt, string]>([
    ["another form", { ...plain, publicForm: plain.publicForm.replace("submitted", "withdrawn") }, "leaf_differs"],
    ["a byte of white space in the form", { ...plain, publicForm: `${plain.publicForm} ` }, "leaf_differs"],
    ["a leaf that is no hash", { ...plain, leaf: "AAAA" }, "malformed"],
    ["a path that is no hash", { ...plain, proof: ["AAAA"] }, "malformed"],
    ["words that were not written", { ...plain, fields: [{ ...field, value: "路灯没坏" }] }, "field_differs"],
    ["another salt", { ...plain, fields: [{ ...field, salt: toBase64(sha256(utf8("x"))) }] }, "field_differs"],
    ["a field that the form does not have", { ...plain, fields: [{ ...field, field: "note" }] }, "field_differs"],
    ["another inner form", { ...sealed, opening: { ...form.opening, inner: form.opening.inner.replace("x", "y") } }, "opening_differs"],
    ["another sealing salt", { ...sealed, opening: { ...form.opening, salt: toBase64(sha256(utf8("x"))) } }, "opening_differs"],
    ["fields of a sealed entry that is not opened", { ...sealed, opening: null }, "field_differs"],
    ["an opening of what is not sealed", { ...plain, opening: form.opening }, "malformed"],
    ["another position", { ...plain, position: 5 }, "not_in_tree"],
    ["a shorter path", { ...plain, proof: plain.proof.slice(1) }, "not_in_tree"],
    ["a checkpoint of a stranger's key", { ...plain, checkpoint: signedCheckpoint(other, entries) }, "unsigned"],
    ["a checkpoint of another origin", { ...plain, checkpoint: signedCheckpoint(newKeys("other.example"), entries) }, "unsigned"],
    ["a checkpoint of another tree", { ...plain, checkpoint: signedCheckpoint(keys, entriesOf(8)) }, "not_in_tree"],
    ["a checkpoint with a broken cosignature", { ...plain, checkpoint: checkpoint.replace(/AAAA(.)/, (_all, one) => (one === "B" ? "AAAAC" : "AAAAB")) }, "unsigned"],
  ])("with %s is refused", (_, receipt, fault) => {
    expect(faultOf(checkReceipt(receipt, keys.trust))).toBe(fault);
  });

  it("names only witnesses whose keys are built in", () => {
    const stranger = receiptFor(cosigned(signedCheckpoint(keys, entries), [other.outside, 1]), entries, 6, plain);
    expect(good(stranger).witnesses).toEqual([]);
    expect(receiptWords(good(stranger), null, now).registered).toBe("已于 11月23日 9:40 登记，暂时还没有见证");
  });

  it("is not judged with keys that cannot be read", () => {
    expect(() => checkReceipt(plain, { ...keys.trust, logKeys: ["log+00000000+AAAA"] })).toThrow("verifier key");
    expect(() => checkReceipt(plain, { ...keys.trust, logKeys: [keys.outside.vkey] })).toThrow("verifier key");
  });
});

describe("a promise", () => {
  const text = promiseText({ origin: keys.trust.origin, leaf: sha256(utf8("leaf")), atMs: 1, seconds: 60 });
  it("counts when the log signed it for its own origin", () => {
    expect(checkPromise(formatNote(text, [keys.signer.signatureLine(text)]), keys.trust)).toMatchObject({ seconds: 60 });
    expect(checkPromise(formatNote(text, [newKeys().signer.signatureLine(text)]), keys.trust)).toBeNull();
    const elsewhere = text.replace(keys.trust.origin, "b");
    expect(checkPromise(formatNote(elsewhere, [keys.signer.signatureLine(elsewhere)]), keys.trust)).toBeNull();
  });
});

describe("whether a receipt still stands", () => {
  it("is attested until the newest cosignature from outside, not until the office's own", () => {
    expect(checkStanding(good(plain), fresh(freshNote), keys.trust)).toMatchObject({ isGood: true, unchangedUntilMs: witnessedAt * 1000, epochs: [] });
  });

  it("may be asked of the receipt's own checkpoint again", () => {
    expect(checkStanding(good(plain), { checkpoint, proof: [] }, keys.trust)).toMatchObject({ isGood: true });
  });

  const forged = [...entries.slice(0, 6), utf8("forged"), ...later.slice(7)];
  it.each<[string, Fresh, string]>([
    ["a fork", fresh(cosigned(signedCheckpoint(keys, forged), [keys.outside, witnessedAt])), "inconsistent"],
    ["a fork with a proof of its own", fresh(cosigned(signedCheckpoint(keys, forged), [keys.outside, witnessedAt]), { proof: consistencyOf(forged, 8) }), "inconsistent"],
    ["another tree of the same size", { checkpoint: cosigned(signedCheckpoint(keys, forged, { size: 8 }), [keys.outside, witnessedAt]), proof: [] }, "inconsistent"],
    ["an older checkpoint", { checkpoint: cosigned(signedCheckpoint(keys, entries, { size: 7 }), [keys.outside, witnessedAt]), proof: [] }, "older"],
    ["no proof", fresh(freshNote, { proof: [] }), "inconsistent"],
    ["a proof that is none", fresh(freshNote, { proof: ["AAAA"] }), "malformed"],
    ["no witness", fresh(signedCheckpoint(keys, later)), "no_outside_witness"],
    ["the office's own witness alone", fresh(cosigned(signedCheckpoint(keys, later), [keys.inside, witnessedAt])), "no_outside_witness"],
    ["a stranger's log", fresh(signedCheckpoint(newKeys(), later)), "unsigned"],
    ["a witness without the log", fresh(freshNote.replace(/— record.*\n/, "")), "unsigned"],
  ])("is not said on %s", (_, one, fault) => {
    const verdict = checkStanding(good(plain), one, keys.trust);
    expect(faultOf(verdict)).toBe(fault);
    expect(receiptWords(good(plain), verdict, now).standing).not.toContain("未被改动");
  });
});

describe("after a lawful restore", () => {
  const regrown = (base: number) => [...entries.slice(0, base), ...entriesOf(9, "new")];
  const note = (base: number, epoch = 1) => cosigned(signedCheckpoint(keys, regrown(base), { epoch }), [keys.outside, witnessedAt]);
  const statement = (base: number, epoch = 1) => signedEpoch(keys, entries.slice(0, base), entries, epoch);

  it("above the receipt's checkpoint nothing is lost, and the restore is shown", () => {
    const whole = { checkpoint: note(8), proof: consistencyOf(regrown(8), 8), epochs: [statement(8)] };
    expect(checkStanding(good(plain), whole, keys.trust)).toMatchObject({ isGood: true, epochs: [{ epoch: 1, baseSize: 8, lostSize: 8 }] });
  });

  it("between the entry and the receipt's checkpoint the entry's own path is needed, and enough", () => {
    const cut = { checkpoint: note(7), proof: [], epochs: [statement(7)] };
    expect(faultOf(checkStanding(good(plain), cut, keys.trust))).toBe("inclusion_needed");
    expect(checkStanding(good(plain), { ...cut, inclusion: inclusionOf(regrown(7), 6) }, keys.trust)).toMatchObject({ isGood: true });
    expect(faultOf(checkStanding(good(plain), { ...cut, inclusion: inclusionOf(regrown(7), 5) }, keys.trust))).toBe("inconsistent");
  });

  it("below the entry it is lost, and the phone says so", () => {
    const verdict = checkStanding(good(plain), { checkpoint: note(6), proof: [], epochs: [statement(6)] }, keys.trust);
    expect([faultOf(verdict), verdict.epochs.length]).toEqual(["lost_in_restore", 1]);
  });

  it.each<[string, string[]]>([
    ["no statement", []],
    ["a statement of another epoch", [statement(7, 2)]],
    ["a statement signed by a stranger", [signedEpoch(newKeys(), entries.slice(0, 7), entries, 1)]],
  ])("with %s it is no lawful one", (_, epochs) => {
    expect(faultOf(checkStanding(good(plain), { checkpoint: note(7), proof: [], epochs, inclusion: inclusionOf(regrown(7), 6) }, keys.trust))).toBe("epoch_unexplained");
  });

  it("an epoch that goes backwards is only an older answer", () => {
    const renewed = receiptFor(cosigned(signedCheckpoint(keys, entries, { epoch: 1 }), [keys.outside, 1]), entries, 6, plain);
    expect(faultOf(checkStanding(good(renewed), fresh(freshNote), keys.trust))).toBe("older");
  });

  it("of two restores the lower base decides", () => {
    const twice = { checkpoint: note(6, 2), proof: [], epochs: [statement(8, 1), statement(6, 2)] };
    expect(faultOf(checkStanding(good(plain), twice, keys.trust))).toBe("lost_in_restore");
    expect(faultOf(checkStanding(good(plain), { ...twice, epochs: [statement(6, 2)] }, keys.trust))).toBe("epoch_unexplained");
  });
});

describe("the words on the phone", () => {
  const standing = checkStanding(good(plain), fresh(freshNote), keys.trust);

  it("are those of trust.md 4", () => {
    expect(receiptWords(good(plain), standing, now)).toEqual({ registered: "已于 11月23日 9:40 登记，并由 溪口镇监督委员会 见证", standing: "至 今天 14:05 未被改动" });
    expect(receiptWords(good(plain), standing, now + 86_400_000).standing).toBe("至 11月24日 14:05 未被改动");
    expect(receiptWords(good(plain), standing, now + 86_400_000 * 60).registered).toContain("2026年11月23日 9:40");
  });

  it("never say more than was checked: without a fresh checkpoint nothing about today, for a bad receipt nothing at all", () => {
    expect(receiptWords(good(plain), null, now).standing).toBeNull();
    const bad = checkReceipt({ ...plain, position: 5 }, keys.trust);
    const words = receiptWords(bad, standing, now);
    expect(words.standing).toBeNull();
    expect(words.registered).not.toMatch(/已于|已登记|见证/);
  });
});

describe("a public form", () => {
  it.each(["", "{}", "[]", "null", "{\"v\":2}", "{\"sealed\":\"00\",\"v\":1}", `{"sealed":"${"0".repeat(64)}","v":1,"x":1}`, form.plain.replace("\"v\":1", "\"v\":2"), form.plain.replace(/"at":\d+/, "\"at\":\"x\""), form.plain.replace(/"words":"../, "\"words\":\"zz")])(
    "is not %j",
    (text) => {
      expect(parsePublicForm(text)).toBeNull();
    },
  );
});
