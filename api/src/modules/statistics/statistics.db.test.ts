import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { shanghaiDay } from "../../kernel/clock.ts";
import { system, type StaffActor } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { finishCase } from "../cases/commands/finish-case.ts";
import { rateCase } from "../cases/commands/rate-case.ts";
import { startCase } from "../cases/commands/start-case.ts";
import { buildCase } from "../cases/testing/build-case.ts";
import { mergeArea } from "../organisation/commands/merge-area.ts";
import { findArea, type Area } from "../organisation/index.ts";
import { rebuildFigures } from "./index.ts";
import { figuresByHand } from "./testing/figures-by-hand.ts";
import { liveAtRandom, takeToDone } from "./testing/random-cases.ts";

let world: World;
let api: TestApi;
let supervisor: StaffActor;
let asSupervisor: Record<string, string>;

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  supervisor = await buildStaff(world, "county_supervisor", world.areas.county, "督办员");
  await liveAtRandom(world, 20_261_124, 200, 1_300);
}, 240_000);
// Sessions end with the days that pass between tests.
beforeEach(async () => {
  asSupervisor = await signIn(world, supervisor);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

/** A category that takes no photo. */
const quick = { categoryCode: "village_affairs" };
const always = { from: "2026-01-01", to: "2030-12-31" };
const ask = (area: Area, period: { from: string; to: string }, headers = asSupervisor) =>
  api.get(`/figures/cases?areaId=${area.publicId}&from=${period.from}&to=${period.to}`, headers);

/** Every area, over all time and over a few periods within. */
async function expectSameAsByHand(): Promise<void> {
  const { county, xikou, donghua, xikouVillage, zhangwang } = world.areas;
  const day = (days: number): string => shanghaiDay(Date.parse("2026-11-23T00:00:00+08:00") + days * 24 * 3_600_000);
  for (const period of [always, { from: day(0), to: day(0) }, { from: day(5), to: day(40) }, { from: day(41), to: day(120) }]) {
    for (const area of [county, xikou, donghua, xikouVillage, zhangwang]) {
      const { body } = await ask(area, period);
      expect([area.name, period, body.total]).toEqual([area.name, period, await figuresByHand(world, area, period)]);
      for (const part of body.byArea) {
        const child = await findArea(world.deps.db, part.area.id);
        const place = [period, area.name, part.area.name, child?.path];
        expect([place, part.figures]).toEqual([place, child && (await figuresByHand(world, child, period))]);
      }
    }
  }
}

const counts = () => world.deps.db.select(sql`SELECT area_id, day, measure, amount FROM case_counts WHERE amount <> 0 ORDER BY area_id, day, measure`);

describe("the figures", () => {
  it("are those counted by hand, for every area and part of it, over any period", async () => {
    const { body } = await ask(world.areas.county, always);
    // The walk has led into every corner, or the comparison below would prove little.
    for (const measure of ["confirmed", "unconfirmed", "disputed", "pending", "everDisputed", "staffReported", "open", "overdue", "reopened"]) {
      expect([measure, body.total[measure] > 0]).toEqual([measure, true]);
    }
    expect(body.byArea.map((part: { area: { name: string } }) => part.area.name)).toEqual(["溪口镇", "东华街道"]);
    await expectSameAsByHand();
  });

  it("are the same after every entry was read a second time", async () => {
    const before = await counts();
    await world.deps.db.change(sql`UPDATE reader_cursors SET position = -1 WHERE reader = 'statistics'`);
    await world.settle();
    expect(await counts()).toEqual(before);
  });

  it("show each of a cohort in exactly one of four, and a late answer moves it", async () => {
    const villager = await buildVillager(world, world.areas.zhangwang);
    const secretary = await buildStaff(world, "village_secretary", world.areas.zhangwang);
    const id = await buildCase(world, villager, world.areas.zhangwang, quick);
    await takeToDone(world, secretary, id);
    const today = shanghaiDay(world.clock.now());
    const standing = async () => {
      await world.settle();
      asSupervisor = await signIn(world, supervisor);
      const { total } = (await ask(world.areas.zhangwang, { from: today, to: today })).body;
      expect(total.confirmed + total.unconfirmed + total.disputed + total.pending).toBe(total.cohort);
      return [total.cohort, total.pending, total.unconfirmed, total.disputed, total.confirmed, total.everDisputed];
    };
    expect(await standing()).toEqual([1, 1, 0, 0, 0, 0]);
    world.clock.advance(20 * 24 * 3_600_000);
    expect(await standing()).toEqual([1, 0, 1, 0, 0, 0]);
    await rateCase(world.deps, villager, id, "dispute", { grade: "dissatisfied", tags: [] });
    expect(await standing()).toEqual([1, 0, 0, 1, 0, 1]);
    await startCase(world.deps, secretary, id, { seenState: "disputed" });
    expect(await standing()).toEqual([1, 0, 0, 1, 0, 1]);
    await finishCase(world.deps, secretary, id, { seenState: "in_progress", outcome: "又办了一次", afterPhotos: [] });
    expect(await standing()).toEqual([1, 1, 0, 0, 0, 1]);
    await rateCase(world.deps, villager, id, "confirm", { grade: "satisfied", tags: [] });
    expect(await standing()).toEqual([1, 0, 0, 0, 1, 1]);
    world.clock.advance(40 * 24 * 3_600_000);
    expect(await standing()).toEqual([1, 0, 0, 0, 1, 1]);
  });

  it("do not move when a private case does, and hold none", async () => {
    const before = [await counts(), (await ask(world.areas.county, always)).body];
    const villager = await buildVillager(world, world.areas.zhangwang);
    await buildCase(world, villager, world.areas.zhangwang, { isPrivate: true });
    await world.settle();
    expect([await counts(), (await ask(world.areas.county, always)).body]).toEqual(before);
    expect(await world.deps.db.select(sql`SELECT 1 FROM case_facts f JOIN cases c ON c.id = f.case_id WHERE c.is_private = 1`)).toEqual([]);
  });

  it("can be rebuilt from the journal when they have gone wrong", async () => {
    const before = await counts();
    await world.deps.db.change(sql`UPDATE case_counts SET amount = amount + 7 WHERE measure = 'submitted'`);
    await world.deps.db.change(sql`INSERT INTO case_counts (area_id, day, measure, amount) VALUES (${world.areas.zaoxi.id}, '1999-01-01', 'pending', 3)`);
    await rebuildFigures(world.deps);
    expect(await counts()).toEqual([]);
    world.clock.advance(11_000);
    await world.settle();
    expect(await counts()).toEqual(before);
  });

  it("follow a village into another township when it is merged", async () => {
    const { zaoxi, zhangwang, county } = world.areas;
    const admin = await buildStaff(world, "system_admin", county, "管理员");
    const villager = await buildVillager(world, zaoxi);
    const secretary = await buildStaff(world, "village_secretary", zaoxi);
    const [before, between] = [await buildCase(world, villager, zaoxi, quick), await buildCase(world, villager, zaoxi, quick)];
    await takeToDone(world, secretary, before);
    await takeToDone(world, secretary, between);
    await world.settle();
    await mergeArea(world.deps, admin, zaoxi, zhangwang, "行政村规模调整");
    // This one moves before its row has followed the merge, the other after.
    await rateCase(world.deps, villager, between, "dispute", { grade: "dissatisfied", tags: [] });
    await world.settle();
    asSupervisor = await signIn(world, supervisor);
    await expectSameAsByHand();
    await rateCase(world.deps, villager, before, "dispute", { grade: "dissatisfied", tags: [] });
    await world.settle();
    await expectSameAsByHand();
    const { body } = await ask(zhangwang, always);
    expect(body.byArea.map((part: { area: { name: string } }) => part.area.name)).toEqual(["枣溪村"]);
    expect(body.total.submitted).toBeGreaterThan(body.byArea[0].figures.submitted);
  });
});

describe("figures that miss something", () => {
  it("say since when, to those whose area it is", async () => {
    const { xikouVillage, donghua, county } = world.areas;
    expect((await ask(county, always)).body.incompleteSince).toBeNull();
    const at = world.clock.now();
    const appended = await inTransaction(world.deps.db, () =>
      world.deps.journal.append(system("test"), { kind: "case.started", subject: { kind: "case", id: 999_999, publicId: "nowhere" }, areaId: xikouVillage.id }),
    );
    await world.settle();
    world.clock.advance(60_000);
    expect((await ask(county, always)).body.incompleteSince).toBe(at);
    expect((await ask(donghua, always)).body.incompleteSince).toBeNull();
    await world.deps.db.change(sql`DELETE FROM reader_holds WHERE reader = 'statistics'`);
    expect(appended.id).toBeGreaterThan(0);
  });

  it("say so when the reader is more than five minutes behind", async () => {
    const at = world.clock.now();
    await buildCase(world, await buildVillager(world, world.areas.zhangwang), world.areas.zhangwang);
    world.clock.advance(4 * 60_000);
    expect((await ask(world.areas.county, always)).body.incompleteSince).toBeNull();
    world.clock.advance(2 * 60_000);
    expect((await ask(world.areas.county, always)).body.incompleteSince).toBe(at);
    await world.settle();
    expect((await ask(world.areas.county, always)).body.incompleteSince).toBeNull();
  });
});

describe("the question for figures", () => {
  it("without an area is for where the right is held", async () => {
    const secretary = await signIn(world, await buildStaff(world, "village_secretary", world.areas.xikouVillage));
    const answer = await api.get(`/figures/cases?from=${always.from}&to=${always.to}`, secretary);
    expect([answer.status, answer.body.area.name, answer.body.byArea]).toEqual([200, "溪口村", []]);
  });

  it("is refused without a session, without the right, and beyond where it is held", async () => {
    const { county, xikouVillage } = world.areas;
    expect((await ask(county, always, {})).body.code).toBe("session.missing");
    const villager = await signIn(world, await buildVillager(world, xikouVillage));
    expect((await ask(county, always, villager)).body.code).toBe("session.wrong_capacity");
    const worker = await signIn(world, await buildStaff(world, "grid_worker", xikouVillage));
    expect((await ask(xikouVillage, always, worker)).body.code).toBe("access.denied");
    const secretary = await signIn(world, await buildStaff(world, "village_secretary", xikouVillage));
    expect((await ask(county, always, secretary)).body.code).toBe("access.denied");
  });

  it.each([
    ["no such area", "areaId=nothing-here&from=2026-11-01&to=2026-11-30", 404, "area.not_found"],
    ["an end before its beginning", "from=2026-11-30&to=2026-11-01", 400, "request.invalid"],
    ["no period", "", 400, "request.invalid"],
    ["a day that is none", "from=2026-02-30&to=2026-11-01", 400, "request.invalid"],
    ["a field that is none", "from=2026-11-01&to=2026-11-30&sate=1", 400, "request.invalid"],
  ])("is refused for %s", async (_, query, status, code) => {
    const answer = await api.get(`/figures/cases?${query}`, asSupervisor);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
