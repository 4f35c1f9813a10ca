import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs } from "../kernel/clock.ts";
import { randomId } from "../kernel/crypto/random.ts";
import { sql } from "../kernel/sql.ts";
import { caseOrder } from "../modules/cases/testing/build-case.ts";
import { startApi, type TestApi } from "../testing/start-api.ts";
import { openWorld, type World } from "../testing/world.ts";
import { keepHouse } from "./housekeeping.ts";

let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

const keys = async (): Promise<number> => (await world.deps.db.select(sql`SELECT id FROM idempotency_keys`)).length;
const signal = new AbortController().signal;

it("a sent form is remembered for 180 days and then forgotten, the case itself is not", async () => {
  const headers = { "idempotency-key": randomId() };
  const first = await api.post("/cases", caseOrder(world.areas.zaoxi), headers);
  world.clock.advance(179 * dayMs);
  await keepHouse(world.deps, signal);
  expect((await api.post("/cases", caseOrder(world.areas.zaoxi), headers)).body.case.id).toBe(first.body.case.id);
  world.clock.advance(2 * dayMs);
  await keepHouse(world.deps, signal);
  expect(await keys()).toBe(0);
  expect(await world.deps.db.select(sql`SELECT id FROM cases`)).toHaveLength(1);
});

it("stops between two batches when it is told to", async () => {
  await api.post("/cases", caseOrder(world.areas.zaoxi), { "idempotency-key": randomId() });
  world.clock.advance(400 * dayMs);
  await keepHouse(world.deps, AbortSignal.abort());
  expect(await keys()).toBe(1);
});
