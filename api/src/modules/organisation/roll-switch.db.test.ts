import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import type { StaffActor } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sessionFor } from "../identity/testing/session-for.ts";
import { findRollPersonByIdentity } from "./index.ts";
import { putRoll, rollCsv, rollLine, rollTitles, uploadRoll } from "./testing/build-roll.ts";

describe("the switch to a new roll", () => {
  let world: World;
  let api: TestApi;
  let clerk: StaffActor;
  let headers: Record<string, string>;

  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    clerk = await buildStaff(world, "township_window_services", world.areas.xikou, "余窗口");
    headers = await sessionFor(world, clerk);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const village = () => world.areas.xikouVillage;
  const importOf = async (id: string) => (await api.get(`/roll-imports/${id}`, headers)).body;
  const problemsOf = async (id: string, kind: string) => (await api.get(`/roll-imports/${id}/problems?size=100&kind=${kind}`, headers)).body.rows;
  const generations = async () =>
    (await world.deps.db.select<{ generation: number }>(sql`SELECT DISTINCT generation FROM roll_entries WHERE village_id = ${village().id}`)).map((row) => row.generation);
  const listed = async () => (await api.get(`/people?areaId=${village().publicId}&size=100`, headers)).body.rows as { id: string; name: string }[];

  it("changes nothing that anybody sees until it is asked for, and then everything at once", async () => {
    const { body: started } = await uploadRoll(api, headers, village(), rollCsv(0, 12));
    await world.settle();
    expect(await listed()).toEqual([]);

    const asked = await api.post(`/roll-imports/${started.id}/apply`, {}, headers);
    expect(asked.body).toMatchObject({ state: "applying" });
    expect(await listed()).toEqual([]);
    await world.settle();
    expect(await importOf(started.id)).toMatchObject({ state: "applied", rowsApplied: 12, may: [], finishedAt: expect.any(Number) });
    expect(await listed()).toHaveLength(12);
    const kinds = await world.deps.db.select<{ kind: string; role: string | null; actor_kind: string }>(sql`
      SELECT kind, role, actor_kind FROM journal WHERE area_id = ${village().id} AND kind LIKE 'roll.%' ORDER BY id`);
    expect(kinds).toEqual([
      { kind: "roll.import_started", role: "township_window_services", actor_kind: "staff" },
      { kind: "roll.import_checked", role: null, actor_kind: "system" },
      { kind: "roll.apply_asked", role: "township_window_services", actor_kind: "staff" },
      { kind: "roll.import_applied", role: null, actor_kind: "system" },
      { kind: "roll.switched", role: null, actor_kind: "system" },
    ]);
  });

  it("tells what a new table changes, keeps people who they are and clears the old one away", async () => {
    const before = await listed();
    const [moved, renamed, phoned] = [inventPerson(0), inventPerson(1), inventPerson(2)];
    const content = [
      rollTitles,
      rollLine(moved, { householdNo: "999" }),
      rollLine(renamed, { name: "改名人" }),
      rollLine(phoned, { phone: "13800001234" }),
      ...[3, 4, 5, 6, 7].map((seed) => rollLine(inventPerson(seed))),
      rollLine(inventPerson(100)),
    ].join("\n");
    const { body: started } = await uploadRoll(api, headers, village(), content);
    await world.settle();
    expect(await importOf(started.id)).toMatchObject({ state: "checked", newCount: 1, changedCount: 3, sameCount: 5, duplicateCount: 0, errorCount: 0 });
    expect(await problemsOf(started.id, "change")).toEqual([
      { line: 2, column: "户号", kind: "change", value: "999", message: `原来是“${moved.householdNo}”` },
      { line: 3, column: "姓名", kind: "change", value: "改**", message: expect.stringMatching(/^原来是“.\*+”$/) },
      { line: 4, column: "手机号", kind: "change", value: "138****1234", message: expect.any(String) },
      { line: 1, column: "", kind: "change", value: "", message: "名册上有 4 人不在这份表里，写入后他们不再在册" },
    ]);

    await api.post(`/roll-imports/${started.id}/apply`, {}, headers);
    await world.settle();
    const after = await listed();
    expect(after.map(({ name }) => name)).toContain("改名人");
    expect(after).toHaveLength(9);
    expect(after.slice(0, 8).map(({ id }) => id).sort()).toEqual(before.slice(0, 8).map(({ id }) => id).sort());
    expect(await generations()).toHaveLength(1);
  });

  it("shows who is on another village's roll already", async () => {
    await putRoll(world, api, clerk, world.areas.zaoxi, rollCsv(200, 4));
    const { body: started } = await uploadRoll(api, headers, village(), rollCsv(200, 1));
    await world.settle();
    expect(await problemsOf(started.id, "duplicate")).toEqual([
      { line: 2, column: "身份证号", kind: "duplicate", value: expect.stringContaining("****"), message: "这个人已在枣溪村的名册上，请核对户口在哪个村" },
    ]);
    await api.post(`/roll-imports/${started.id}/cancel`, {}, headers);
    await world.settle();
    const index = world.deps.blindIndex.identity(inventPerson(200).identityNumber);
    expect(await findRollPersonByIdentity(world.deps.db, village().id, index)).toBeUndefined();
    expect(await findRollPersonByIdentity(world.deps.db, world.areas.zaoxi.id, index)).toMatchObject({ name: inventPerson(200).name });
  });

  it("lets one of two clicks on apply through", async () => {
    const { body: started } = await uploadRoll(api, headers, village(), rollCsv(0, 4));
    await world.settle();
    const answers = await Promise.all([1, 2].map(() => api.post(`/roll-imports/${started.id}/apply`, {}, headers)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    await world.settle();
    expect(await listed()).toHaveLength(4);
  });

  it("stops a reading that is cancelled half-way, and sweeps what was staged", async () => {
    const { body: started } = await uploadRoll(api, headers, village(), rollCsv(2000, 3000));
    const settled = world.settle();
    await until(async () => (await importOf(started.id)).rowsRead >= 300);
    expect((await api.post(`/roll-imports/${started.id}/cancel`, {}, headers)).status).toBe(200);
    await settled;
    await world.settle();
    expect(await importOf(started.id)).toMatchObject({ state: "cancelled" });
    expect((await importOf(started.id)).rowsRead).toBeLessThan(3000);
    expect(await generations()).toHaveLength(1);
    expect(await listed()).toHaveLength(4);
  });

  it("starts anew after its process was killed in the midst of it", async () => {
    const { body: started } = await uploadRoll(api, headers, village(), rollCsv(2000, 3000));
    const worker = spawnWorker(world);
    try {
      await until(async () => (await importOf(started.id)).rowsRead >= 300);
    } finally {
      worker.kill("SIGKILL");
      await new Promise((resolve) => worker.once("exit", resolve));
    }
    const half = await importOf(started.id);
    expect(half).toMatchObject({ state: "reading" });
    expect(half.rowsRead).toBeLessThan(3000);
    expect(await listed()).toHaveLength(4);

    // Its lease has to run out first: the dead are not told from the slow in any other way.
    world.clock.set("2026-11-30 09:00");
    headers = await sessionFor(world, clerk);
    await world.settle();
    expect(await importOf(started.id)).toMatchObject({ state: "checked", rowsRead: 3000, newCount: 3000, duplicateCount: 0, errorCount: 0 });
    await api.post(`/roll-imports/${started.id}/apply`, {}, headers);
    await world.settle();
    const [{ n } = { n: 0 }] = await world.deps.db.select<{ n: number }>(sql`SELECT COUNT(*) AS n FROM roll_entries WHERE village_id = ${village().id}`);
    expect(n).toBe(3000);
    expect(await generations()).toHaveLength(1);
  });
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 2000; turn += 1) {
    if (await isTrue()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error("it did not come to that");
}

function spawnWorker(world: World) {
  const { username, password, host, port, database } = world.deps.db.sequelize.config;
  const url = world.deps.db.engine === "mysql" ? { DATABASE_URL: `mysql://${username}:${password}@${host}:${port}/${database}` } : {};
  return spawn(process.execPath, ["--import", "tsx", join(import.meta.dirname, "testing/import-worker.ts")], {
    env: { PATH: process.env.PATH, MODE: "test", DATA_DIR: world.folder, LOG_LEVEL: "silent", ...url },
    stdio: "inherit",
  });
}
