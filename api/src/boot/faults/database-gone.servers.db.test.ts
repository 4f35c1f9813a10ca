import { afterAll, beforeAll, expect, it } from "vitest";
import type { VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { sql } from "../../kernel/sql.ts";
import { caseOrder } from "../../modules/cases/testing/build-case.ts";
import { buildVillager } from "../../testing/build-actors.ts";
import { openProxy, through, type CuttableProxy } from "../../testing/cuttable-proxy.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";

/** `npm test` cuts for three seconds, `npm run soak` for the ten. */
const goneMs = process.env.SOAK ? 10_000 : 3_000;

let proxy: CuttableProxy;
let world: World;
let api: TestApi;
let wu: VillagerActor;
let as: Record<string, string>;

beforeAll(async () => {
  const server = new URL(process.env.MYSQL_URL ?? "");
  proxy = await openProxy({ host: server.hostname, port: Number(server.port) });
  world = await openWorld({ reroute: (env) => ({ ...env, DATABASE_URL: through(env.DATABASE_URL ?? "", proxy) }) });
  api = await startApi(world);
  wu = await buildVillager(world, world.areas.xikouVillage);
  as = await signIn(world, wu);
});
afterAll(async () => {
  proxy.mend();
  await api.close();
  await world.close();
  await proxy.close();
});

const count = async (text: string) =>
  (await world.deps.db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM cases WHERE text = ${text}`))?.n;

/** As a phone does: sends its form again until it is answered. A dead connection in the pool may cost a try. */
async function statusAtLast(order: object, headers: Record<string, string>): Promise<number> {
  let status = 0;
  for (let tries = 0; tries < 8 && status !== 200; tries += 1) {
    status = (await api.post("/cases", order, headers)).status;
  }
  return status;
}

it("the database gone for a while: people get a clear answer, and what they send again arrives once", async () => {
  const order = caseOrder(world.areas.xikouVillage, { text: "数据库断开时提交" });
  const headers = { ...as, "idempotency-key": randomId() };
  proxy.cut();
  const began = performance.now();
  const refused = await api.post("/cases", order, headers);
  expect([refused.status, refused.body.code]).toEqual([503, "service.unavailable"]);
  expect(refused.headers.get("retry-after")).not.toBeNull();
  await new Promise((resolve) => setTimeout(resolve, goneMs - (performance.now() - began)));
  proxy.mend();
  expect(await statusAtLast(order, headers)).toBe(200);
  const accepted = await api.post("/cases", order, headers);
  expect((await api.post("/cases", order, headers)).body).toEqual(accepted.body);
  expect(await count(order.text)).toBe(1);
});

it("requests under way when the wire is cut lose nothing and double nothing", async () => {
  const order = caseOrder(world.areas.xikouVillage, { text: "正在提交时断开" });
  const keys = Array.from({ length: 12 }, () => ({ ...as, "idempotency-key": randomId() }));
  const underWay = keys.map((headers) => api.post("/cases", order, headers));
  setTimeout(() => proxy.cut(), 15);
  await Promise.all(underWay);
  proxy.mend();
  world.clock.advance(61_000);
  for (const headers of keys) {
    expect(await statusAtLast(order, headers)).toBe(200);
  }
  expect(await count(order.text)).toBe(keys.length);
});

it("a commit whose answer is lost is settled by the journal: done, and not done twice", async () => {
  world.clock.advance(61_000);
  const order = caseOrder(world.areas.xikouVillage, { text: "提交的回答丢了" });
  proxy.loseAnswerTo("COMMIT");
  const answer = await api.post("/cases", order, { ...as, "idempotency-key": randomId() });
  expect(answer.status).toBe(200);
  expect(await count(order.text)).toBe(1);
});
