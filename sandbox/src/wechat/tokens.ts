import { randomBytes } from "node:crypto";
import { BoundedMap } from "../bounded.ts";

export type Tokens = ReturnType<typeof createTokens>;

export type IssuedToken = { accessToken: string; expiresInSeconds: number };

export const tokenLifeMs = 7200_000;
const overlapMs = 5 * 60_000;
const forcedGapMs = 30_000;
const forcedPerDay = 20;
const dayMs = 24 * 3600_000;

/**
 * The rules of the stable token: the normal mode repeats the same token until five minutes before its end, and then
 * the old one and the new one both work; a forced refresh kills the old one, at most every 30 s and 20 times a day.
 */
export function createTokens(clock: () => number) {
  const endings = new BoundedMap<number>(50);
  const killed = new BoundedMap<true>(50);
  let current: string | undefined;
  let forcedAt: number[] = [];

  const endOf = (token: string | undefined): number => (token === undefined ? 0 : (endings.get(token) ?? 0));

  function renew(): string {
    // A real token is long: whoever stores it must have room for 512 characters.
    const token = randomBytes(384).toString("base64url");
    endings.set(token, clock() + tokenLifeMs);
    current = token;
    return token;
  }

  const answer = (token: string): IssuedToken => ({
    accessToken: token,
    expiresInSeconds: Math.floor((endOf(token) - clock()) / 1000),
  });

  function normal(): IssuedToken {
    if (current !== undefined && !killed.has(current) && endOf(current) - clock() > overlapMs) {
      return answer(current);
    }
    return answer(renew());
  }

  function forced(): IssuedToken | "too_often" {
    const now = clock();
    forcedAt = forcedAt.filter((at) => now - at < dayMs);
    if (now - (forcedAt.at(-1) ?? -forcedGapMs) < forcedGapMs) {
      return normal();
    }
    if (forcedAt.length >= forcedPerDay) {
      return "too_often";
    }
    forcedAt.push(now);
    if (current !== undefined) {
      killed.set(current, true);
    }
    return answer(renew());
  }

  return {
    issue: (isForced: boolean): IssuedToken | "too_often" => (isForced ? forced() : normal()),

    /** The errcode a call with this token gets, or 0. */
    check(token: string | null): 0 | 40001 | 41001 | 42001 {
      if (token === null || token === "") {
        return 41001;
      }
      if (!endings.has(token) || killed.has(token)) {
        return 40001;
      }
      return clock() >= endOf(token) ? 42001 : 0;
    },

    /** Every token out there is expired from now on, earlier than it was promised. */
    expireAll(): void {
      for (const token of [...endings.keys()]) {
        endings.set(token, 0);
      }
    },
  };
}
