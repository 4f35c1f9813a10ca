import { createHash, timingSafeEqual } from "node:crypto";
import { freshBytes } from "./random.ts";

const saltBytes = 32;

/** 256 bits, one per field: without it a short field could be found by trying all of them. */
export const newSalt = (): Buffer => freshBytes(saltBytes);

/** SHA-256(salt ‖ field). The salt has one length, so where it ends is never in doubt. */
export function commitTo(field: string, salt: Buffer): Buffer {
  return commitToBytes(Buffer.from(field, "utf8"), salt);
}

/** The same over bytes: a stored file, or a whole sealed entry. */
export function commitToBytes(content: Buffer, salt: Buffer): Buffer {
  if (salt.length !== saltBytes) { throw new RangeError(`A salt must be ${saltBytes} bytes.`); }
  return createHash("sha256").update(salt).update(content).digest();
}

/** Whether this field and salt are what was committed to. */
export function opensTo(commitment: Buffer, field: string, salt: Buffer): boolean {
  const expected = commitTo(field, salt);
  return commitment.length === expected.length && timingSafeEqual(commitment, expected);
}
