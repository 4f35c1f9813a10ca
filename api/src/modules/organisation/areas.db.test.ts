import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { system, type StaffActor } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sessionFor } from "../identity/testing/session-for.ts";
import { findArea, openGrid, type Area } from "./index.ts";
import { putRoll, rollCsv, uploadRoll } from "./testing/build-roll.ts";

describe("areas", () => {
  let world: World;
  let api: TestApi;
  let admin: Record<string, string>;
  let clerk: StaffActor;

  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    admin = await sessionFor(world, await buildStaff(world, "system_admin", world.areas.county, "管理员"));
    clerk = await buildStaff(world, "township_window_services", world.areas.xikou);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const nodeOf = (area: Area) => ({ id: area.publicId, name: area.name, kind: area.kind, code: area.code, closedAt: null });
  const history = async (area: { publicId: string }) => (await api.get(`/areas/${area.publicId}/history`, admin)).body.rows;

  it("are public: the county, what lies under each, and a search for villages", async () => {
    const { county, xikou, donghua, xikouVillage, zaoxi } = world.areas;
    expect((await api.get("/areas")).body).toEqual({ rows: [{ ...nodeOf(county), hasChildren: true }] });
    expect((await api.get(`/areas?parentId=${county.publicId}`)).body.rows).toEqual([xikou, donghua].map((area) => ({ ...nodeOf(area), hasChildren: true })));
    expect((await api.get(`/areas?parentId=${xikou.publicId}`)).body.rows).toEqual([xikouVillage, zaoxi].map((area) => ({ ...nodeOf(area), hasChildren: false })));
    expect((await api.get("/areas?parentId=nothing-here")).body.code).toBe("area.not_found");
    expect((await api.get(`/villages?q=${encodeURIComponent("溪")}`)).body.rows).toEqual(
      [xikouVillage, zaoxi].map((area) => ({ ...nodeOf(area), hasChildren: false, townshipName: "溪口镇" })),
    );
    expect((await api.get("/villages?q=%25")).body.rows).toEqual([]);
    expect((await api.get("/villages")).status).toBe(400);
    expect((await api.get(`/areas/${zaoxi.publicId}`)).body).toEqual({
      ...nodeOf(zaoxi),
      hasChildren: false,
      ancestors: [county, xikou].map((area) => ({ id: area.publicId, name: area.name, kind: area.kind })),
      mergedInto: null,
    });
  });

  it("a grid is opened once under a name, with its entry", async () => {
    const { zhangwang } = world.areas;
    const answers = await Promise.all([1, 2].map(() => api.post(`/areas/${zhangwang.publicId}/grids`, { name: " 第一网格 " }, admin)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("area.name_taken");
    const grid = answers.find(({ status }) => status === 200)?.body;
    expect(grid).toEqual({ id: expect.any(String), name: "第一网格", kind: "grid", code: "", hasChildren: false, closedAt: null });
    expect(await history({ publicId: grid.id })).toEqual([
      { at: world.clock.now(), kind: "opened", from: "", to: "第一网格", reason: "", by: "系统管理员 管理员" },
    ]);
    expect((await api.post(`/areas/${grid.id}/grids`, { name: "网格里的网格" }, admin)).body.code).toBe("area.not_found");
    expect((await api.post(`/areas/${world.areas.county.publicId}/grids`, { name: "县里的网格" }, admin)).body.code).toBe("area.not_found");
  });

  it("a new name and a new code stand in the history, newest first", async () => {
    const { zhangwang } = world.areas;
    const renamed = await api.post(`/areas/${zhangwang.publicId}/rename`, { name: "张王新村", reason: "县政府批复更名" }, admin);
    expect(renamed.body).toMatchObject({ name: "张王新村", code: "330825002222" });
    const recoded = await api.post(`/areas/${zhangwang.publicId}/recode`, { code: "330825002299", reason: "统计局换码" }, admin);
    expect(recoded.body).toMatchObject({ name: "张王新村", code: "330825002299" });
    expect(await history(zhangwang)).toEqual([
      { at: expect.any(Number), kind: "recoded", from: "330825002222", to: "330825002299", reason: "统计局换码", by: "系统管理员 管理员" },
      { at: expect.any(Number), kind: "renamed", from: "张王村", to: "张王新村", reason: "县政府批复更名", by: "系统管理员 管理员" },
      { at: expect.any(Number), kind: "opened", from: "", to: "张王村", reason: "", by: "系统" },
    ]);
  });

  it("a name or a code that is taken is refused, also to the second of two at once", async () => {
    const { xikouVillage, zaoxi } = world.areas;
    expect((await api.post(`/areas/${zaoxi.publicId}/rename`, { name: "溪口村", reason: "试一试" }, admin)).body.code).toBe("area.name_taken");
    expect((await api.post(`/areas/${zaoxi.publicId}/recode`, { code: xikouVillage.code, reason: "试一试" }, admin)).body.code).toBe("area.code_taken");
    const answers = await Promise.all([zaoxi, xikouVillage].map((area) => api.post(`/areas/${area.publicId}/recode`, { code: "330825109299", reason: "同时改" }, admin)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    ["grids", { name: "第九网格" }, { name: "" }],
    ["rename", { name: "新名", reason: "更名" }, { name: "新名" }],
    ["recode", { code: "330825109288", reason: "换码" }, { code: "abc", reason: "换码" }],
    ["merge", { intoId: "nothing-here", reason: "合并" }, { intoId: "nothing-here" }],
  ])("%s: 400, 401, 403, and a hidden area answers like a missing one", async (verb, body, bad) => {
    const { zaoxi, donghua } = world.areas;
    const path = `/areas/${zaoxi.publicId}/${verb}`;
    const villager = await sessionFor(world, await buildVillager(world, zaoxi));
    const other = await sessionFor(world, await buildStaff(world, "village_editor", zaoxi));
    const elsewhere = await sessionFor(world, await buildStaff(world, "system_admin", donghua));
    expect((await api.post(path, bad, admin)).status).toBe(400);
    expect((await api.post(path, { ...body, surprise: 1 }, admin)).status).toBe(400);
    expect((await api.post(path, body)).status).toBe(401);
    expect((await api.post(path, body, villager)).status).toBe(403);
    expect((await api.post(path, body, other)).status).toBe(403);
    const [hidden, missing] = [await api.post(path, body, elsewhere), await api.post(`/areas/nothing-here/${verb}`, body, elsewhere)];
    expect(hidden.status).toBe(404);
    expect({ ...hidden.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
  });

  it("history is for those who manage areas", async () => {
    const path = `/areas/${world.areas.zaoxi.publicId}/history`;
    const elsewhere = await sessionFor(world, await buildStaff(world, "system_admin", world.areas.donghua));
    expect([(await api.get(path)).status, (await api.get(path, await sessionFor(world, clerk))).status, (await api.get(path, elsewhere)).status]).toEqual([401, 403, 404]);
  });

  describe("a merge", () => {
    const merge = (from: Area, into: Area) => api.post(`/areas/${from.publicId}/merge`, { intoId: into.publicId, reason: "行政村规模调整" }, admin);

    it("is refused across levels and into itself", async () => {
      const { zaoxi, xikou } = world.areas;
      expect((await merge(zaoxi, xikou)).body.code).toBe("area.cannot_merge");
      expect((await merge(zaoxi, zaoxi)).body.code).toBe("area.cannot_merge");
    });

    it("closes the village, keeps it in reach, and lets rights, cases and the roll follow", async () => {
      const { zaoxi, xikouVillage } = world.areas;
      await openGrid(world.deps, system("test"), zaoxi, "第三网格");
      const people = Array.from({ length: 3 }, (_, index) => buildStaff(world, "village_secretary", zaoxi, `书记${index}`));
      const [secretary] = await Promise.all(people);
      await placeFacts(world, zaoxi, 1200);
      await putRoll(world, api, clerk, zaoxi, rollCsv(400, 8));
      await putRoll(world, api, clerk, xikouVillage, rollCsv(500, 8));
      const underWay = await uploadRoll(api, await sessionFor(world, clerk), xikouVillage, rollCsv(500, 8));
      await world.settle();
      world.clock.advance(1000);

      const answers = await Promise.all([merge(zaoxi, xikouVillage), merge(zaoxi, xikouVillage)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(answers.find(({ status }) => status === 200)?.body).toMatchObject({ id: zaoxi.publicId, closedAt: world.clock.now() });
      const merged = await findArea(world.deps.db, zaoxi.publicId);
      expect(merged?.path).toBe(`${xikouVillage.path}${zaoxi.id}/`);
      expect((await api.get(`/areas/${zaoxi.publicId}`)).body.mergedInto).toMatchObject({ id: xikouVillage.publicId });
      expect((await api.get(`/villages?q=${encodeURIComponent("枣溪")}`)).body.rows).toEqual([]);

      await world.settle();
      const places = await world.deps.db.select<{ area_path: string }>(sql`
        SELECT DISTINCT area_path FROM appointments WHERE area_id = ${zaoxi.id} UNION SELECT DISTINCT area_path FROM case_facts`);
      expect(places).toEqual([{ area_path: merged?.path }]);
      const moved = await world.deps.db.select<{ value: string }>(sql`
        SELECT d.value FROM journal j JOIN journal_details d ON d.journal_id = j.id WHERE j.kind = 'area.moved' AND d.field = 'rows' ORDER BY j.id`);
      expect(moved.map(({ value }) => Number(value)).filter((rows) => rows > 100)).toEqual([500, 500, 200]);

      // The target's roll now shows both; the secretary of the merged village still sees his own people only.
      // A table uploaded before the merge knew nothing of the other village, so it takes nobody of it away.
      const officer = await sessionFor(world, clerk);
      await api.post(`/roll-imports/${underWay.body.id}/apply`, {}, officer);
      await world.settle();
      expect((await api.get(`/roll-imports/${underWay.body.id}`, officer)).body.state).toBe("applied");
      expect((await api.get(`/people?size=100&areaId=${xikouVillage.publicId}`, officer)).body.rows).toHaveLength(16);
      const own = secretary && (await sessionFor(world, secretary));
      expect((await api.get("/people?size=100", own)).body.rows).toHaveLength(8);
      expect((await history(zaoxi))[0]).toMatchObject({ kind: "merged", to: xikouVillage.name });
      expect((await history(xikouVillage)).filter(({ kind }: { kind: string }) => kind === "merged")).toEqual([
        { at: world.clock.now(), kind: "merged", from: "枣溪村", to: expect.any(String), reason: "行政村规模调整", by: "系统管理员 管理员" },
      ]);
    });

    it("lets the next table of the target speak for both, and the old roll ends with it", async () => {
      const { xikouVillage } = world.areas;
      const headers = await sessionFor(world, clerk);
      const both = `${rollCsv(400, 8)}${rollCsv(500, 8).split("\r\n").slice(1).join("\r\n")}`;
      const { body: started } = await uploadRoll(api, headers, xikouVillage, both);
      await world.settle();
      expect((await api.get(`/roll-imports/${started.id}`, headers)).body).toMatchObject({ newCount: 0, sameCount: 16, duplicateCount: 0 });
      await api.post(`/roll-imports/${started.id}/apply`, {}, headers);
      await world.settle();
      expect((await api.get(`/people?size=100&areaId=${xikouVillage.publicId}`, headers)).body.rows).toHaveLength(16);
      expect(await world.deps.db.select(sql`SELECT DISTINCT village_id FROM roll_entries`)).toEqual([{ village_id: xikouVillage.id }]);
    });

    it("refuses a closed village for all that comes after", async () => {
      const { zaoxi, zhangwang } = world.areas;
      expect((await merge(zaoxi, zhangwang)).body.code).toBe("area.cannot_merge");
      expect((await api.post(`/areas/${zaoxi.publicId}/rename`, { name: "新名", reason: "更名" }, admin)).body.code).toBe("area.not_found");
      expect((await api.post(`/areas/${zaoxi.publicId}/grids`, { name: "新网格" }, admin)).body.code).toBe("area.not_found");
      const refused = await uploadRoll(api, await sessionFor(world, clerk), zaoxi, rollCsv(0, 2));
      expect(refused.body.code).toBe("area.not_found");
    });

    it("ends its move when a minute has passed, and moves what came late until then", async () => {
      await placeFacts(world, world.areas.zaoxi, 1);
      world.clock.advance(61_000);
      await world.settle();
      expect(await world.deps.db.select(sql`SELECT state FROM area_moves`)).toEqual([{ state: "done" }]);
      expect(await world.deps.db.select(sql`SELECT case_id FROM case_facts WHERE area_path = ${world.areas.zaoxi.path}`)).toEqual([]);
    });
  });
});

let caseId = 1;

/** Rows of another module that stand at a village, as its reader writes them. */
async function placeFacts(world: World, village: Area, count: number): Promise<void> {
  const { db } = world.deps;
  await inTransaction(db, async () => {
    for (let index = 0; index < count; index += 1) {
      await db.change(sql`
        INSERT INTO case_facts (case_id, village_id, area_path, submitted_at, is_ever_disputed)
        VALUES (${caseId}, ${village.id}, ${village.path}, ${world.clock.now()}, ${0})`);
      caseId += 1;
    }
  });
}
