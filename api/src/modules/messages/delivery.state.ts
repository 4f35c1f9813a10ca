import type { deliveryStates } from "@cunqing/contract";

export type DeliveryState = (typeof deliveryStates)[number];

/** What to do after an attempt to send. */
export type Verdict =
  /** The villager's agreement is used up: nothing more goes out under this template. */
  | { readonly state: "refused"; readonly isQuotaGone: boolean }
  | { readonly state: "queued"; readonly afterMs: number }
  /** It may have arrived: sending again could tell a villager the same thing twice. An operator decides. */
  | { readonly state: "unknown" }
  | { readonly state: "failed" };

export interface SendFailure {
  readonly name: string;
  readonly errcode: number | null;
  readonly mayHaveHappened: boolean;
}

export const attemptsMax = 6;

/** The rule table of failures. `attempts` counts the one that just failed. */
export function verdictOf(failure: SendFailure, attempts: number): Verdict {
  if (failure.name === "WechatUserError") {
    return { state: "refused", isQuotaGone: failure.errcode === 43101 };
  }
  if (failure.mayHaveHappened) {
    return { state: "unknown" };
  }
  const passes = failure.name === "WechatBusy" || failure.name === "WechatRateError" || failure.name === "WechatAuthError";
  return passes && attempts < attemptsMax ? { state: "queued", afterMs: 30_000 * 4 ** (attempts - 1) } : { state: "failed" };
}

/** From where an operator may queue a message again. */
export const mayRetry = (state: DeliveryState): boolean => state === "failed" || state === "unknown";
