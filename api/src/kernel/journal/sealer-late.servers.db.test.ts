import { afterAll, beforeAll, expect, it } from "vitest";
import { openWorld, type World } from "../../testing/world.ts";
import { sql } from "../sql.ts";
import { appendTest, sealAll } from "./testing/append-tests.ts";

// On MariaDB only: SQLite has one writer, so nobody can commit past an open transaction there.
let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

/** Waits are real here: transactions must overlap. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const leaves = () => world.deps.db.select<{ position: number; journal_id: number }>(sql`SELECT position, journal_id FROM trail_leaves ORDER BY position`);

it("a sealer takes a late commit when it comes, behind later ones that came before", async () => {
  const late = appendTest(world, 1001, () => pause(4000));
  await pause(200);
  const early = await appendTest(world, 1002);
  await sealAll(world);
  const sealedBefore = (await leaves()).map((leaf) => leaf.journal_id);
  const { id } = await late;
  expect(id).toBeLessThan(early.id);
  expect(sealedBefore).not.toContain(id);
  await sealAll(world);
  const found = await leaves();
  expect(found.at(-1)?.journal_id).toBe(id);
  expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index));
});
