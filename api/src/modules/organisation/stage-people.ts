import type { Deps } from "../../kernel/deps.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { forUpdate, insertOrIgnore } from "../../kernel/sql-differences.ts";
import { join, listOf, sql } from "../../kernel/sql.ts";
import type { RollRow } from "./roll-columns.ts";
import { identityPlace, phonePlace } from "./roll-person.ts";

/** A row with its keyed hashes, reckoned before the transaction that needs them. */
export interface IndexedRow {
  readonly row: RollRow;
  readonly identityIndex: string;
  readonly phoneIndex: string | null;
}

export interface KnownPerson {
  readonly id: number;
  readonly publicId: string;
}

export function indexRow({ blindIndex }: Deps, row: RollRow): IndexedRow {
  return { row, identityIndex: blindIndex.identity(row.identity), phoneIndex: row.phone === null ? null : blindIndex.phone(row.phone) };
}

/** The people of these rows by identity index; who is not known yet is added in the name of the import. */
export async function ensurePeople(deps: Deps, importId: number, rows: readonly IndexedRow[]): Promise<Map<string, KnownPerson>> {
  const known = await peopleByIndex(deps, rows.map(({ identityIndex }) => identityIndex));
  const unknown = rows.filter(({ identityIndex }) => !known.has(identityIndex));
  if (unknown.length === 0) {
    return known;
  }
  const made = unknown.map(({ row, identityIndex }) => {
    const publicId = randomId();
    return sql`(${publicId}, ${identityIndex}, ${deps.cipher.seal(row.identity, identityPlace(publicId))}, ${deps.clock.now()}, ${importId})`;
  });
  // Another village's import may add the same person this very moment; then his row is taken.
  await deps.db.change(sql`
    ${insertOrIgnore(deps.db, "people")} (public_id, identity_index, identity_sealed, created_at, first_import_id) VALUES ${join(made, ", ")}`);
  const added = await peopleByIndex(deps, unknown.map(({ identityIndex }) => identityIndex));
  return new Map([...known, ...added]);
}

/** Writes rows under a generation that nobody sees yet. */
export async function stageEntries(
  deps: Deps,
  place: { readonly villageId: number; readonly generation: number },
  entries: readonly { readonly indexed: IndexedRow; readonly person: KnownPerson }[],
): Promise<void> {
  if (entries.length === 0) {
    return;
  }
  const values = entries.map(({ indexed: { row, phoneIndex }, person }) => {
    const phoneSealed = row.phone === null ? null : deps.cipher.seal(row.phone, phonePlace(person.publicId));
    return sql`(${place.villageId}, ${place.generation}, ${person.id}, ${row.name}, ${row.sex}, ${row.birthOn}, ${phoneSealed}, ${phoneIndex},
      ${row.householdNumber}, ${row.relation}, ${row.gridName}, ${row.line})`;
  });
  await deps.db.change(sql`
    INSERT INTO roll_entries
      (village_id, generation, person_id, name, sex, birth_on, phone_sealed, phone_index, household_number, relation, grid_name, line)
    VALUES ${join(values, ", ")}`);
}

async function peopleByIndex({ db }: Deps, indexes: readonly string[]): Promise<Map<string, KnownPerson>> {
  // Locked, so that the sweep of a cancelled import does not take a person away from under us.
  const rows = await db.select<{ id: number; public_id: string; identity_index: string }>(sql`
    SELECT id, public_id, identity_index FROM people WHERE identity_index IN (${listOf(indexes)}) ${forUpdate(db)}`);
  return new Map(rows.map((row) => [row.identity_index, { id: row.id, publicId: row.public_id }]));
}
