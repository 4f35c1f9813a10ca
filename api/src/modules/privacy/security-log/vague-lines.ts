import { randomInt } from "node:crypto";

/** How closely the moment of a form is kept that somebody may have sent without a name. */
export const vagueMs = 15 * 60_000;

interface Timed {
  readonly at: number;
  readonly request: string;
}

/**
 * A line without a route may be of somebody who gave no name. With its exact moment it would lead from an anonymous
 * report, which knows when it came in, to an address.
 */
export const isVague = ({ request }: Pick<Timed, "request">): boolean => /^[A-Z]+$/.test(request);

/** The beginning of the quarter of an hour. */
export const quarterOf = (at: number): number => at - (at % vagueMs);

/** The last moment that a kept line may be of. */
export const latestOf = (line: Timed): number => (isVague(line) ? quarterOf(line.at) + vagueMs - 1 : line.at);

/** In an order that says nothing of the one in which they came. */
export function shuffled<T>(items: readonly T[]): T[] {
  return items.map((item) => ({ item, place: randomInt(2 ** 47) })).sort((a, b) => a.place - b.place).map(({ item }) => item);
}
