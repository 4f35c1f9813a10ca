import { concatBytes } from "./bytes.ts";
import { fromBase64, fromHex, toBase64, toHex } from "./base64.ts";
import { verifyEd25519 } from "./ed25519.ts";
import type { VerifierKey } from "./keys.ts";
import { utf8 } from "./utf8.ts";

export interface NoteSignature {
  readonly name: string;
  readonly keyId: string;
  /** What stands behind the key id. */
  readonly bytes: Uint8Array;
}

export interface Note {
  /** Ends in a newline; this is what is signed. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

export interface VerifiedSignature {
  readonly key: VerifierKey;
  /** When a cosignature was made, in seconds; null for a plain signature. */
  readonly time: number | null;
}

export interface OpenedNote {
  readonly text: string;
  /** At least one, each key once. */
  readonly verified: readonly VerifiedSignature[];
}

/** Null for what is no signed note by C2SP's rules or is beyond our limits. */
export function parseNote(note: string): Note | null {
  const split = note.lastIndexOf("\n\n");
  if (note.length > charactersMax || split < 0 || !note.endsWith("\n") || forbidden.test(note)) {
    return null;
  }
  const lines = note.slice(split + 2, -1).split("\n");
  const signatures = lines.map(parseSignatureLine);
  const parsed = signatures.filter((signature) => signature !== null);
  return lines.length > signaturesMax || parsed.length !== lines.length ? null : { text: note.slice(0, split + 1), signatures: parsed };
}

/**
 * The text of a note that at least one of the keys signed. As C2SP demands, signatures by other keys say nothing,
 * and a wrong one by a known key spoils the whole note. SM2 keys are known to servers only: here they are strangers.
 */
export function openNote(note: string, keys: readonly VerifierKey[], verify: Verify = verifyEd25519): OpenedNote | null {
  const parsed = parseNote(note);
  const verified = new Map<VerifierKey, VerifiedSignature>();
  for (const signature of parsed?.signatures ?? []) {
    const key = keys.find((one) => one.name === signature.name && one.keyId === signature.keyId && one.algorithm !== "sm2");
    if (key && !verified.has(key)) {
      const one = checkSignature(parsed?.text ?? "", signature, key, verify);
      if (!one) {
        return null;
      }
      verified.set(key, one);
    }
  }
  return parsed && verified.size > 0 ? { text: parsed.text, verified: [...verified.values()] } : null;
}

/** One line under the text, with its newline. */
export const signatureLine = (name: string, keyId: string, bytes: Uint8Array): string => `— ${name} ${toBase64(concatBytes(fromHex(keyId) ?? new Uint8Array(4), bytes))}\n`;

export const formatNote = (text: string, lines: readonly string[]): string => `${text}\n${lines.join("")}`;

/** The note with further signature lines; a line that stands there already is not added again. */
export function addSignatureLines(note: string, lines: readonly string[]): string {
  const present = note.slice(note.lastIndexOf("\n\n") + 2);
  return note + lines.filter((line) => !`\n${present}`.includes(`\n${line}`)).join("");
}

/** What a witness signs: the moment, then the whole text of the checkpoint (C2SP tlog-cosignature). */
export const cosignedMessage = (text: string, timeSeconds: number): Uint8Array => utf8(`cosignature/v1\ntime ${timeSeconds}\n${text}`);

/** The time in eight bytes, the greatest first, then the signature. */
export function cosignatureBytes(timeSeconds: number, signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8);
  let rest = timeSeconds;
  for (let index = 7; index >= 0; index -= 1) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  return concatBytes(bytes, signature);
}

const charactersMax = 100_000;
const signaturesMax = 64;
// oxlint-disable-next-line no-control-regex -- C2SP forbids exactly these, and half a surrogate pair is no UTF-8.
const forbidden = /[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u;

function parseSignatureLine(line: string): NoteSignature | null {
  const [, name, encoded] = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  return name === undefined || !bytes || bytes.length < 5 ? null : { name, keyId: toHex(bytes.subarray(0, 4)), bytes: bytes.slice(4) };
}

function checkSignature(text: string, { bytes }: NoteSignature, key: VerifierKey, verify: Verify): VerifiedSignature | null {
  if (key.algorithm !== "cosignature") {
    return bytes.length === 64 && verify(key.publicKey, utf8(text), bytes) ? { key, time: null } : null;
  }
  const time = bytes.subarray(0, 8).reduce((sum, byte) => sum * 256 + byte, 0);
  if (bytes.length !== 72 || !Number.isSafeInteger(time)) {
    return null;
  }
  return verify(key.publicKey, cosignedMessage(text, time), bytes.slice(8)) ? { key, time } : null;
}
