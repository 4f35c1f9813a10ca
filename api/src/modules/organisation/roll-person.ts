import type { FieldCipher } from "../../kernel/crypto/field-cipher.ts";
import type { Database } from "../../kernel/database.ts";
import { inside } from "../../kernel/actor.ts";
import { join, listOf, sql, type Sql } from "../../kernel/sql.ts";
import { areasById } from "./area.ts";
import { closeRelatives } from "./relatives.ts";

/** What the roll in force says of a person. */
export interface RollPerson {
  readonly entryId: number;
  readonly personId: number;
  readonly publicId: string;
  readonly villageId: number;
  readonly name: string;
  readonly sex: "male" | "female" | "unknown";
  readonly birthOn: string | null;
  readonly householdNumber: string;
  readonly relation: string;
  readonly gridName: string;
  readonly identityIndex: string;
  readonly identitySealed: string;
  readonly phoneIndex: string | null;
  readonly phoneSealed: string | null;
}

/** Somebody on a village's roll, or on that of a village merged into it. */
export async function findRollPersonByIdentity(db: Database, villageId: number, identityIndex: string): Promise<RollPerson | undefined> {
  const village = (await areasById(db, [villageId])).get(villageId);
  const [found] = village ? await readRollPeople(db, sql`p.identity_index = ${identityIndex} AND ${inside("a.path", village.path)}`) : [];
  return found;
}

/** Somebody on a roll in force by his name and phone together: neither alone says who he is. */
export async function findRollPersonByPhone(db: Database, name: string, phoneIndex: string): Promise<RollPerson | undefined> {
  const [found] = await readRollPeople(db, sql`e.phone_index = ${phoneIndex} AND e.name = ${name}`);
  return found;
}

export interface WantedPerson {
  readonly villageId: number;
  readonly identityIndex: string;
}

/** The same for a whole page at once, in the order asked for. */
export async function findRollPeopleByIdentity(db: Database, wanted: readonly WantedPerson[]): Promise<(RollPerson | undefined)[]> {
  const villages = await areasById(db, wanted.map((one) => one.villageId));
  const conditions = wanted.flatMap(({ villageId, identityIndex }) => {
    const village = villages.get(villageId);
    return village ? [sql`(p.identity_index = ${identityIndex} AND ${inside("a.path", village.path)})`] : [];
  });
  const found = conditions.length === 0 ? [] : await readRollPeople(db, sql`(${join(conditions, " OR ")})`, sql`ORDER BY e.id DESC`);
  const homes = await areasById(db, found.map((person) => person.villageId));
  return wanted.map(({ villageId, identityIndex }) => {
    const path = villages.get(villageId)?.path;
    return found.find((person) => person.identityIndex === identityIndex && path !== undefined && homes.get(person.villageId)?.path.startsWith(path));
  });
}

/** Where a person stands on a roll today; the newest when more than one village lists him. */
export async function rollPersonOf(db: Database, personId: number): Promise<RollPerson | undefined> {
  const [found] = await readRollPeople(db, sql`e.person_id = ${personId}`);
  return found;
}

export async function findPerson(db: Database, publicId: string): Promise<RollPerson | undefined> {
  const [found] = await readRollPeople(db, sql`p.public_id = ${publicId}`);
  return found;
}

/** Spouse, parents, children, siblings, grandparents and grandchildren, as far as the person's households show them. */
export async function closeRelativesOf(db: Database, personId: number): Promise<number[]> {
  const own = await readRollPeople(db, sql`e.person_id = ${personId}`);
  if (own.length === 0) {
    return [];
  }
  const households = own.map((entry) => sql`(e.village_id = ${entry.villageId} AND e.household_number = ${entry.householdNumber})`);
  const members = await readRollPeople(db, sql`(${join(households, " OR ")})`);
  const found = own.flatMap((entry) =>
    closeRelatives(members.filter((member) => member.villageId === entry.villageId && member.householdNumber === entry.householdNumber), personId),
  );
  return [...new Set(found)];
}

/** People on rolls in force by the aliases e (entry), r (roll), a (village) and p (person); newest entries first. */
export async function readRollPeople(db: Database, condition: Sql, order: Sql = sql`ORDER BY e.id DESC LIMIT 200`): Promise<RollPerson[]> {
  const rows = await db.select<RollPersonRow>(sql`
    SELECT e.id, e.person_id, p.public_id, e.village_id, e.name, e.sex, e.birth_on, e.household_number, e.relation, e.grid_name,
      p.identity_index, p.identity_sealed, e.phone_index, e.phone_sealed
    FROM roll_entries e
    JOIN rolls r ON r.village_id = e.village_id AND r.generation = e.generation
    JOIN areas a ON a.id = e.village_id
    JOIN people p ON p.id = e.person_id
    WHERE ${condition} ${order}`);
  return rows.map(fromRow);
}

/** Sealed values are bound to the person, so that a copied row tells nothing of another. */
export const identityPlace = (publicId: string) => ({ field: "people.identity_sealed", rowId: publicId }) as const;
export const phonePlace = (publicId: string) => ({ field: "roll_entries.phone_sealed", rowId: publicId }) as const;

export const openIdentity = (cipher: FieldCipher, person: RollPerson): string => cipher.open(person.identitySealed, identityPlace(person.publicId));
/** Empty for somebody whose phone the roll does not know. */
export const openPhone = (cipher: FieldCipher, person: RollPerson): string =>
  person.phoneSealed === null ? "" : cipher.open(person.phoneSealed, phonePlace(person.publicId));

export interface RollInForce {
  readonly villageId: number;
  readonly generation: number;
  readonly peopleCount: number;
}

/** The rolls in force of these villages. */
export async function rollsInForce(db: Database, villageIds: readonly number[]): Promise<RollInForce[]> {
  const rows = await db.select<{ village_id: number; generation: number; people_count: number }>(sql`
    SELECT village_id, generation, people_count FROM rolls WHERE village_id IN (${listOf(villageIds)})`);
  return rows.map((row) => ({ villageId: row.village_id, generation: row.generation, peopleCount: row.people_count }));
}

interface RollPersonRow {
  readonly id: number;
  readonly person_id: number;
  readonly public_id: string;
  readonly village_id: number;
  readonly name: string;
  readonly sex: RollPerson["sex"];
  readonly birth_on: string | null;
  readonly household_number: string;
  readonly relation: string;
  readonly grid_name: string;
  readonly identity_index: string;
  readonly identity_sealed: string;
  readonly phone_index: string | null;
  readonly phone_sealed: string | null;
}

function fromRow(row: RollPersonRow): RollPerson {
  return {
    entryId: row.id,
    personId: row.person_id,
    publicId: row.public_id,
    villageId: row.village_id,
    name: row.name,
    sex: row.sex,
    birthOn: row.birth_on,
    householdNumber: row.household_number,
    relation: row.relation,
    gridName: row.grid_name,
    identityIndex: row.identity_index,
    identitySealed: row.identity_sealed,
    phoneIndex: row.phone_index,
    phoneSealed: row.phone_sealed,
  };
}
