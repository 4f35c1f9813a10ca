import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { formatNote, formatVerifierKey, openNote, parseNote, parseVerifierKey, signatureLine } from "@cunqing/proof";
import { createCosigner, createNoteSigner, formatSignerKey, newNoteKey, verifyNatively } from "./note-signer.ts";
import { createSm2Signer, newSm2Key, verifySm2Line } from "./note-signer-sm2.ts";

const keyOf = (vkey: string) => {
  const key = parseVerifierKey(vkey);
  return key ? [key] : [];
};

describe("an Ed25519 note signer", () => {
  // golang.org/x/mod/sumdb/note, note_test.go: the reference implementation's own key and note.
  const skey = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
  const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";

  it("signs the reference note byte for byte", () => {
    const signer = createNoteSigner(skey);
    expect(signer.vkey).toBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
    expect(signer.signatureLine(text)).toBe("— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n");
  });

  it("with a new key is understood by our own check and by OpenSSL", () => {
    const { signerKey, vkey } = newNoteKey("a.example/记录", "ed25519");
    const note = formatNote(text, [createNoteSigner(signerKey).signatureLine(text)]);
    expect(createNoteSigner(signerKey).vkey).toBe(vkey);
    expect(openNote(note, keyOf(vkey))?.text).toBe(text);
    expect(openNote(note, keyOf(vkey), verifyNatively)?.text).toBe(text);
    expect(openNote(note.replace("cryptography", "astrology"), keyOf(vkey), verifyNatively)).toBeNull();
  });

  it.each([
    "", "PRIVATE+KEY+a+00000000", skey.replace("c74f20a3", "c74f20a4"), skey.replace("PeterNeumann", "Peter"), skey.replace("+AY", "+BI"), `${skey}A`, ` ${skey}`,
    newNoteKey("a", "cosignature").signerKey, newSm2Key("a").signerKey,
  ])("refuses a key that is not one of its own, and does not repeat it", (key) => {
    const refusal = (): string => {
      try {
        return createNoteSigner(key).name;
      } catch (error) {
        return String(error);
      }
    };
    expect(refusal()).toContain("RangeError");
    expect(key.length < 30 || !refusal().includes(key.slice(-30))).toBe(true);
  });

  it("has the demonstration's keys right", () => {
    // The county file is ours; its shape is checked when it is loaded.
    const trail = JSON.parse(readFileSync(new URL("../../../../config/counties/longyou/trail.json", import.meta.url), "utf8")) as { logKeys: { vkey: string }[]; witnesses: { vkey: string }[] };
    expect(trail.logKeys.map((key) => parseVerifierKey(key.vkey)?.algorithm)).toContain("ed25519");
    expect(trail.witnesses.map((key) => parseVerifierKey(key.vkey)?.algorithm)).toEqual(trail.witnesses.map(() => "cosignature"));
  });
});

describe("a cosigner", () => {
  it("signs the moment together with the whole text", () => {
    const { signerKey, vkey } = newNoteKey("溪口镇监督委员会", "cosignature");
    const text = "a.example\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const note = formatNote(text, [createCosigner(signerKey).cosign(text, 1_795_516_740)]);
    expect(openNote(note, keyOf(vkey))?.verified[0]?.time).toBe(1_795_516_740);
    expect(openNote(note.replace("\n1\n", "\n2\n"), keyOf(vkey))).toBeNull();
  });
});

describe("an SM2 signer", () => {
  // GB/T 32918.5: the example of the standard, with the identity 1234567812345678.
  const d = "3945208F7B2144B13F36E38AC6D39F95889393692860B51A42FB81EF4DF7C5B8";
  const publicKey = Buffer.from(`04${"09F9DF311E5421A150DD7D161E4BC5C672179FAD1833FC076BB08FF356F35020"}${"CCEA490CE26775A52DC6EA718CC1AA600AED05FBF35E084A6632F6072DA9AD13"}`, "hex");
  const signature = Buffer.from(`${"F5A03B0648D2C4630EEAC513E1BB81A15944DA3827D5B74143AC7EACEEE720B3"}${"B1B6AA29DF212FD8763182BC0D421CA1BB9038FD1F7F42D4840B69C485BBC1AA"}`, "hex");
  const vkey = formatVerifierKey("gb", "sm2", publicKey);

  it("finds the standard's public key and accepts the standard's signature", () => {
    expect(createSm2Signer(formatSignerKey("gb", "sm2", publicKey, Buffer.from(d, "hex"))).vkey).toBe(vkey);
    const line = parseNote(`x\n\n${signatureLine("gb", vkey.split("+")[1] ?? "", signature)}`)?.signatures[0];
    expect(line && verifySm2Line("message digest", line, vkey)).toBe(true);
    expect(line && verifySm2Line("message digesT", line, vkey)).toBe(false);
  });

  it("signs what its verifier key accepts, and nothing else", () => {
    const [own, other] = [newSm2Key("村"), newSm2Key("村")];
    const text = "a text\n";
    const line = parseNote(formatNote(text, [createSm2Signer(own.signerKey).signatureLine(text)]))?.signatures[0];
    expect(line && verifySm2Line(text, line, own.vkey)).toBe(true);
    expect(line && verifySm2Line("another\n", line, own.vkey)).toBe(false);
    expect(line && verifySm2Line(text, line, other.vkey)).toBe(false);
    expect(line && verifySm2Line(text, { ...line, bytes: line.bytes.slice(1) }, own.vkey)).toBe(false);
    expect(line && verifySm2Line(text, { ...line, bytes: new Uint8Array(64) }, own.vkey)).toBe(false);
  });

  it("is a stranger to the phone: its line neither helps nor harms", () => {
    const { signerKey, vkey: log } = newNoteKey("a", "ed25519");
    const text = "a text\n";
    const lines = [createNoteSigner(signerKey).signatureLine(text), signatureLine("gb", vkey.split("+")[1] ?? "", signature)];
    expect(openNote(formatNote(text, lines), [...keyOf(log), ...keyOf(vkey)])?.verified).toHaveLength(1);
    expect(openNote(formatNote(text, lines.slice(1)), [...keyOf(log), ...keyOf(vkey)])).toBeNull();
  });
});
