import type { CountyProfile } from "./county.ts";

export type RolePair = { readonly within: "same_area" | "anywhere"; readonly source: string };

/** Why one person may not hold both roles, or null. `within` says whether only in the same area or nowhere at all. */
export function pairConflict(county: CountyProfile, one: string, other: string): RolePair | null {
  if (one === other) {
    return null;
  }
  const alone = county.roles.find((role) => role.alone && (role.code === one || role.code === other));
  if (alone) {
    return { within: "anywhere", source: `${alone.name}不能兼任其他职务` };
  }
  return county.incompatible.find((pair) => pair.roles.includes(one) && pair.roles.includes(other)) ?? null;
}

/** The rules by which a close relative's role stands against this role, from either side. */
export function relativeConflicts(county: CountyProfile, role: string, relativesRole: string): readonly { within: RolePair["within"]; article: string }[] {
  return county.relativesRule.filter(
    (rule) =>
      (rule.roles.includes(role) && rule.otherRoles.includes(relativesRole)) || (rule.roles.includes(relativesRole) && rule.otherRoles.includes(role)),
  );
}
