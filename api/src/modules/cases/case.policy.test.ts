import type { CaseState, Permission } from "@cunqing/contract";
import { caseStates } from "@cunqing/contract";
import { describe, expect, it } from "vitest";
import { anonymous, type Actor, type StaffActor, type VillagerActor } from "../../kernel/actor.ts";
import { actionsOf, viewOf, type CaseFacts } from "./case.policy.ts";

const village = "/1/5/20/";
const every: Permission[] = ["case.read", "case.read_private", "case.accept", "case.decline", "case.assign", "case.work", "case.release"];

const staff = (staffId: number, areaPath: string, permissions: Permission[] = every): StaffActor => ({
  kind: "staff",
  staffId,
  publicId: `s${staffId}`,
  name: "某",
  sessionId: 1,
  grants: [{ role: "r", areaId: 1, areaPath, permissions: new Set(permissions) }],
});
const villager = (accountId: number): VillagerActor => ({ kind: "villager", accountId, publicId: "v", name: "某", sessionId: 1 });
const facts = (overrides: Partial<CaseFacts> = {}): CaseFacts => ({
  area_path: village,
  is_private: 0,
  state: "submitted",
  capacity: "villager",
  account_id: 7,
  handler_id: null,
  ...overrides,
});

describe("who sees a case", () => {
  it.each<[string, Actor, Partial<CaseFacts>, ReturnType<typeof viewOf>]>([
    ["the reporter", villager(7), {}, "reporter"],
    ["the reporter of a private one", villager(7), { is_private: 1 }, "reporter"],
    ["another villager", villager(8), {}, "public"],
    ["another villager, a private one", villager(8), { is_private: 1 }, "none"],
    ["nobody in particular", anonymous, {}, "public"],
    ["nobody, a private one", anonymous, { is_private: 1 }, "none"],
    ["staff of the village", staff(1, village), {}, "staff"],
    ["staff of the township", staff(1, "/1/5/"), {}, "staff"],
    ["staff of another township", staff(1, "/1/6/"), {}, "public"],
    ["staff of another township, a private one", staff(1, "/1/6/"), { is_private: 1 }, "none"],
    ["staff of a township whose id only begins alike", staff(1, "/1/50/"), { is_private: 1 }, "none"],
    ["staff without the right to private ones", staff(1, village, ["case.read"]), { is_private: 1 }, "none"],
    ["the handler of a private one", staff(1, "/1/5/20/300/", ["case.work"]), { is_private: 1, handler_id: 1 }, "staff"],
    ["staff, one that is over and whose reporter was erased", staff(1, village), { state: "closed", account_id: null }, "public"],
    ["staff, such a private one", staff(1, village), { state: "closed", account_id: null, is_private: 1 }, "none"],
    ["its handler", staff(1, village), { state: "confirmed", account_id: null, is_private: 1, handler_id: 1 }, "none"],
    ["the data-protection officer, such a private one", staff(1, "/1/", ["erasure.decide"]), { state: "closed", account_id: null, is_private: 1 }, "staff"],
    ["the data-protection officer, any other", staff(1, "/1/", ["erasure.decide"]), { state: "closed", is_private: 1 }, "none"],
    ["staff, one still at work whose reporter was erased", staff(1, village), { state: "in_progress", account_id: null }, "staff"],
    ["staff, an anonymous one that is over", staff(1, village), { state: "closed", capacity: "anonymous", account_id: null }, "staff"],
  ])("%s sees it as %s", (_, actor, overrides, view) => {
    expect(viewOf(actor, facts(overrides))).toBe(view);
  });

  it("shows an anonymous case whole to whoever has its code", () => {
    const target = facts({ capacity: "anonymous", account_id: null, is_private: 1 });
    expect([viewOf(anonymous, target, true), viewOf(anonymous, target, false)]).toEqual(["reporter", "none"]);
  });
});

describe("who may say that it is done", () => {
  const rated = (actor: Actor, overrides: Partial<CaseFacts>, code = false) =>
    actionsOf(actor, facts({ state: "done_pending", ...overrides }), code).filter((action) => action === "confirm" || action === "dispute");

  it("is the villager who reported, by account or by code", () => {
    expect(rated(villager(7), {})).toEqual(["confirm", "dispute"]);
    expect(rated(anonymous, { capacity: "anonymous", account_id: null }, true)).toEqual(["confirm", "dispute"]);
  });

  it.each<[string, Actor, Partial<CaseFacts>, boolean]>([
    ["another villager", villager(8), {}, false],
    ["a stranger without the code", anonymous, { capacity: "anonymous", account_id: null }, false],
    ["somebody with a code for a case of a named reporter", anonymous, {}, true],
    ["staff with every right", staff(1, "/1/"), {}, false],
    ["staff who know the code", staff(1, "/1/"), { capacity: "anonymous", account_id: null }, true],
    ["the handler", staff(1, village), { handler_id: 1 }, false],
    ["anybody, of a case reported in a staff capacity", villager(7), { capacity: "staff", account_id: null }, true],
  ])("is never %s", (_, actor, overrides, code) => {
    expect(rated(actor, overrides, code)).toEqual([]);
  });

  it.each(caseStates.filter((state: CaseState) => state !== "done_pending" && state !== "unconfirmed"))("is nobody while a case is %s", (state) => {
    expect(rated(villager(7), { state })).toEqual([]);
  });
});

describe("what staff may do", () => {
  it("follows the state and the place", () => {
    expect(actionsOf(staff(1, village), facts())).toEqual(["accept", "decline", "release"]);
    expect(actionsOf(staff(1, village), facts({ state: "assigned", handler_id: 1 }))).toEqual(["assign", "start", "release"]);
    expect(actionsOf(staff(2, village), facts({ state: "in_progress", handler_id: 1 }))).toEqual(["assign", "release"]);
    expect(actionsOf(staff(1, "/1/6/"), facts())).toEqual([]);
  });

  it("never releases a private case", () => {
    expect(actionsOf(staff(1, village), facts({ is_private: 1 }))).not.toContain("release");
  });
});
