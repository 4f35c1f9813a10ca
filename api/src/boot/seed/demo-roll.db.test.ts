import { afterAll, beforeAll, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import { sql } from "../../kernel/sql.ts";
import { closeRelativesOf, findRollPersonByIdentity, rollPersonOf } from "../../modules/organisation/index.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { seedDemoRoll } from "./demo-roll.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

it("fills two villages once, with households that know who is who", async () => {
  const { db, blindIndex } = world.deps;
  await seedDemoRoll(world.deps);
  await seedDemoRoll(world.deps);
  const rolls = await db.select(sql`SELECT village_id, people_count FROM rolls ORDER BY village_id`);
  expect(rolls).toEqual([world.areas.xikouVillage, world.areas.zhangwang].map(({ id }) => ({ village_id: id, people_count: 300 })));
  expect(await db.selectOne(sql`SELECT COUNT(*) AS n FROM areas WHERE kind = 'grid'`)).toEqual({ n: 6 });

  const head = await findRollPersonByIdentity(db, world.areas.zhangwang.id, blindIndex.identity(inventPerson(40).identityNumber));
  expect(head).toMatchObject({ name: inventPerson(40).name, relation: "户主", gridName: "第二网格" });
  const relatives = await Promise.all((await closeRelativesOf(db, head?.personId ?? 0)).map((id) => rollPersonOf(db, id)));
  expect(relatives.map((person) => person?.name).sort()).toEqual([41, 42, 43].map((seed) => inventPerson(seed).name).sort());
});
