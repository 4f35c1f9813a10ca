import { dayMs } from "../../kernel/clock.ts";

/** What a phone number that somebody proves to hold says of the account it is bound to. */
export type PhoneStanding =
  /** Bound to nobody. */
  | "free"
  /** Proven lately: whoever holds the phone is the account's owner. */
  | "in_use"
  /** Long unused: the number may have been given to somebody else. The owner can prove himself by his person. */
  | "idle_with_person"
  /** Long unused, and nothing is known by which the owner could prove himself. */
  | "idle_without_person";

export interface BoundPhone {
  readonly phoneSeenAt: number | null;
  readonly personId: number | null;
}

export function phoneStanding(bound: BoundPhone | undefined, now: number, idleDays: number): PhoneStanding {
  if (!bound) {
    return "free";
  }
  if (now - (bound.phoneSeenAt ?? 0) <= idleDays * dayMs) {
    return "in_use";
  }
  return bound.personId === null ? "idle_without_person" : "idle_with_person";
}

export interface OwnFacts {
  readonly rollName: string;
  readonly identityNumber: string;
}

/** The last four of the identity number, or the name as on the roll. */
export function isSecondFact(given: string, own: OwnFacts): boolean {
  const plain = given.normalize("NFKC").replace(/\s/g, "");
  return plain.toUpperCase() === own.identityNumber.slice(-4) || plain === own.rollName;
}
