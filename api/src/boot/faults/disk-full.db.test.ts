import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { caseOrder } from "../../modules/cases/testing/build-case.ts";
import { buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";

/** SQLite's own page limit plays the full disk; the servers' ways of saying it are in database-errors.test.ts. */
describe("a full disk", () => {
  let world: World;
  let api: TestApi;
  let wu: VillagerActor;
  beforeAll(async () => {
    world = await openWorld({ engine: "sqlite" });
    api = await startApi(world);
    wu = await buildVillager(world, world.areas.xikouVillage);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  it("is said in words that help, nothing is half done, and the form goes through when there is room", async () => {
    const as = await signIn(world, wu);
    const { db } = world.deps;
    const limit = async (pages: number) => inTransaction(db, async () => void (await db.select({ text: `PRAGMA max_page_count = ${pages}`, values: [] })));
    const [{ page_count: used } = { page_count: 0 }] = await db.select<{ page_count: number }>({ text: "PRAGMA page_count", values: [] });
    const before = await db.select(sql`SELECT COUNT(*) AS n FROM cases`);
    await limit(used);
    const headers = { ...as, "idempotency-key": randomId() };
    const order = caseOrder(world.areas.xikouVillage, { text: "满".repeat(1000) });
    let answer = await api.post("/cases", order, headers);
    for (let tries = 0; tries < 30 && answer.status === 200; tries += 1) {
      world.clock.advance(61_000);
      answer = await api.post("/cases", order, { ...as, "idempotency-key": randomId() });
    }
    expect([answer.status, answer.body.code]).toEqual([507, "service.full"]);
    const cases = await db.select<{ n: number }>(sql`SELECT COUNT(*) AS n FROM cases`);
    const entries = await db.select<{ n: number }>(sql`SELECT COUNT(*) AS n FROM journal WHERE kind = 'case.submitted'`);
    expect(cases).toEqual(entries);
    expect(cases[0]?.n).toBeGreaterThanOrEqual((before[0] as { n: number }).n);
    await limit(used + 10_000);
    expect((await api.post("/cases", order, { ...as, "idempotency-key": randomId() })).status).toBe(200);
  });
});
