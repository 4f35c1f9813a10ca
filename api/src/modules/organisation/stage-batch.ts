import type { Deps } from "../../kernel/deps.ts";
import { join, listOf, sql, type Sql } from "../../kernel/sql.ts";
import { changesOf, type PresentEntry } from "./compare-rows.ts";
import { shownValue, type CheckedRow, type RollProblem, type RollRow } from "./roll-columns.ts";
import type { RollInForce } from "./roll-person.ts";
import type { BatchFindings } from "./roll-tally.ts";
import { ensurePeople, indexRow, stageEntries, type IndexedRow, type KnownPerson } from "./stage-people.ts";

export interface Staging {
  readonly importId: number;
  readonly villageId: number;
  readonly generation: number;
  /** The village and those merged into it. */
  readonly villageIds: readonly number[];
  readonly inForce: readonly RollInForce[];
}

export interface ReadyBatch {
  readonly rowCount: number;
  readonly rows: readonly IndexedRow[];
  readonly problems: readonly RollProblem[];
}

/** All that can be done before the transaction: hashing is the costly part. */
export function prepareBatch(deps: Deps, checked: readonly CheckedRow[], remarks: readonly RollProblem[]): ReadyBatch {
  const rows: RollRow[] = [];
  const problems = [...remarks];
  for (const one of checked) {
    if ("row" in one) {
      rows.push(one.row);
    } else {
      problems.push(...one.problems);
    }
  }
  return { rowCount: checked.length, rows: rows.map((row) => indexRow(deps, row)), problems };
}

/** Stages one batch in the caller's transaction and says what it found. */
export async function stageBatch(deps: Deps, staging: Staging, batch: ReadyBatch): Promise<BatchFindings> {
  if (batch.rows.length === 0) {
    return { rowsRead: batch.rowCount, newCount: 0, changedCount: 0, sameCount: 0, problems: batch.problems };
  }
  const people = await ensurePeople(deps, staging.importId, batch.rows);
  const personIds = [...people.values()].map((person) => person.id);
  const staged = await stagedLines(deps, staging, personIds);
  const present = await presentEntries(deps, staging.inForce, personIds);
  const elsewhere = await villagesElsewhere(deps, staging, personIds);

  const problems = [...batch.problems];
  const entries: { indexed: IndexedRow; person: KnownPerson }[] = [];
  const counts = { newCount: 0, changedCount: 0, sameCount: 0 };
  for (const indexed of batch.rows) {
    const person = people.get(indexed.identityIndex);
    if (!person) {
      throw new Error("a person of this batch was not found again");
    }
    const firstLine = staged.get(person.id);
    if (firstLine !== undefined) {
      problems.push(duplicate(indexed.row, `和第 ${firstLine} 行是同一个身份证号，只按第 ${firstLine} 行登记`));
      continue;
    }
    staged.set(person.id, indexed.row.line);
    entries.push({ indexed, person });
    const village = elsewhere.get(person.id);
    if (village !== undefined) {
      problems.push(duplicate(indexed.row, `这个人已在${village}的名册上，请核对户口在哪个村`));
    }
    const before = present.get(person.id);
    const changes = before ? changesOf(indexed, before) : [];
    problems.push(...changes);
    counts[before === undefined ? "newCount" : changes.length > 0 ? "changedCount" : "sameCount"] += 1;
  }
  await stageEntries(deps, staging, entries);
  return { rowsRead: batch.rowCount, ...counts, problems };
}

const duplicate = (row: RollRow, message: string): RollProblem => ({
  line: row.line, column: "身份证号", kind: "duplicate", value: shownValue("身份证号", row.identity), message,
});

async function stagedLines({ db }: Deps, { villageId, generation }: Staging, personIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.select<{ person_id: number; line: number }>(sql`
    SELECT person_id, line FROM roll_entries
    WHERE village_id = ${villageId} AND generation = ${generation} AND person_id IN (${listOf(personIds)})`);
  return new Map(rows.map((row) => [row.person_id, row.line]));
}

async function presentEntries({ db }: Deps, inForce: readonly RollInForce[], personIds: readonly number[]): Promise<Map<number, PresentEntry>> {
  if (inForce.length === 0) {
    return new Map();
  }
  const rolls: Sql[] = inForce.map(({ villageId, generation }) => sql`(village_id = ${villageId} AND generation = ${generation})`);
  const rows = await db.select<PresentEntry & { readonly person_id: number }>(sql`
    SELECT person_id, name, sex, birth_on, phone_index, household_number, relation, grid_name FROM roll_entries
    WHERE person_id IN (${listOf(personIds)}) AND (${join(rolls, " OR ")})`);
  return new Map(rows.map((row) => [row.person_id, row]));
}

/** Names of other villages whose roll in force has these people. */
async function villagesElsewhere({ db }: Deps, { villageIds }: Staging, personIds: readonly number[]): Promise<Map<number, string>> {
  const rows = await db.select<{ person_id: number; name: string }>(sql`
    SELECT e.person_id, a.name FROM roll_entries e
    JOIN rolls r ON r.village_id = e.village_id AND r.generation = e.generation
    JOIN areas a ON a.id = e.village_id
    WHERE e.person_id IN (${listOf(personIds)}) AND e.village_id NOT IN (${listOf(villageIds)})`);
  return new Map(rows.map((row) => [row.person_id, row.name]));
}
