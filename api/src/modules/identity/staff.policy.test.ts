import type { Permission } from "@cunqing/contract";
import { describe, expect, it } from "vitest";
import type { StaffActor } from "../../kernel/actor.ts";
import { actionsOn, reaches, sees, type StaffFacts } from "./staff.policy.ts";

const all: Permission[] = ["staff.read", "staff.manage", "staff.totp_reset"];
const actor = (areaPath: string, permissions = all): StaffActor => ({
  kind: "staff",
  staffId: 1,
  publicId: "actor",
  name: "袁平华",
  sessionId: 0,
  grants: [{ role: "x", areaId: 0, areaPath, permissions: new Set(permissions) }],
});
const at = (areaPath: string, isStanding = true) => ({ areaPath, isStanding });
const facts = (change: Partial<StaffFacts> = {}): StaffFacts => ({ id: 2, state: "active", isLockedForNow: false, places: [at("/1/2/3/")], ...change });

describe("whom staff see and reach", () => {
  it.each([
    ["somebody below", [at("/1/2/3/")], true, true],
    ["somebody at the very place", [at("/1/2/")], true, true],
    ["somebody elsewhere", [at("/1/9/")], false, false],
    ["a place whose number begins alike", [at("/1/22/")], false, false],
    ["somebody above who helps out here", [at("/1/2/3/"), at("/1/")], true, false],
    ["somebody who left another place for this one", [at("/1/9/", false), at("/1/2/3/")], true, true],
    ["somebody who only was here", [at("/1/2/3/", false)], true, true],
    ["somebody who went from here elsewhere", [at("/1/2/3/", false), at("/1/9/")], true, false],
    ["nobody of any place", [], false, false],
  ])("%s", (_, places, isSeen, isReached) => {
    expect([sees(actor("/1/2/"), places), reaches(actor("/1/2/"), "staff.manage", places)]).toEqual([isSeen, isReached]);
  });
});

describe("what may be done to a member of staff", () => {
  it.each<[string, StaffActor, StaffFacts, string[]]>([
    ["in his work", actor("/1/"), facts(), ["appoint", "lock", "revoke_sessions", "reset_totp"]],
    ["not yet set up", actor("/1/"), facts({ state: "invited" }), ["appoint", "lock", "revoke_sessions", "new_setup_link"]],
    ["locked", actor("/1/"), facts({ state: "locked" }), ["appoint", "unlock", "revoke_sessions"]],
    ["who has to wait after failures", actor("/1/"), facts({ isLockedForNow: true }), ["appoint", "lock", "unlock", "revoke_sessions", "reset_totp"]],
    ["who left", actor("/1/"), facts({ state: "left" }), []],
    ["himself", actor("/1/"), facts({ id: 1 }), []],
    ["by a supervisor, who only helps with codes", actor("/1/", ["staff.read", "staff.totp_reset"]), facts(), ["reset_totp"]],
    ["by a reader", actor("/1/", ["staff.read"]), facts(), []],
    ["out of reach", actor("/1/9/"), facts(), []],
  ])("%s", (_, who, staff, expected) => {
    expect(actionsOn(who, staff)).toEqual(expected);
  });
});
