import { areEqual, concatBytes } from "./bytes.ts";
import { fromBase64, toBase64, toHex } from "./base64.ts";
import { sha256 } from "./sha256.ts";
import { readCount } from "./texts.ts";
import { utf8 } from "./utf8.ts";

/** What a key signs, by the first byte of its encoding (C2SP signed-note). SM2 has no byte there, so it stands behind 0xff under a name. */
export type KeyAlgorithm = "ed25519" | "cosignature" | "sm2";

export interface VerifierKey {
  readonly name: string;
  /** Eight hexadecimal digits. */
  readonly keyId: string;
  readonly algorithm: KeyAlgorithm;
  readonly publicKey: Uint8Array;
}

/** A key of a log. One that was changed for another stays good for what it signed, and for nothing newer. */
export interface LogKey extends VerifierKey {
  /** The largest size of a head that counts under it; none for a key in use. */
  readonly untilSize?: number;
}

/** What stands before the public key in a key's encoding, and how long the key is. */
export const keyEncodings: Readonly<Record<KeyAlgorithm, { readonly prefix: Uint8Array; readonly keyBytes: number }>> = {
  ed25519: { prefix: Uint8Array.of(1), keyBytes: 32 },
  cosignature: { prefix: Uint8Array.of(4), keyBytes: 32 },
  // The uncompressed point, 0x04 and two coordinates, as GB/T 32918 writes it.
  sm2: { prefix: concatBytes(Uint8Array.of(0xff), utf8("sm2-sm3")), keyBytes: 65 },
};

/** Null unless the text is name, id and key of a kind we know, and the id is that of the key. */
export function parseVerifierKey(text: string): VerifierKey | null {
  const [, name, keyId, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(text) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  if (name === undefined || !bytes) {
    return null;
  }
  for (const algorithm of algorithms) {
    const { prefix, keyBytes } = keyEncodings[algorithm];
    if (bytes.length === prefix.length + keyBytes && areEqual(bytes.subarray(0, prefix.length), prefix)) {
      const key = { name, keyId: keyIdOf(name, bytes), algorithm, publicKey: bytes.slice(prefix.length) };
      return key.keyId === keyId ? key : null;
    }
  }
  return null;
}

/** As it is built into phones and written into key files: the verifier key, for an old one a space and the size up to which it counts. */
export function parseLogKey(line: string): LogKey | null {
  const [text = "", sizeText, ...more] = line.split(" ");
  const key = parseVerifierKey(text);
  const untilSize = readCount(sizeText);
  if (!key || key.algorithm === "cosignature" || more.length > 0 || (sizeText !== undefined && untilSize === null)) {
    return null;
  }
  return untilSize === null ? key : { ...key, untilSize };
}

export const logKeyLine = ({ vkey, untilSize }: { readonly vkey: string; readonly untilSize?: number | undefined }): string => (untilSize === undefined ? vkey : `${vkey} ${untilSize}`);

export const isGoodFor = ({ untilSize = Infinity }: LogKey, size: number): boolean => size <= untilSize;

export function formatVerifierKey(name: string, algorithm: KeyAlgorithm, publicKey: Uint8Array): string {
  const bytes = concatBytes(keyEncodings[algorithm].prefix, publicKey);
  return `${name}+${keyIdOf(name, bytes)}+${toBase64(bytes)}`;
}

/** `encoded` is the public key behind the bytes of its algorithm. */
export const keyIdOf = (name: string, encoded: Uint8Array): string => toHex(sha256(concatBytes(utf8(`${name}\n`), encoded)).subarray(0, 4));

const algorithms = ["ed25519", "cosignature", "sm2"] as const;
