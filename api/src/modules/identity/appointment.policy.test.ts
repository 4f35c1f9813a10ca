import { loadCounty } from "@cunqing/config";
import { describe, expect, it } from "vitest";
import { findConflict, overlaps, type Term } from "./appointment.policy.ts";

const county = loadCounty("longyou");
const term = (role: string, areaId = 1, startsOn = "2026-01-01", endsOn: string | null = null): Term => ({ role, areaId, startsOn, endsOn });

describe("two terms", () => {
  it.each([
    ["both without end", term("a"), term("b"), true],
    ["one after the other", term("a", 1, "2026-01-01", "2026-06-30"), term("b", 1, "2026-07-01"), false],
    ["on one shared day", term("a", 1, "2026-01-01", "2026-07-01"), term("b", 1, "2026-07-01"), true],
    ["one inside the other", term("a", 1, "2026-01-01", "2026-12-31"), term("b", 1, "2026-03-01", "2026-03-02"), true],
  ])("%s overlap: %s", (_, one, other, expected) => {
    expect([overlaps(one, other), overlaps(other, one)]).toEqual([expected, expected]);
  });
});

describe("what stands against an appointment", () => {
  it.each<[string, Term, Term[], Term[], RegExp | null]>([
    ["nothing", term("village_editor"), [], [], null],
    ["two ordinary roles of one person", term("village_editor"), [term("grid_worker")], [], null],
    ["supervising one's own committee", term("supervisory_committee"), [term("village_committee_member")], [], /第三十七条/],
    ["the same from the other side", term("village_committee_member"), [term("supervisory_committee")], [], /第三十七条/],
    ["supervising another village's committee", term("supervisory_committee"), [term("village_committee_member", 2)], [], null],
    ["supervising after the committee's term", term("supervisory_committee", 1, "2026-07-01"), [term("village_committee_member", 1, "2021-01-01", "2026-06-30")], [], null],
    ["an auditor with any other role anywhere", term("auditor", 9), [term("grid_worker", 2)], [], /不能兼任/],
    ["any role for an administrator", term("grid_worker", 2), [term("system_admin", 9)], [], /不能兼任/],
    ["keeping and approving video, areas apart", term("video_approver", 9), [term("video_custodian", 2)], [], /保管的人不审批/],
    ["a brother on the same committee", term("village_committee_member"), [], [term("village_committee_member")], /第八条/],
    ["a brother on another committee", term("village_committee_member"), [], [term("village_committee_member", 2)], null],
    ["a wife who supervises him", term("village_committee_member"), [], [term("supervisory_committee")], /第三十七条/],
    ["a son who keeps the village's books", term("supervisory_committee"), [], [term("village_editor")], /第三十条/],
    ["a relative whose term is over", term("village_committee_member", 1, "2026-07-01"), [], [term("village_committee_member", 1, "2021-01-01", "2026-06-30")], null],
    ["a relative in a role of no concern", term("village_committee_member"), [], [term("grid_worker")], null],
  ])("%s", (_, wanted, own, ofRelatives, article) => {
    const conflict = findConflict(county, wanted, own, ofRelatives);
    expect(conflict?.article ?? "nothing").toMatch(article ?? /^nothing$/);
    expect(conflict?.isRelative ?? false).toBe(article !== null && ofRelatives.length > 0);
  });
});
