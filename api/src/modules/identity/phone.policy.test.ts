import { describe, expect, it } from "vitest";
import { dayMs } from "../../kernel/clock.ts";
import { isSecondFact, phoneStanding } from "./phone.policy.ts";

const now = 1_000 * dayMs;

describe("whose a phone number is", () => {
  it.each([
    ["bound to nobody", undefined, "free"],
    ["proven today", { phoneSeenAt: now, personId: null }, "in_use"],
    ["proven ninety days ago to the millisecond", { phoneSeenAt: now - 90 * dayMs, personId: 7 }, "in_use"],
    ["a millisecond longer ago, owner known", { phoneSeenAt: now - 90 * dayMs - 1, personId: 7 }, "idle_with_person"],
    ["long ago, owner unknown", { phoneSeenAt: now - 200 * dayMs, personId: null }, "idle_without_person"],
    ["never proven", { phoneSeenAt: null, personId: null }, "idle_without_person"],
  ] as const)("%s", (_, bound, expected) => {
    expect(phoneStanding(bound, now, 90)).toBe(expected);
  });

  it.each([
    ["123X", true],
    ["123x", true],
    [" １２３Ｘ ", true],
    ["吴大伯", true],
    ["吴 大伯", true],
    ["吴大", false],
    ["1234", false],
    ["3X", false],
    ["33082519581203123X", false],
  ])("%s proves the owner: %s", (given, expected) => {
    expect(isSecondFact(given, { rollName: "吴大伯", identityNumber: "33082519581203123X" })).toBe(expected);
  });
});
