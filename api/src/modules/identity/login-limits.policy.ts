const minuteMs = 60_000;

/** Tries at one user name from one address before that pair of the two is shut. */
export const triesPerAddress = 10;
export const triesWindowMs = 15 * minuteMs;
/** Failures at one user name in a day, from everywhere, before addresses that are not known have to wait. */
export const failuresPerDay = 100;
export const accountLockMs = 60 * minuteMs;
/** How long an address stays known after a log-in from it. */
export const knownAddressMs = 30 * 24 * 60 * minuteMs;

/**
 * How long a user name is shut for one address. Each time of a day four times as long, so that one address alone
 * can never fail often enough to shut the user name for everybody.
 */
export function addressLockMs(lockNumber: number): number {
  return Math.min(triesWindowMs * 4 ** (lockNumber - 1), 16 * 60 * minuteMs);
}
