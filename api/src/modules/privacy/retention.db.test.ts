import { startSandbox, type Sandbox } from "@cunqing/sandbox";
import { afterAll, beforeAll, expect, it } from "vitest";
import { dayMs } from "../../kernel/clock.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { findAnywhere, allRows } from "./testing/everything.ts";
import { seedPerson, staffWords, type Person } from "./testing/seed-person.ts";

let sandbox: Sandbox;
let world: World;
let api: TestApi;
let person: Person;

beforeAll(async () => {
  let now = Date.now;
  sandbox = await startSandbox({ clock: () => now() });
  world = await openWorld({ sandboxUrl: sandbox.url });
  now = world.clock.now;
  api = await startApi(world);
  person = await seedPerson(world, api, sandbox, "19900777124");
});
afterAll(async () => {
  await api.close();
  await world.close();
  await sandbox.close();
});

const runNightly = () => world.composed.jobs.find((job) => job.name === "retention")?.run(new AbortController().signal);
const countMessages = async () => (await world.deps.db.select(sql`SELECT id FROM messages`)).length;

it("messages stay their year and go by themselves after it", async () => {
  const before = await countMessages();
  world.clock.advance(364 * dayMs);
  await runNightly();
  expect([before > 0, await countMessages()]).toEqual([true, before]);
  world.clock.advance(2 * dayMs);
  await runNightly();
  expect(await countMessages()).toBe(0);
});

it("what the law keeps of an erased person's case is the officer's to read, and goes when the law's time is over", async () => {
  const as = await signIn(world, await buildStaff(world, "data_protection_officer", world.areas.county));
  const secretary = await signIn(world, await buildStaff(world, "village_secretary", world.areas.xikouVillage));
  person = { ...person, headers: await signIn(world, { kind: "villager", accountId: person.accountId, publicId: person.publicId, name: "", sessionId: 0 }) };
  expect((await api.post("/me/closing", { isSure: true }, person.headers)).body.state).toBe("erased");
  const kept = (await api.get(`/cases/${person.privateCase}`, as)).body;
  expect(kept.outcome).toBe(staffWords.privateOutcome);
  expect(kept.timeline.at(-1)).toMatchObject({ kind: "case.erased", text: expect.stringContaining("第三十九条") });
  expect((await api.get(`/cases/${person.privateCase}`, secretary)).status).toBe(404);
  expect((await api.get(`/cases/${person.publicCase}`, secretary)).body).toMatchObject({ text: staffWords.released, place: null });
  expect((await api.get("/cases", secretary)).body.rows).toEqual([]);
  await world.settle();
  world.clock.advance(3651 * dayMs);
  await runNightly();
  expect(findAnywhere(await allRows(world.deps.db), [staffWords.privateOutcome])).toEqual([]);
  expect((await api.get(`/cases/${person.publicCase}`)).body).toMatchObject({ text: staffWords.released, outcome: staffWords.outcome });
});
