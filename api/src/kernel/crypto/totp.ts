import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/** One attempt: what was typed, when, and the last step this person already used. */
export interface TotpAttempt {
  readonly secret: Buffer;
  readonly code: string;
  readonly nowMs: number;
  readonly lastUsedStep: number | null;
}

export interface TotpLabel {
  readonly issuer: string;
  readonly account: string;
  readonly secret: Buffer;
}

const totpStepMs = 30_000;
const digits = 6;
// RFC 6238 allows for the clock of the phone: one step before and one after.
const drift = [-1, 0, 1];

export const newTotpSecret = (): Buffer => randomBytes(20);

export const totpStepAt = (nowMs: number): number => Math.floor(nowMs / totpStepMs);

/** RFC 4226: the code for one counter; TOTP is the same with the step as counter. */
export function hotp(secret: Buffer, counter: number, length: number = digits): string {
  const moving = Buffer.alloc(8);
  moving.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac("sha1", secret).update(moving).digest();
  const offset = mac.readUInt8(mac.length - 1) & 0x0f;
  const truncated = mac.readUInt32BE(offset) & 0x7fffffff;
  return String(truncated % 10 ** length).padStart(length, "0");
}

/**
 * The step whose code was typed, or null. The caller stores it as the last used one in the same transaction as
 * the log-in, so a code that was seen over a shoulder is worth nothing a second time.
 */
export function matchTotp(attempt: TotpAttempt): number | null {
  const typed = attempt.code.normalize("NFKC").replace(/\s/g, "");
  if (!/^\d{6}$/.test(typed)) { return null; }
  const now = totpStepAt(attempt.nowMs);
  // All steps are compared whatever the first one says, so the time taken tells nothing.
  const matched = drift
    .map((shift) => now + shift)
    .filter((step) => step >= 0 && timingSafeEqual(Buffer.from(hotp(attempt.secret, step)), Buffer.from(typed)))
    .filter((step) => attempt.lastUsedStep === null || step > attempt.lastUsedStep);
  return matched[0] ?? null;
}

/** The address an authenticator app reads from a QR code. */
export function otpauthUri(label: TotpLabel): string {
  const name = `${encodeURIComponent(label.issuer)}:${encodeURIComponent(label.account)}`;
  const secret = toBase32(label.secret);
  const issuer = encodeURIComponent(label.issuer);
  return `otpauth://totp/${name}?secret=${secret}&issuer=${issuer}&algorithm=SHA1&digits=${digits}&period=30`;
}

/** RFC 4648 base 32 without padding: authenticator apps want none. */
export function toBase32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  const groups = bits.match(/.{1,5}/g) ?? [];
  return groups.map((group) => alphabet.charAt(Number.parseInt(group.padEnd(5, "0"), 2))).join("");
}

/** Null when the text is not base 32: it was typed by hand. */
export function fromBase32(text: string): Buffer | null {
  const symbols = [...text.normalize("NFKC").toUpperCase().replace(/[\s-]/g, "").replace(/=+$/, "")];
  if (symbols.some((symbol) => !alphabet.includes(symbol))) { return null; }
  const bits = symbols.map((symbol) => alphabet.indexOf(symbol).toString(2).padStart(5, "0")).join("");
  const bytes = bits.match(/.{8}/g) ?? [];
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)));
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
