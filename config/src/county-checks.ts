import type { CountyProfile } from "./county.ts";
import { contentPermissions } from "./permissions.ts";

/** What no single file can tell: names that must be unique, names that must exist, and a few promises of the product. */
export function checkCounty(county: CountyProfile, hasAreas: boolean): string[] {
  return [
    ...(hasAreas ? [] : [`county.json areasFile: there is no ${county.areasFile}`]),
    ...checkPlace(county),
    ...repeated("categories.json", county.categories),
    ...repeated("clocks.json presets", county.clocks.presets),
    ...repeated("clocks.json legal", county.clocks.legal),
    ...repeated("decline-reasons.json", county.declineReasons),
    ...repeated("grades.json", county.grades),
    ...repeated("privacy.json retention", county.privacy.retention),
    ...repeated("privacy.json withholdingGrounds", county.privacy.withholdingGrounds),
    ...repeated("roles.json", county.roles),
    ...repeated("roles.json relativesRule", county.relativesRule),
    ...repeated("holidays.json", county.holidays.map((entry) => ({ code: String(entry.year) }))),
    ...checkCategories(county),
    ...checkRoles(county),
    ...checkHolidays(county),
    ...checkCover(county),
    ...checkLogKeys(county),
  ];
}

function checkPlace({ bounds, grades }: CountyProfile): string[] {
  const faults: string[] = [];
  if (bounds.west >= bounds.east || bounds.south >= bounds.north) {
    faults.push("county.json bounds: west must lie before east and south before north");
  }
  if (!grades.some((grade) => grade.confirms) || grades.every((grade) => grade.confirms)) {
    faults.push("grades.json: some grades must confirm and some must not");
  }
  return faults;
}

function checkCategories({ categories, clocks, words }: CountyProfile): string[] {
  const presets = new Set(clocks.presets.map((preset) => preset.code));
  const offered = new Set(categories.flatMap((category) => category.doors));
  return [
    ...categories.filter((category) => !presets.has(category.clock)).map((category) => `categories.json ${category.code}: clocks.json has no preset ${category.clock}`),
    ...words.doors.filter((door) => !offered.has(door.code)).map((door) => `categories.json: no category stands under the door ${door.code}`),
    ...clocks.presets
      .filter((preset) => preset.acceptWorkingDays + preset.assignWorkingDays > preset.wholeWorkingDays)
      .map((preset) => `clocks.json ${preset.code}: accepting and assigning take longer than the whole`),
  ];
}

function checkRoles({ roles, incompatible, relativesRule }: CountyProfile): string[] {
  const known = new Set(roles.map((role) => role.code));
  const named = [...incompatible.flatMap((pair) => pair.roles), ...relativesRule.flatMap((rule) => [...rule.roles, ...rule.otherRoles])];
  const operators = roles.filter((role) => role.permissions.includes("area.manage") || role.permissions.includes("reader.manage"));
  return [
    ...[...new Set(named)].filter((code) => !known.has(code)).map((code) => `roles.json: a rule names ${code}, which is no role`),
    ...operators
      .filter((role) => !role.alone || role.permissions.some((permission) => contentPermissions.includes(permission)))
      .map((role) => `roles.json ${role.code}: who runs the system must hold no other role and see no content`),
  ];
}

/** A sealed entry waits for the next cover batch, and the promise holds for it too. */
function checkCover({ trail: { cover, promiseSeconds } }: CountyProfile): string[] {
  return [
    ...(cover.gapSecondsMin < cover.gapSecondsMax ? [] : ["trail.json cover: the shortest gap must be less than the longest"]),
    ...(cover.gapSecondsMax + 5 <= promiseSeconds ? [] : ["trail.json cover: the longest gap must end five seconds before the promise does"]),
  ];
}

/** Of each algorithm the first is in use. Whoever gets hold of an older one must not be able to sign anything new. */
function checkLogKeys({ trail: { logKeys } }: CountyProfile): string[] {
  const algorithmOf = (vkey: string): number | undefined => Buffer.from(vkey.split("+").slice(2).join("+"), "base64")[0];
  return logKeys.flatMap(({ vkey, untilSize }, index) => {
    const isInUse = logKeys.findIndex((key) => algorithmOf(key.vkey) === algorithmOf(vkey)) === index;
    if (isInUse === (untilSize === undefined)) {
      return [];
    }
    return [`trail.json logKeys.${index}: ${isInUse ? "the key in use has no untilSize" : "a key that is no longer in use must name untilSize, the largest head it signed"}`];
  });
}

function checkHolidays({ holidays }: CountyProfile): string[] {
  return holidays.flatMap(({ year, holidays: spans, workdays }) => [
    // New Year's holiday may begin in December of the year before.
    ...spans
      .filter(({ from, to }) => from > to || !to.startsWith(String(year)) || (!from.startsWith(String(year)) && !from.startsWith(`${year - 1}-12`)))
      .map(({ name }) => `holidays.json ${year}: ${name} does not lie in the year`),
    ...workdays
      .filter((day) => ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) || spans.some(({ from, to }) => from <= day && day <= to))
      .map((day) => `holidays.json ${year}: ${day} is worked anyway or is a holiday`),
  ]);
}

function repeated(file: string, rows: readonly { code: string }[]): string[] {
  const codes = rows.map((row) => row.code);
  return [...new Set(codes.filter((code, index) => codes.indexOf(code) !== index))].map((code) => `${file}: ${code} stands twice`);
}
