import { createCosigner, createNoteSigner, newNoteKey, type Cosigner, type NoteSigner } from "../../../src/kernel/crypto/note-signer.ts";
import { addSignatureLines, checkpointText, concatBytes, emptyRoot, epochText, formatNote, leafHash, parseCheckpoint, sha256, toBase64, toHex, utf8, type Receipt, type Trust } from "../index.ts";
import { consistencyProof, inclusionProof, treeOf } from "./reference-tree.ts";

export const testOrigin = "record.example/longyou";

export interface LogWithKeys {
  readonly trust: Trust;
  readonly signer: NoteSigner;
  /** 溪口镇监督委员会, outside. */
  readonly outside: Cosigner & { readonly signerKey: string };
  /** 县大数据局, the office itself. */
  readonly inside: Cosigner;
}

/** Fresh keys of a log and of two witnesses, and what a phone has built in. */
export function newKeys(origin = testOrigin): LogWithKeys {
  const [log, outside, inside] = [newNoteKey(origin, "ed25519"), newNoteKey("溪口镇监督委员会", "cosignature"), newNoteKey("县大数据局", "cosignature")];
  return {
    trust: {
      origin,
      logKeys: [log.vkey],
      witnesses: [
        { name: "溪口镇监督委员会", vkey: outside.vkey, isOutside: true },
        { name: "县大数据局", vkey: inside.vkey, isOutside: false },
      ],
    },
    signer: createNoteSigner(log.signerKey),
    outside: { ...createCosigner(outside.signerKey), signerKey: outside.signerKey },
    inside: createCosigner(inside.signerKey),
  };
}

const rootAt = (entries: readonly Uint8Array[], size: number): Uint8Array => (size === 0 ? emptyRoot() : treeOf(entries)(0, size));

export function signedCheckpoint(keys: LogWithKeys, entries: readonly Uint8Array[], { size = entries.length, epoch = 0 } = {}): string {
  const text = checkpointText({ origin: keys.trust.origin, size, root: rootAt(entries, size), epoch });
  return formatNote(text, [keys.signer.signatureLine(text)]);
}

export function cosigned(note: string, ...cosignatures: readonly (readonly [Cosigner, number])[]): string {
  const text = note.slice(0, note.lastIndexOf("\n\n") + 1);
  return addSignatureLines(note, cosignatures.map(([cosigner, seconds]) => cosigner.cosign(text, seconds)));
}

export function signedEpoch(keys: LogWithKeys, kept: readonly Uint8Array[], lost: readonly Uint8Array[] | null, epoch: number): string {
  const text = epochText({
    origin: keys.trust.origin, epoch, atMs: 1_795_000_000_000,
    baseSize: kept.length, baseRoot: rootAt(kept, kept.length),
    lostSize: lost && lost.length, lostRoot: lost && rootAt(lost, lost.length),
  });
  return formatNote(text, [keys.signer.signatureLine(text)]);
}

export const inclusionOf = (entries: readonly Uint8Array[], position: number): string[] => inclusionProof(treeOf(entries), position, entries.length).map(toBase64);

export const consistencyOf = (entries: readonly Uint8Array[], from: number, to = entries.length): string[] => consistencyProof(treeOf(entries), from, to).map(toBase64);

export const entriesOf = (count: number, word = "entry"): Uint8Array[] => Array.from({ length: count }, (_, index) => utf8(`${word} ${index}`));

const saltOf = (word: string): Uint8Array => sha256(utf8(`salt of ${word}`));
const commitment = (salt: Uint8Array, content: string): string => toHex(sha256(concatBytes(salt, utf8(content))));

/** The form of a submitted case with one field, and the same sealed. */
export function caseForm(atMs: number, words = "路灯坏了") {
  const fields = [{ field: "words", value: words, salt: toBase64(saltOf("words")) }];
  const form = { actor: "a", area: "x", at: atMs, fields: { words: commitment(saltOf("words"), words) }, id: "e", kind: "case.submitted", subject: { kind: "case" }, v: 1 };
  const plain = JSON.stringify(form);
  const opening = { inner: plain, salt: toBase64(saltOf("inner")) };
  return { fields, plain, sealed: JSON.stringify({ sealed: commitment(saltOf("inner"), plain), v: 1 }), opening };
}

/** A receipt for the last of the entries, whose form is given. */
export function receiptFor(checkpoint: string, entries: readonly Uint8Array[], position: number, part: Pick<Receipt, "publicForm" | "opening" | "fields">): Receipt {
  const size = parseCheckpoint(checkpoint.slice(0, checkpoint.lastIndexOf("\n\n") + 1))?.size ?? 0;
  return { v: 1, ...part, leaf: toBase64(leafHash(utf8(part.publicForm))), position, proof: inclusionOf(entries.slice(0, size), position), checkpoint };
}
