/**
 * What WeChat said no to. The message names the interface, the errcode and WeChat's own request id (`rid`), which is
 * what its support asks for; never an address, since the query holds the secret or the token.
 */
export class WechatError extends Error {
  override readonly name: string = "WechatError";
  readonly api: string;
  /** Null when no answer of WeChat's own came. */
  readonly errcode: number | null;
  readonly rid: string | null;

  constructor(failure: WechatFailure) {
    super(`WeChat ${failure.api} failed: ${failure.reason ?? `errcode ${failure.errcode ?? "none"}`}${ridWords(failure.rid)}`);
    this.api = failure.api;
    this.errcode = failure.errcode ?? null;
    this.rid = failure.rid ?? null;
  }
}

export type WechatFailure = { api: string; errcode?: number; rid?: string | null; reason?: string };

/** Our id, secret or token is wrong, or we may not use this interface: an operator must act. */
export class WechatAuthError extends WechatError {
  override readonly name = "WechatAuthError";
}

/** Too many calls; it passes by waiting. */
export class WechatRateError extends WechatError {
  override readonly name = "WechatRateError";
}

/** It is about this person: blocked, or no message is left of what they accepted. Asking again does not help. */
export class WechatUserError extends WechatError {
  override readonly name = "WechatUserError";
}

/** We asked something wrong: a used code, an unknown template, a value that does not fit. */
export class WechatInputError extends WechatError {
  override readonly name = "WechatInputError";
}

/** WeChat or the way to it is out of order for the moment. */
export class WechatBusy extends WechatError {
  override readonly name = "WechatBusy";
  /** The call has an effect, and only its answer was lost: repeating it could do the same thing twice. */
  readonly mayHaveHappened: boolean;
  /** Nothing came within the time limit: whoever waits has waited enough. */
  readonly isLate: boolean;

  constructor(failure: WechatFailure & { mayHaveHappened: boolean; isLate?: boolean }) {
    super(failure);
    this.mayHaveHappened = failure.mayHaveHappened;
    this.isLate = failure.isLate ?? false;
  }
}

/** The error for an errcode other than 0. A code nobody listed stays a plain WechatError. */
export function wechatErrorOf(api: string, errcode: number, errmsg: string): WechatError {
  const failure = { api, errcode, rid: /rid:\s*([0-9a-f-]+)/i.exec(errmsg)?.[1] ?? null, ...fieldReason(errcode, errmsg) };
  if (errcode === -1) {
    return new WechatBusy({ ...failure, mayHaveHappened: false });
  }
  const ErrorClass = classes.get(errcode) ?? WechatError;
  return new ErrorClass(failure);
}

/** The token itself is not accepted, so a new one may help: once. */
export const isTokenRefused = (error: unknown): boolean =>
  error instanceof WechatError && error.errcode !== null && tokenCodes.includes(error.errcode);

const tokenCodes: readonly number[] = [40001, 40014, 42001];

const codesByClass: readonly [typeof WechatError, readonly number[]][] = [
  [WechatAuthError, [...tokenCodes, 40002, 40013, 40125, 40164, 41001, 41002, 41004, 43107, 48001, 50002]],
  [WechatRateError, [43108, 45009, 45011]],
  [WechatUserError, [40226, 43101, 61010]],
  [WechatInputError, [40003, 40029, 40037, 40129, 40163, 41008, 41030, 43001, 43002, 44002, 45168, 47001, 47003]],
];

const classes = new Map(codesByClass.flatMap(([ErrorClass, codes]) => codes.map((code) => [code, ErrorClass] as const)));

// The rest of the errmsg is not ours to log, but which field of a template is wrong is all one needs to mend it.
function fieldReason(errcode: number, errmsg: string): { reason?: string } {
  const field = /\bdata\.(\w+)/.exec(errmsg)?.[1];
  return errcode === 47003 && field !== undefined ? { reason: `errcode 47003 in ${field}` } : {};
}

const ridWords = (rid: string | null | undefined): string => (rid === null || rid === undefined ? "" : ` (rid ${rid})`);
