import { describe, expect, it } from "vitest";
import { isLive, needsTouch, sessionLifeMs, type SessionFacts } from "./session.policy.ts";

const hour = 3_600_000;
const start = 1_800_000_000_000;
const staff: SessionFacts = { kind: "staff", lastSeenAt: start, expiresAt: start + sessionLifeMs.staff, revokedAt: null };
const villager: SessionFacts = { kind: "villager", lastSeenAt: start, expiresAt: start + sessionLifeMs.villager, revokedAt: null };

describe("a session", () => {
  it.each([
    ["staff, just opened", staff, start, true],
    ["staff, a little under two hours idle", staff, start + 2 * hour - 1, true],
    ["staff, two hours idle", staff, start + 2 * hour, false],
    ["staff, busy for nearly twelve hours", { ...staff, lastSeenAt: start + 12 * hour - 2 }, start + 12 * hour - 1, true],
    ["staff, busy for twelve hours", { ...staff, lastSeenAt: start + 12 * hour - 1 }, start + 12 * hour, false],
    ["staff, revoked", { ...staff, revokedAt: start }, start, false],
    ["a villager, idle for 179 days", villager, start + 179 * 24 * hour, true],
    ["a villager, after 180 days", villager, start + 180 * 24 * hour, false],
    ["a villager, revoked", { ...villager, revokedAt: start }, start, false],
  ] as const)("%s: works %s", (_, session, now, expected) => {
    expect(isLive(session, now)).toBe(expected);
  });

  it("is marked as seen at most once a minute", () => {
    expect([59_999, 60_000].map((later) => needsTouch(staff, start + later))).toEqual([false, true]);
  });
});
