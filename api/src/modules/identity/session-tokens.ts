import { createHash, createHmac, timingSafeEqual } from "node:crypto";

/** Where the console's browser keeps its session, and the CSRF token that its code may read. */
export const sessionCookies = { session: "cq_session", csrf: "cq_csrf" } as const;

/** What is stored of a secret that opens something. 256 random bits need no salt and no stretching. */
export const hashToken = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Follows from the session, so it needs no storage and dies with it. */
export const csrfTokenOf = (key: Buffer, sessionId: number): string => createHmac("sha256", key).update(`csrf:${sessionId}`).digest("base64url");

export const isCsrfToken = (key: Buffer, sessionId: number, given: string): boolean => isSame(csrfTokenOf(key, sessionId), given);

/** Compares secrets in a time that tells nothing of where they differ. */
export function isSame(expected: string, given: string): boolean {
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
