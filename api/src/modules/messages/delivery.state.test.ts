import { describe, expect, it } from "vitest";
import { attemptsMax, mayRetry, verdictOf } from "./delivery.state.ts";

const failure = (name: string, errcode: number | null, mayHaveHappened = false) => ({ name, errcode, mayHaveHappened });

describe("after a failed sending", () => {
  it.each([
    ["the villager's agreement used up", failure("WechatUserError", 43101), 1, { state: "refused", isQuotaGone: true }],
    ["a blocked villager", failure("WechatUserError", 61010), 1, { state: "refused", isQuotaGone: false }],
    ["a wrong template", failure("WechatInputError", 40037), 1, { state: "failed" }],
    ["a wrong value", failure("WechatInputError", 47003), 1, { state: "failed" }],
    ["WeChat busy", failure("WechatBusy", -1), 1, { state: "queued", afterMs: 30_000 }],
    ["WeChat busy for the third time", failure("WechatBusy", -1), 3, { state: "queued", afterMs: 480_000 }],
    ["WeChat busy for the last time", failure("WechatBusy", -1), attemptsMax, { state: "failed" }],
    ["too many calls", failure("WechatRateError", 45009), 1, { state: "queued", afterMs: 30_000 }],
    ["a token not accepted twice", failure("WechatAuthError", 40001), 2, { state: "queued", afterMs: 120_000 }],
    ["an answer that was lost", failure("WechatBusy", null, true), 1, { state: "unknown" }],
    ["an error of our own", failure("TypeError", null), 1, { state: "failed" }],
  ])("%s is judged by the table", (_, given, attempts, verdict) => {
    expect(verdictOf(given, attempts)).toEqual(verdict);
  });

  it("an operator may try again what failed or is unknown, and nothing else", () => {
    expect((["queued", "sending", "sent", "refused", "failed", "unknown"] as const).filter(mayRetry)).toEqual(["failed", "unknown"]);
  });
});
