import { describe, expect, it } from "vitest";
import { createCosigner, createNoteSigner, newNoteKey } from "../../src/kernel/crypto/note-signer.ts";
import {
  addSignatureLines, checkpointText, emptyRoot, epochText, formatNote, formatVerifierKey, openCheckpoint, openNote, parseCheckpoint, parseEpoch, parseNote, parsePromise, parseVerifierKey, promiseText,
  sha256, toBase64, utf8, type Checkpoint, type VerifierKey,
} from "./index.ts";

// golang.org/x/mod/sumdb/note, note_test.go.
const vkey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
// C2SP tlog-cosignature: the example of the specification.
const behindTheSofa = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
`;

const keyOf = (key: string): VerifierKey => {
  const parsed = parseVerifierKey(key);
  if (!parsed) {
    throw new Error(`not a key: ${key}`);
  }
  return parsed;
};
const peter = keyOf(vkey);

describe("a verifier key", () => {
  it("is read, and written the same way again", () => {
    expect(formatVerifierKey(peter.name, peter.algorithm, peter.publicKey)).toBe(vkey);
  });

  it("is refused in every part of itself and with any character changed, as the reference does", () => {
    for (let from = 0; from < vkey.length; from += 1) {
      for (let to = from + 1; to <= vkey.length; to += 1) {
        expect(parseVerifierKey(vkey.slice(from, to)) !== null).toBe(from === 0 && to === vkey.length);
      }
      const altered = vkey.slice(0, from) + String.fromCharCode(vkey.charCodeAt(from) + 1) + vkey.slice(from + 1);
      expect(parseVerifierKey(altered), altered).toBeNull();
    }
  });

  it.each([
    ["of a wrong length, with its id adjusted", "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="],
    ["of an unknown algorithm, with its id adjusted", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
    ["with a space in its name", "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
  ])("%s is refused", (_, key) => {
    expect(parseVerifierKey(key)).toBeNull();
  });
});

describe("a signed note", () => {
  it("of the reference opens", () => {
    expect(openNote(formatNote(text, [line]), [peter])).toEqual({ text, verified: [{ key: peter, time: null }] });
  });

  it("may hold empty lines: the last one parts the text from the signatures", () => {
    expect(parseNote(`a\n\nb\n\n${line}`)?.text).toBe("a\n\nb\n");
  });

  it.each([
    ["nothing", ""],
    ["no signature", `${text}\n`],
    ["no blank line", text + line],
    ["no final newline", `${text}\n${line.slice(0, -1)}`],
    ["a hyphen for the dash", `${text}\n${line.replace("—", "-")}`],
    ["two spaces", `${text}\n${line.replace("— ", "—  ")}`],
    ["a plus in the name", `${text}\n${line.replace("Peter", "Peter+")}`],
    ["broken base64", `${text}\n${line.replace("=", "")}`],
    ["a second spelling of the base64", `${text}\n${line.replace("AM=", "AN=")}`],
    ["a signature of no bytes", `${text}\n— a AAAAAA==\n`],
    ["a carriage return", `${text}\r\n\n${line}`],
    ["a tab", `a\tb\n\n${line}`],
    ["half a surrogate pair", `a\ud800\n\n${line}`],
    ["text behind the signatures", `${text}\n${line}x\n`],
    ["too many signatures", `${text}\n${line.repeat(65)}`],
    ["more than fits", `${"x".repeat(100_001)}\n\n${line}`],
  ])("with %s is none", (_, note) => {
    expect(parseNote(note)).toBeNull();
    expect(openNote(note, [peter])).toBeNull();
  });

  it("holds 16 signatures and more", () => {
    const strangers = Array.from({ length: 30 }, (_, index) => createNoteSigner(newNoteKey(`s${index}`, "ed25519").signerKey).signatureLine(text));
    expect(openNote(formatNote(text, [...strangers, line]), [peter])?.verified).toHaveLength(1);
  });

  it("ignores strangers, also those who borrow the name or the id", () => {
    const stranger = createNoteSigner(newNoteKey("PeterNeumann", "ed25519").signerKey);
    expect(openNote(formatNote(text, [stranger.signatureLine(text), line]), [peter])?.verified).toHaveLength(1);
    expect(openNote(formatNote(text, [line.replace("PeterNeumann", "EnochRoot"), line]), [peter])?.verified).toHaveLength(1);
    expect(openNote(formatNote(text, [stranger.signatureLine(text)]), [peter])).toBeNull();
    expect(openNote(formatNote(text, [line]), [])).toBeNull();
  });

  it("counts a repeated signature once, and is spoilt by a wrong one of a known key", () => {
    const wrong = createNoteSigner("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").signatureLine("other\n");
    expect(openNote(formatNote(text, [line, line, wrong]), [peter])?.verified).toHaveLength(1);
    expect(openNote(formatNote(text, [wrong, line]), [peter])).toBeNull();
  });

  it("takes further lines, none of them twice", () => {
    const note = formatNote(text, [line]);
    expect(addSignatureLines(note, [line])).toBe(note);
    expect(addSignatureLines(note, ["— a AAAAAAA=\n"])).toBe(`${note}— a AAAAAAA=\n`);
  });
});

describe("a checkpoint", () => {
  it("of the specification's example reads, with the moment of its cosignature", () => {
    const note = parseNote(behindTheSofa);
    expect(parseCheckpoint(note?.text ?? "")).toMatchObject({ origin: "example.com/behind-the-sofa", size: 20_852_163, epoch: 0 });
    const cosignature = note?.signatures[1];
    expect([cosignature?.keyId, cosignature?.bytes.length]).toEqual(["8d66cf3f", 72]);
    expect(Buffer.from(cosignature?.bytes.subarray(0, 8) ?? []).readBigUInt64BE()).toBe(1_679_315_147n);
  });

  it.each<Checkpoint>([
    { origin: "a", size: 0, root: emptyRoot(), epoch: 0 },
    { origin: "村/记录", size: 2 ** 53 - 1, root: sha256(utf8("x")), epoch: 3 },
  ])("of $size leaves is written and read", (checkpoint) => {
    expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
  });

  const root = toBase64(emptyRoot());
  it.each([
    `a\n1\n${root}`, `a\n01\n${root}\n`, `a\n-1\n${root}\n`, `a\n1e3\n${root}\n`, `a\n9007199254740992\n${root}\n`, `\n1\n${root}\n`, `a\n1\n`, "a\n1\nAAAA\n",
    `a\n1\n${root}\n\n`, `a\n1\n${root}\nepoch\n\n`, `a\n1\n${root}\nepoch 0\n`, `a\n1\n${root}\nepoch 01\n`, `a\n1\n${root}\nepoch 1\nepoch 2\n`, `a\n1\n${root}\nepoch x\n`,
  ])("%j is none", (bad) => {
    expect(parseCheckpoint(bad)).toBeNull();
  });

  it("opens only for its origin and under a key of the log: a witness alone does not make one", () => {
    const [log, witness] = [newNoteKey("log", "ed25519"), newNoteKey("w", "cosignature")];
    const body = checkpointText({ origin: "log", size: 1, root: sha256(utf8("x")), epoch: 2 });
    const [logLine, witnessLine] = [createNoteSigner(log.signerKey).signatureLine(body), createCosigner(witness.signerKey).cosign(body, 7)];
    const trust = { origin: "log", logKeys: [keyOf(log.vkey)], others: [keyOf(witness.vkey)] };
    expect(openCheckpoint(formatNote(body, [logLine, witnessLine]), trust)).toMatchObject({ size: 1, epoch: 2, verified: [{ time: null }, { time: 7 }] });
    expect(openCheckpoint(formatNote(body, [witnessLine]), trust)).toBeNull();
    expect(openCheckpoint(formatNote(body, [logLine]), { ...trust, origin: "another" })).toBeNull();
  });

  it("is not signed by a cosignature made for another moment", () => {
    const witness = newNoteKey("w", "cosignature");
    const signed = createCosigner(witness.signerKey).cosign(text, 1000);
    const bytes = Buffer.from(signed.split(" ")[2] ?? "", "base64");
    bytes[11] = (bytes[11] ?? 0) + 1;
    expect(openNote(formatNote(text, [signed]), [keyOf(witness.vkey)])?.verified[0]?.time).toBe(1000);
    expect(openNote(formatNote(text, [`— w ${bytes.toString("base64")}\n`]), [keyOf(witness.vkey)])).toBeNull();
  });
});

describe("our own texts", () => {
  const leaf = sha256(utf8("leaf"));

  it("are written and read", () => {
    const promise = { origin: "a/b", leaf, atMs: 1_795_000_000_123, seconds: 60 };
    expect(parsePromise(promiseText(promise))).toEqual(promise);
    const epoch = { origin: "a/b", epoch: 2, atMs: 5, baseSize: 10, baseRoot: leaf, lostSize: 17, lostRoot: sha256(leaf) };
    expect(parseEpoch(epochText(epoch))).toEqual(epoch);
    expect(parseEpoch(epochText({ ...epoch, lostSize: null, lostRoot: null }))).toEqual({ ...epoch, lostSize: null, lostRoot: null });
  });

  it.each([
    promiseText({ origin: "a", leaf, atMs: 1, seconds: 60 }).replace("v1", "v2"),
    `${promiseText({ origin: "a", leaf, atMs: 1, seconds: 60 })}more\n`,
    promiseText({ origin: "", leaf, atMs: 1, seconds: 60 }),
    promiseText({ origin: "a", leaf: leaf.slice(1), atMs: 1, seconds: 60 }),
  ])("%j is no promise", (bad) => {
    expect(parsePromise(bad)).toBeNull();
  });

  const good = { origin: "a", epoch: 1, atMs: 1, baseSize: 10, baseRoot: leaf, lostSize: 12, lostRoot: leaf };
  it.each([epochText({ ...good, epoch: 0 }), epochText({ ...good, lostSize: 9 }), `${epochText(good)}x\n`, epochText(good).replace("\n12\n", "\nmany\n"), promiseText({ origin: "a", leaf, atMs: 1, seconds: 60 })])("%j is no epoch", (bad) => {
    expect(parseEpoch(bad)).toBeNull();
  });
});
