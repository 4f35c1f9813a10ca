import { createHmac } from "node:crypto";

/** Finds an encrypted value by equality: the column holds a keyed hash that says nothing without the key. */
export interface BlindIndex {
  readonly phone: (value: string) => string;
  readonly identity: (value: string) => string;
  /** For another kind of value; the caller normalises it. */
  readonly of: (kind: string, value: string) => string;
}

/** All indexes are 64 hex digits. The key must be another one than the field keys. */
export function createBlindIndex(key: Buffer): BlindIndex {
  if (key.length < 32) { throw new RangeError("A blind index key must be at least 32 bytes."); }
  // The kind is part of what is hashed, so a phone and an identity number of the same digits do not meet.
  const of = (kind: string, value: string): string =>
    createHmac("sha256", key).update(JSON.stringify([kind, value]), "utf8").digest("hex");
  return {
    phone: (value) => of("phone", normalPhone(value)),
    identity: (value) => of("identity", normalIdentity(value)),
    of,
  };
}

/** As people type it, with spaces, full-width digits or +86, to the bare number. */
export function normalPhone(value: string): string {
  const bare = value.normalize("NFKC").replace(/[\s().\-‐-―]/gu, "");
  return bare.replace(/^(?:\+86|0086|86(?=1\d{10}$))/, "");
}

export function normalIdentity(value: string): string {
  return value.normalize("NFKC").replace(/[\s-]/g, "").toUpperCase();
}
