import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from "node:crypto";
import { concatBytes, cosignatureBytes, cosignedMessage, formatVerifierKey, fromBase64, keyEncodings, keyIdOf, signatureLine, toBase64, type KeyAlgorithm } from "@cunqing/proof";

/** Signs notes with one key: checkpoints, promises, epochs. */
export interface NoteSigner {
  readonly name: string;
  readonly vkey: string;
  /** The line that goes under the text, with its newline. */
  signatureLine(text: string): string;
}

/** A witness's key: what it signs carries the moment (C2SP tlog-cosignature). */
export interface Cosigner {
  readonly name: string;
  readonly vkey: string;
  cosign(text: string, timeSeconds: number): string;
}

/** Throws unless the key is an Ed25519 signer key as `npm run trail:key` prints it. */
export function createNoteSigner(key: string): NoteSigner {
  const { name, keyId, vkey, privateKey } = openEd25519(key, "ed25519");
  return { name, vkey, signatureLine: (text) => signatureLine(name, keyId, sign(null, Buffer.from(text, "utf8"), privateKey)) };
}

export function createCosigner(key: string): Cosigner {
  const { name, keyId, vkey, privateKey } = openEd25519(key, "cosignature");
  return {
    name,
    vkey,
    cosign: (text, timeSeconds) => {
      const signature = sign(null, cosignedMessage(text, timeSeconds), privateKey);
      return signatureLine(name, keyId, cosignatureBytes(timeSeconds, signature));
    },
  };
}

/** A new key; `signerKey` is the secret half. */
export function newNoteKey(name: string, algorithm: "ed25519" | "cosignature"): { readonly signerKey: string; readonly vkey: string } {
  const seed = randomBytes(32);
  const publicKey = publicKeyOf(privateKeyOf(seed));
  return { signerKey: formatSignerKey(name, algorithm, publicKey, seed), vkey: formatVerifierKey(name, algorithm, publicKey) };
}

/** OpenSSL's check, for servers: @cunqing/proof's own takes hundreds of times as long. */
export function verifyNatively(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) {
    return false;
  }
  const key = createPublicKey({ key: Buffer.concat([spkiPrefix, publicKey]), format: "der", type: "spki" });
  return verify(null, message, key, signature);
}

export interface SignerKey {
  readonly name: string;
  readonly keyId: string;
  readonly secret: Uint8Array;
}

export function formatSignerKey(name: string, algorithm: KeyAlgorithm, publicKey: Uint8Array, secret: Uint8Array): string {
  const { prefix } = keyEncodings[algorithm];
  return `PRIVATE+KEY+${name}+${keyIdOf(name, concatBytes(prefix, publicKey))}+${toBase64(concatBytes(prefix, secret))}`;
}

/** The parts of `PRIVATE+KEY+name+id+base64(algorithm ‖ 32 secret bytes)`. No message ever holds the key. */
export function parseSignerKey(key: string, algorithm: KeyAlgorithm): SignerKey {
  const { prefix } = keyEncodings[algorithm];
  const [, name, keyId, encoded] = /^PRIVATE\+KEY\+([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(key) ?? [];
  const bytes = encoded === undefined ? null : fromBase64(encoded);
  const isOurs = bytes?.length === prefix.length + 32 && prefix.every((byte, index) => bytes[index] === byte);
  if (name === undefined || keyId === undefined || !bytes || !isOurs) {
    throw new RangeError(`This is no ${algorithm} signer key: PRIVATE+KEY+name+id+base64 is expected.`);
  }
  return { name, keyId, secret: bytes.slice(prefix.length) };
}

/** Refuses a key whose id belongs to another public key: something was copied wrongly. */
export function checkedVerifierKey({ name, keyId }: SignerKey, algorithm: KeyAlgorithm, publicKey: Uint8Array): string {
  if (keyIdOf(name, concatBytes(keyEncodings[algorithm].prefix, publicKey)) !== keyId) {
    throw new RangeError(`The id ${keyId} of the signer key ${name} does not belong to its secret half.`);
  }
  return formatVerifierKey(name, algorithm, publicKey);
}

// RFC 8410: what stands before the 32 bytes in DER.
const pkcs8Prefix = Buffer.from("302e020100300506032b657004220420", "hex");
const spkiPrefix = Buffer.from("302a300506032b6570032100", "hex");

const privateKeyOf = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([pkcs8Prefix, seed]), format: "der", type: "pkcs8" });

const publicKeyOf = (privateKey: KeyObject): Uint8Array =>
  new Uint8Array(createPublicKey(privateKey).export({ format: "der", type: "spki" }).subarray(spkiPrefix.length));

function openEd25519(key: string, algorithm: "ed25519" | "cosignature"): SignerKey & { readonly vkey: string; readonly privateKey: KeyObject } {
  const parsed = parseSignerKey(key, algorithm);
  const privateKey = privateKeyOf(parsed.secret);
  return { ...parsed, privateKey, vkey: checkedVerifierKey(parsed, algorithm, publicKeyOf(privateKey)) };
}
