import demoNames from "./demo-names.json" with { type: "json" };

export { demoNames };

export type Relation = "head" | "spouse" | "child" | "parent";

/** Somebody who does not exist. */
export type InventedPerson = {
  readonly seed: number;
  readonly name: string;
  readonly sex: "male" | "female";
  /** YYYY-MM-DD */
  readonly bornOn: string;
  readonly identityNumber: string;
  /** Children and most of the very old have none. */
  readonly phone: string | null;
  readonly householdNo: string;
  readonly relation: Relation;
};

/** So many seeds give people of different identity numbers and phones. */
export const inventedPeopleMax = 480_000;

/**
 * The person of a seed number, always the same one. Four seeds in a row are a household: head, spouse, child and a
 * parent. Identity numbers have the county's code and a right check digit, but an order number of 900 and up, which
 * stations do not reach; phones start with 1990000 and then with 154, which no carrier has.
 */
export function inventPerson(seed: number): InventedPerson {
  if (!Number.isInteger(seed) || seed < 0 || seed >= inventedPeopleMax) {
    throw new RangeError(`a seed is a whole number from 0 to ${inventedPeopleMax - 1}, not ${seed}`);
  }
  const household = Math.floor(seed / 4);
  const relation = relations[seed % 4] ?? "head";
  // A step that shares no factor with the number of slots visits each slot once: so no two households share one.
  const slot = (household * slotStep) % (headDays * slotsADay);
  const [day, order] = [Math.floor(slot / slotsADay), slot % slotsADay];
  const sex = sexOf(relation, household);
  const bornOn = dateOf(firstHeadDay + day + ageShift[relation](order));
  const orderNumber = 900 + relations.indexOf(relation) * 20 + order * 2 + (sex === "male" ? 1 : 0);
  const digits = `330825${bornOn.replaceAll("-", "")}${orderNumber}`;
  return {
    seed, sex, bornOn, relation,
    name: nameOf(seed, household, relation, sex),
    identityNumber: digits + identityCheckDigit(digits),
    phone: hasPhone(relation, bornOn, order) ? phoneOf(seed) : null,
    householdNo: String(household + 1).padStart(6, "0"),
  };
}

/** The 18th character after the first 17 digits, by GB 11643. */
export function identityCheckDigit(digits: string): string {
  const sum = [...digits].reduce((total, digit, index) => total + Number(digit) * (weights[index] ?? 0), 0);
  return "10X98765432"[sum % 11] ?? "";
}

const relations: readonly Relation[] = ["head", "spouse", "child", "parent"];
const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const slotsADay = 10;
const headDays = 12_000;
const slotStep = 77_773;
const firstHeadDay = Date.parse("1952-01-01T00:00:00Z") / 86_400_000;

// The shift depends on the slot's order only, so two people of one relation never get the same day and order.
const ageShift: Record<Relation, (order: number) => number> = {
  head: () => 0,
  spouse: (order) => order * 131 - 500,
  child: (order) => 8_766 + order * 389,
  parent: (order) => -8_036 - order * 241,
};

function sexOf(relation: Relation, household: number): "male" | "female" {
  const headIsMale = scatter(household, 1) % 4 !== 0;
  const isMale = { head: headIsMale, spouse: !headIsMale, child: scatter(household, 2) % 2 === 0, parent: scatter(household, 3) % 3 === 0 }[relation];
  return isMale ? "male" : "female";
}

function nameOf(seed: number, household: number, relation: Relation, sex: "male" | "female"): string {
  // The family name goes with the head, the child and a father; who married in brought another.
  const ofTheHouse = relation === "head" || relation === "child" || (relation === "parent" && sex === "male");
  const surname = pick(demoNames.surnames, ofTheHouse ? scatter(household, 4) : scatter(seed, 5));
  const young = sex === "male" ? demoNames.givenYoungMale : demoNames.givenYoungFemale;
  const grown = sex === "male" ? demoNames.givenMale : demoNames.givenFemale;
  return surname + pick(relation === "child" ? young : grown, scatter(seed, 6));
}

const hasPhone = (relation: Relation, bornOn: string, order: number): boolean =>
  relation === "child" ? bornOn < "2010" : relation !== "parent" || order < 4;

const phoneOf = (seed: number): string => (seed < 10_000 ? `1990000${String(seed).padStart(4, "0")}` : `154${String(seed).padStart(8, "0")}`);

const dateOf = (day: number): string => new Date(day * 86_400_000).toISOString().slice(0, 10);

const pick = (list: readonly string[], number: number): string => list[number % list.length] ?? "";

/** Neighbouring numbers become unlike ones, the same ones every time. */
function scatter(number: number, salt: number): number {
  let mixed = Math.imul(number + 1, 0x9e3779b1) ^ Math.imul(salt, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  mixed = Math.imul(mixed ^ (mixed >>> 12), 0x297a2d39);
  return (mixed ^ (mixed >>> 15)) >>> 0;
}
