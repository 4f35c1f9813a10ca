import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export interface FieldKeyBytes {
  readonly id: string;
  readonly key: Uint8Array;
}

/** Which key opens what: by account, and the deployment's own for what belongs to nobody. */
export interface KeyRing {
  find(owner: number | null): Buffer | undefined;
}

/** The same while a backup is made: who has no key yet gets one. */
export interface KeySource {
  keyFor(owner: number | null): Buffer;
}

const ivBytes = 12;
const tagBytes = 16;

export function sealBox(key: Buffer, plain: Buffer, context: string): Buffer {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv("aes-256-gcm", key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const text = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), text]);
}

/** Throws when the box was changed, or belongs elsewhere. */
export function openBox(key: Buffer, box: Buffer, context: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, box.subarray(0, ivBytes), { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(box.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(box.subarray(ivBytes + tagBytes)), decipher.final()]);
}

/** A key of its own for each use, so that no two of them ever meet on one. */
export const derived = (field: FieldKeyBytes, use: "backup" | "person-keys"): Buffer =>
  Buffer.from(hkdfSync("sha256", field.key, "", `cunqing ${use} ${field.id}`, 32));
