import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { openTamperingWorld, type TamperingWorld } from "./testing/tampering-world.ts";

let it_: TamperingWorld;
let kept: Awaited<ReturnType<TamperingWorld["attacker"]["keep"]>> = new Map();

beforeAll(async () => {
  it_ = await openTamperingWorld();
});
afterEach(() => it_.attacker.putBack(kept));
afterAll(() => it_.close());

async function bend(tables: readonly string[], ...statements: readonly Sql[]): Promise<[number | null, string][]> {
  kept = await it_.attacker.keep(tables);
  await it_.attacker.run(...statements);
  return (await it_.verify()).findings.map(({ position, code }) => [position, code]);
}

async function lastPosition(kind: string, id: number): Promise<number> {
  const row = await it_.attacker.db.selectOne<{ position: number }>(sql`
    SELECT l.position FROM journal j JOIN trail_leaves l ON l.journal_id = j.id WHERE j.subject_kind = ${kind} AND j.subject_id = ${id} ORDER BY j.id DESC LIMIT 1`);
  return row?.position ?? -1;
}

it("a right made county-wide by its path is found", async () => {
  const found = await bend(["appointments"], sql`UPDATE appointments SET area_path = '/1/' WHERE staff_id = ${it_.secretary.staffId}`);
  expect(found.map(([, code]) => code)).toEqual(["row.place_differs"]);
});

it("so is one under cover of a move that no merge has asked for", async () => {
  const { xikouVillage } = it_.world.areas;
  const found = await bend(
    ["appointments", "area_moves"],
    sql`UPDATE appointments SET area_path = '/1/' WHERE staff_id = ${it_.secretary.staffId}`,
    sql`INSERT INTO area_moves (area_id, from_path, to_path, state, created_at) VALUES (1, '/1/', ${xikouVillage.path}, 'moving', 0)`,
  );
  expect(found.map(([, code]) => code)).toEqual(["row.place_differs"]);
});

it("a case put into another village's list is found, public or private", async () => {
  for (const id of [it_.openCase, it_.privateCase]) {
    expect(await bend(["cases"], sql`UPDATE cases SET village_id = 1 WHERE id = ${id}`)).toEqual([[await lastPosition("case", id), "row.place_differs"]]);
    await it_.attacker.putBack(kept);
    expect(await bend(["cases"], sql`UPDATE cases SET area_path = '/1/' WHERE id = ${id}`)).toEqual([[await lastPosition("case", id), "row.place_differs"]]);
    await it_.attacker.putBack(kept);
  }
});

it("an area hung under another path than its parent's is found", async () => {
  const { xikouVillage } = it_.world.areas;
  const found = await bend(["areas"], sql`UPDATE areas SET path = ${`/1/${xikouVillage.id}/`} WHERE id = ${xikouVillage.id}`);
  expect(found).toContainEqual([await lastPosition("area", xikouVillage.id), "row.place_differs"]);
});

it("an entry hung on another subject by its internal id is found, public or sealed", async () => {
  for (const id of [it_.openCase, it_.privateCase]) {
    const position = await lastPosition("case", id);
    const found = await bend(["journal"], sql`UPDATE journal SET subject_id = 987654 WHERE id = (SELECT journal_id FROM trail_leaves WHERE position = ${position})`);
    expect(found).toContainEqual([position, "entry.subject_differs"]);
    await it_.attacker.putBack(kept);
  }
});
