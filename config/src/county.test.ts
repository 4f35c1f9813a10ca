import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { caseDoors, grades as contractGrades } from "../../api/contract/src/cases.ts";
import { permissionNames } from "../../api/contract/src/permissions.ts";
import { areaKinds as contractAreaKinds } from "../../api/contract/src/shapes.ts";
import { areaKinds, doors, grades } from "./county-schema.ts";
import { CountyError, loadCounty } from "./county.ts";
import { contentPermissions, permissionCodes } from "./permissions.ts";
import { pairConflict, relativeConflicts } from "./role-conflicts.ts";

const county = loadCounty("longyou");
const roleOf = (code: string) => county.roles.find((role) => role.code === code);

describe("龙游县", () => {
  it("has its areas: 15 townships, 264 villages, 24 communities", () => {
    const levels = readFileSync(county.areasFile, "utf8").trim().split("\n").slice(1).map((line) => line.split(",")[1]);
    expect(["county", "township", "village", "community"].map((level) => levels.filter((found) => found === level).length)).toEqual([1, 15, 264, 24]);
  });

  it.each([
    ["the county seat", 119.172, 29.028, true], ["溪口", 119.19, 28.85, true], ["衢州", 118.87, 28.94, false], ["金华", 119.65, 29.08, false],
  ])("bounds hold what lies in it: %s", (_name, lng, lat, inside) => {
    const { west, east, south, north } = county.bounds;
    expect(west <= lng && lng <= east && south <= lat && lat <= north).toBe(inside);
  });

  it("keeps quarrels between neighbours and calls for care private, and asks nobody for an after-photo there", () => {
    expect(county.categories.filter((category) => category.sealed).map((category) => [category.code, category.afterPhoto])).toEqual([
      ["neighbour_dispute", "none"], ["elder_care", "none"],
    ]);
  });

  it("gives a village, a township and a county matter 3, 7 and 15 working days", () => {
    expect(county.clocks.presets.map((preset) => [preset.code, preset.wholeWorkingDays])).toEqual([["village", 3], ["township", 7], ["county", 15]]);
  });

  it("counts only the two good grades as confirmed", () => {
    expect(county.grades.filter((grade) => grade.confirms).map((grade) => grade.code)).toEqual(["very_satisfied", "satisfied"]);
  });

  it("speaks the contract's words for permissions, areas, doors and grades", () => {
    expect([...permissionCodes].toSorted()).toEqual([...permissionNames].toSorted());
    expect(areaKinds).toEqual(contractAreaKinds);
    expect(doors).toEqual(caseDoors);
    expect(grades).toEqual(contractGrades);
  });
});

describe("roles", () => {
  it("leave no permission that nobody may hold", () => {
    const held = new Set(county.roles.flatMap((role) => role.permissions));
    expect(permissionCodes.filter((permission) => !held.has(permission))).toEqual([]);
  });

  it("give the system administrator no right to content", () => {
    expect(roleOf("system_admin")?.permissions.filter((permission) => contentPermissions.includes(permission))).toEqual([]);
  });

  it("let only people who handle cases see private ones", () => {
    expect(county.roles.filter((role) => role.permissions.includes("case.read_private")).map((role) => role.code)).toEqual([
      "mediator", "village_secretary", "township_acceptor", "township_window_governance", "county_dispatcher", "discipline_desk",
    ]);
  });

  it("let two different roles reset a lost authenticator, so that a second person exists", () => {
    expect(county.roles.filter((role) => role.permissions.includes("staff.totp_reset"))).toHaveLength(2);
  });

  it.each([
    ["supervisory_committee", "village_committee_member", "same_area"], ["village_secretary", "supervisory_committee", "same_area"],
    ["video_approver", "video_custodian", "anywhere"], ["system_admin", "village_editor", "anywhere"], ["auditor", "system_admin", "anywhere"],
  ])("%s and %s may not be one person (%s)", (one, other, within) => {
    expect(pairConflict(county, one, other)?.within).toBe(within);
    expect(pairConflict(county, other, one)?.within).toBe(within);
  });

  it.each([["village_secretary", "village_committee_member"], ["grid_worker", "mediator"], ["system_admin", "system_admin"]])("%s and %s may be one person", (one, other) => {
    expect(pairConflict(county, one, other)).toBeNull();
  });

  it.each([
    ["village_committee_member", "village_committee_member", "第八条"], ["supervisory_committee", "village_committee_member", "第三十七条"],
    ["village_committee_member", "supervisory_committee", "第三十七条"], ["supervisory_committee", "village_editor", "第三十条"],
  ])("close relatives may not be %s and %s: %s", (one, other, article) => {
    expect(relativeConflicts(county, one, other).map((rule) => rule.article)).toEqual([expect.stringContaining(article)]);
  });

  it("let relatives be grid workers together", () => {
    expect(relativeConflicts(county, "grid_worker", "grid_worker")).toEqual([]);
  });
});

describe("a broken profile", () => {
  let root = "";
  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "county-"));
  });
  afterAll(() => rmSync(root, { recursive: true }));

  it.each(["nowhere", "../longyou", ""])("named %s is refused", (name) => {
    expect(() => loadCounty(name)).toThrow(CountyError);
  });

  it("tells all faults of all files at once", () => {
    const broken = copyCounty(root, "one", (text) => ({
      "grades.json": text("grades.json").replace('"satisfied"', '"fine"'),
      "clocks.json": text("clocks.json").replace('"wholeWorkingDays": 7', '"wholeWorkingDays": 0'),
      "categories.json": "[",
    }));
    expect(faultsOf(broken)).toEqual([
      expect.stringMatching(/^categories\.json is not JSON/), expect.stringMatching(/^clocks\.json presets\.1\.wholeWorkingDays/), expect.stringMatching(/^grades\.json grades\.1\.code/),
    ]);
  });

  it("is held to what must exist, be unique and be promised", () => {
    const logKeys = [1, 0xff, 1, 1, 0xff].map((algorithm, index) => ({
      vkey: `record+0000000${index}+${Buffer.alloc(33, index).fill(algorithm, 0, 1).toString("base64")}`, note: "公钥", ...(index === 0 || index === 3 ? { untilSize: 9 } : {}),
    }));
    const broken = copyCounty(root, "two", (text) => ({
      "county.json": text("county.json").replace("divisions-330825.csv", "none.csv").replace("119.03", "129.03"),
      "categories.json": text("categories.json").replace('"clock": "county"', '"clock": "moon"').replace('"code": "street_lamp"', '"code": "road"'),
      "roles.json": text("roles.json").replace('"permissions": ["area.manage"', '"permissions": ["case.read", "area.manage"').replace('"otherRoles": ["village_editor"]', '"otherRoles": ["clerk"]'),
      "holidays.json": text("holidays.json").replace('"2026-02-14"', '"2026-02-16"').replace('"to": "2026-05-05"', '"to": "2025-05-05"'),
      "trail.json": text("trail.json").replace('"gapSecondsMax": 32', '"gapSecondsMax": 56').replace(/("logKeys": )\[[^\]]*\]/, `$1${JSON.stringify(logKeys)}`),
    }));
    expect(faultsOf(broken).map((fault) => fault.replace(root, ""))).toEqual([
      expect.stringMatching(/^county\.json areasFile/), expect.stringMatching(/^county\.json bounds/), "categories.json: road stands twice",
      "categories.json pollution: clocks.json has no preset moon", "roles.json: a rule names clerk, which is no role", expect.stringMatching(/^roles\.json system_admin/),
      "holidays.json 2026: 劳动节 does not lie in the year", "holidays.json 2026: 2026-02-16 is worked anyway or is a holiday",
      "trail.json cover: the longest gap must end five seconds before the promise does",
      "trail.json logKeys.0: the key in use has no untilSize", expect.stringMatching(/^trail\.json logKeys\.2: .*must name untilSize/), expect.stringMatching(/^trail\.json logKeys\.4/),
    ]);
  });
});

function faultsOf(root: string): readonly string[] {
  try {
    loadCounty("longyou", root);
  } catch (error) {
    if (error instanceof CountyError) {
      return error.faults;
    }
    throw error;
  }
  throw new Error("the profile was accepted");
}

function copyCounty(root: string, name: string, change: (text: (file: string) => string) => Record<string, string>): string {
  const [original, copy] = [new URL("../counties/longyou/", import.meta.url), join(root, name)];
  const folder = join(copy, "config", "counties", "longyou");
  cpSync(original, folder, { recursive: true });
  mkdirSync(join(copy, "sql", "seed"), { recursive: true });
  cpSync(county.areasFile, join(copy, "sql", "seed", "divisions-330825.csv"));
  for (const [file, text] of Object.entries(change((wanted) => readFileSync(join(folder, wanted), "utf8")))) {
    expect(existsSync(join(folder, file))).toBe(true);
    writeFileSync(join(folder, file), text);
  }
  return copy;
}
