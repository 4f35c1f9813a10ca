import { pairConflict, relativeConflicts, type CountyProfile } from "@cunqing/config";

/** A role in an area for a term. Both days belong to it. */
export interface Term {
  readonly role: string;
  readonly areaId: number;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

export interface Conflict {
  /** The article of the law, or of the county's own rule, that stands against it. */
  readonly article: string;
  readonly otherRole: string;
  readonly isRelative: boolean;
}

/** What stands against a new appointment: the person's own other roles first, then those of close relatives. */
export function findConflict(county: CountyProfile, wanted: Term, own: readonly Term[], ofRelatives: readonly Term[]): Conflict | null {
  for (const other of own.filter((term) => overlaps(term, wanted))) {
    const pair = pairConflict(county, wanted.role, other.role);
    if (pair && meets(pair.within, wanted, other)) {
      return { article: pair.source, otherRole: other.role, isRelative: false };
    }
  }
  for (const other of ofRelatives.filter((term) => overlaps(term, wanted))) {
    const rule = relativeConflicts(county, wanted.role, other.role).find(({ within }) => meets(within, wanted, other));
    if (rule) {
      return { article: rule.article, otherRole: other.role, isRelative: true };
    }
  }
  return null;
}

/** Days are compared as text: YYYY-MM-DD sorts by time. */
export function overlaps(one: Pick<Term, "startsOn" | "endsOn">, other: Pick<Term, "startsOn" | "endsOn">): boolean {
  const startsBeforeEnd = (a: typeof one, b: typeof one) => b.endsOn === null || a.startsOn <= b.endsOn;
  return startsBeforeEnd(one, other) && startsBeforeEnd(other, one);
}

const meets = (within: "same_area" | "anywhere", one: Term, other: Term): boolean => within === "anywhere" || one.areaId === other.areaId;
