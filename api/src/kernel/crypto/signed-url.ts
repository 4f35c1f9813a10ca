import { createHmac, timingSafeEqual } from "node:crypto";

export type SignedUrlVerdict = "good" | "expired" | "forged";

export interface UrlSigner {
  /**
   * `path` with the moment it ends and a signature. `scope` names for whom or what it was made (a session, a
   * purpose); it is signed but does not stand in the address, so a copied address fails in other hands.
   */
  readonly sign: (path: string, expiresAtMs: number, scope: string) => string;
  /** `address` is the path and query exactly as they arrived. */
  readonly verify: (address: string, nowMs: number, scope: string) => SignedUrlVerdict;
}

export function createUrlSigner(key: Buffer): UrlSigner {
  if (key.length < 32) { throw new RangeError("A signing key must be at least 32 bytes."); }
  const macOf = (path: string, expiresAtMs: number, scope: string): string =>
    createHmac("sha256", key).update(JSON.stringify([path, expiresAtMs, scope]), "utf8").digest("base64url");

  const sign = (path: string, expiresAtMs: number, scope: string): string => {
    if (/[?#]/.test(path)) { throw new TypeError("Only a bare path is signed: a query would not be covered."); }
    if (!Number.isSafeInteger(expiresAtMs) || expiresAtMs < 0) { throw new RangeError("The end is whole milliseconds."); }
    return `${path}?until=${expiresAtMs}&sig=${macOf(path, expiresAtMs, scope)}`;
  };

  const verify = (address: string, nowMs: number, scope: string): SignedUrlVerdict => {
    const match = signedForm.exec(address);
    if (!match) { return "forged"; }
    const [, path = "", until = "", signature = ""] = match;
    const expiresAtMs = Number(until);
    const expected = Buffer.from(macOf(path, expiresAtMs, scope));
    // The signature is judged first: a stranger must not learn from "expired" that an address once existed.
    // Text is compared, not bytes: the last symbol of base64url has spare bits, and one address has one spelling.
    if (!timingSafeEqual(expected, Buffer.from(signature))) { return "forged"; }
    return nowMs < expiresAtMs ? "good" : "expired";
  };

  return { sign, verify };
}

// Exactly our own form, so that both sides of the comparison have one length.
const signedForm = /^([^?#]+)\?until=(0|[1-9]\d{0,15})&sig=([\w-]{43})$/;
