import { createHmac } from "node:crypto";
import { isSame } from "./session-tokens.ts";

const lifeMs = 5 * 60_000;

/** Proof that the password was right a moment ago. It stands nowhere but with the caller, and dies with the password. */
export function makeChallenge(key: Buffer, staffPublicId: string, passwordHash: string, now: number): string {
  const until = (now + lifeMs).toString(36);
  return [staffPublicId, until, macOf(key, staffPublicId, until, passwordHash)].join(".");
}

/** Whose challenge it claims to be, empty for what cannot be one. It proves nothing before `isChallengeGood`. */
export const challengedStaff = (challenge: string): string => /^[\w-]+(?=\.)/.exec(challenge)?.[0] ?? "";

export function isChallengeGood(key: Buffer, challenge: string, passwordHash: string, now: number): boolean {
  const [staffPublicId = "", until = "", mac = ""] = challenge.split(".");
  return isSame(macOf(key, staffPublicId, until, passwordHash), mac) && now < Number.parseInt(until, 36);
}

const macOf = (key: Buffer, staffPublicId: string, until: string, passwordHash: string): string =>
  createHmac("sha256", key).update(JSON.stringify(["challenge", staffPublicId, until, passwordHash])).digest("base64url");
