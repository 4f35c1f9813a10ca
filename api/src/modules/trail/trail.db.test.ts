import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffActor, VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { system } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { appendTest } from "../../kernel/journal/testing/append-tests.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { acceptCase } from "../cases/commands/accept-case.ts";
import { buildCase } from "../cases/testing/build-case.ts";
import { mergeArea } from "../organisation/commands/merge-area.ts";

type Headers = Record<string, string>;
interface Row {
  readonly id: string;
  readonly kind: string;
  readonly position: number | null;
  readonly actor: string;
  readonly role: string | null;
  readonly area: { readonly name: string } | null;
  readonly subjectId: string;
  readonly isSealed: boolean;
  readonly details: readonly { readonly field: string; readonly value: string }[];
}

let world: World;
let api: TestApi;
let secretary: StaffActor;
let wu: VillagerActor;
let auditor: Headers;
/** Of the supervisory committee of 溪口村. */
let watcher: Headers;
let admin: Headers;
/** The same, and mediator of the village besides: he may read private cases there. */
let both: Headers;
let open: string;
let sealed: string;

const words = "村道拐弯处堆了一堆黄泥，看不到对面来车";

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  const { xikouVillage, zhangwang, county } = world.areas;
  secretary = await buildStaff(world, "village_secretary", xikouVillage, "袁平华");
  wu = await buildVillager(world, xikouVillage);
  auditor = await signIn(world, await buildStaff(world, "auditor", county, "审计员"));
  admin = await signIn(world, await buildStaff(world, "system_admin", county, "管理员"));
  watcher = await signIn(world, await buildStaff(world, "supervisory_committee", xikouVillage, "监委"));
  both = await signIn(world, await withSecondRole(await buildStaff(world, "supervisory_committee", xikouVillage, "兼任的人"), "mediator"));
  open = await buildCase(world, wu, xikouVillage, { text: words });
  await acceptCase(world.deps, secretary, open, { seenState: "submitted", note: "马上去看" });
  sealed = await buildCase(world, wu, xikouVillage, { text: words, isPrivate: true });
  await acceptCase(world.deps, secretary, sealed, { seenState: "submitted" });
  await buildCase(world, await buildVillager(world, zhangwang), zhangwang);
  await world.settle();
});
beforeEach(() => world.clock.advance(1_000));
afterAll(async () => {
  await api.close();
  await world.close();
});

async function withSecondRole(staff: StaffActor, role: string): Promise<StaffActor> {
  const { db, journal } = world.deps;
  const { xikouVillage } = world.areas;
  await inTransaction(db, async () => {
    await db.change(sql`
      INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on)
      VALUES (${randomId()}, ${staff.staffId}, ${role}, ${xikouVillage.id}, ${xikouVillage.path}, '2026-01-01')`);
    await journal.append(system("test"), { kind: "appointment.given", subject: { kind: "staff", id: staff.staffId, publicId: staff.publicId }, areaId: xikouVillage.id });
  });
  return staff;
}

const list = async (headers: Headers, query = ""): Promise<Row[]> => (await api.get(`/journal?size=100&${query}`, headers)).body.rows;
const kinds = (rows: readonly Row[]): string[] => rows.map((row) => row.kind);
const looks = async () => (await world.deps.db.select(sql`SELECT id FROM journal WHERE kind = 'journal.sealed_viewed'`)).length;

describe("the journal viewer", () => {
  it("shows who did what where and when, newest first, and no position that would count the sealed ones", async () => {
    const rows = await list(watcher, `subjectId=${open}`);
    expect(kinds(rows)).toEqual(["case.accepted", "case.submitted"]);
    expect(rows[0]).toEqual({
      id: expect.any(String),
      position: null,
      at: expect.any(Number),
      kind: "case.accepted",
      title: "受理诉求",
      subjectKind: "case",
      subjectId: open,
      actor: "袁平华",
      role: "村党组织书记",
      area: { id: world.areas.xikouVillage.publicId, name: "溪口村", kind: "village" },
      isSealed: false,
      details: [{ field: "说明", value: "马上去看" }],
    });
  });

  it("shows neither a villager's name nor his words, but to those who may read private cases there", async () => {
    for (const headers of [auditor, watcher]) {
      const [submitted] = (await list(headers, `subjectId=${open}`)).slice(-1);
      expect(submitted?.actor).toBe("村民");
      expect(JSON.stringify(submitted)).not.toMatch(/吴大伯|黄泥/);
      expect(submitted?.details.map(({ field }) => field)).toEqual(["入口", "类别"]);
    }
    const [submitted] = (await list(both, `subjectId=${open}`)).slice(-1);
    expect(submitted?.details).toContainEqual({ field: "反映的内容", value: words });
  });

  it("shows a village its own, and what belongs to no place to the county only", async () => {
    expect(new Set((await list(watcher)).map((row) => row.area?.name))).toEqual(new Set(["溪口村"]));
    expect(kinds(await list(watcher))).not.toContain("session.opened");
    const all = await list(auditor);
    expect(kinds(all)).toContain("session.opened");
    expect(new Set(all.map((row) => row.area?.name))).toEqual(new Set([undefined, "龙游县", "溪口镇", "东华街道", "溪口村", "枣溪村", "张王村"]));
  });

  it("filters by kind, area, subject, staff and days", async () => {
    const { xikouVillage, xikou } = world.areas;
    expect(new Set(kinds(await list(auditor, "kind=case.submitted")))).toEqual(new Set(["case.submitted"]));
    expect(await list(auditor, "kind=case.submitted")).toHaveLength(2);
    expect(kinds(await list(auditor, `areaId=${xikouVillage.publicId}&kind=case.submitted`))).toEqual(["case.submitted"]);
    expect(kinds(await list(auditor, `areaId=${xikou.publicId}&kind=case.submitted`))).toEqual(["case.submitted"]);
    expect(kinds(await list(auditor, `actorId=${secretary.publicId}&kind=case.accepted`))).toEqual(["case.accepted"]);
    expect(await list(auditor, "from=2026-11-24")).toEqual([]);
    expect((await list(auditor, "from=2026-11-23&to=2026-11-23")).length).toBeGreaterThan(5);
    expect(await list(watcher, `areaId=${world.areas.zhangwang.publicId}`)).toEqual([]);
  });

  it("does not gather what a villager did by his account", async () => {
    expect(await list(auditor, `actorId=${wu.publicId}`)).toEqual([]);
  });

  it.each(["auditor", "watcher", "both"])("turns pages without losing or repeating an entry: %s", async (who) => {
    const headers = { auditor, watcher, both }[who] ?? {};
    const whole = (await list(headers)).map((row) => row.id);
    const paged: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const { body } = await api.get(`/journal?size=3${cursor ? `&cursor=${cursor}` : ""}`, headers);
      paged.push(...body.rows.map((row: Row) => row.id));
      ({ next: cursor } = body);
    }
    // Whoever reads sealed entries adds one with each page; those are newer than the list.
    expect(paged.filter((id) => whole.includes(id))).toEqual(whole);
  });

  it("lists every kind in words", async () => {
    const { rows } = (await api.get("/journal/kinds", watcher)).body;
    expect(rows).toContainEqual({ kind: "case.confirmed", title: "反映人确认办好" });
  });
});

describe("a sealed matter", () => {
  it.each([
    ["unfiltered", () => ""],
    ["by its subject", () => `subjectId=${sealed}`],
    ["by kind", () => "kind=case.accepted"],
    ["by whoever handled it", () => `actorId=${secretary.publicId}`],
    ["by its place", () => `areaId=${world.areas.xikouVillage.publicId}`],
    ["by its day", () => "from=2026-11-23&to=2026-11-23"],
  ])("is in no list of those whose it is not: %s", async (_, query) => {
    const before = await looks();
    for (const headers of [auditor, watcher]) {
      const rows = await list(headers, query());
      expect(rows.filter((row) => row.isSealed || row.subjectId === sealed)).toEqual([]);
    }
    expect(await looks()).toBe(before);
  });

  it("answers like a matter that does not exist", async () => {
    const [hidden, missing] = [await api.get(`/journal?subjectId=${sealed}`, watcher), await api.get(`/journal?subjectId=${randomId()}`, watcher)];
    expect(hidden.body).toEqual(missing.body);
  });

  it("is shown whole to those who may read private cases there, and each look is a sealed entry itself", async () => {
    const before = await looks();
    const rows = await list(both, `subjectId=${sealed}`);
    expect(kinds(rows)).toEqual(["case.accepted", "case.submitted"]);
    expect(rows.every((row) => row.isSealed)).toBe(true);
    expect(rows[1]?.details).toContainEqual({ field: "反映的内容", value: words });
    expect(await looks()).toBe(before + 1);
    const look = await world.deps.db.selectOne<{ is_sealed: number }>(sql`SELECT is_sealed FROM journal WHERE kind = 'journal.sealed_viewed' ORDER BY id DESC LIMIT 1`);
    expect(look?.is_sealed).toBe(1);
    expect(kinds(await list(auditor))).not.toContain("journal.sealed_viewed");
  });

  it("is no look when there was nothing sealed to see", async () => {
    const before = await looks();
    await list(both, `subjectId=${open}`);
    expect(await looks()).toBe(before);
  });
});

describe("the question for the journal", () => {
  it("is refused without a session and without the right", async () => {
    expect((await api.get("/journal")).body.code).toBe("session.missing");
    expect((await api.get("/journal", await signIn(world, wu))).body.code).toBe("session.wrong_capacity");
    expect((await api.get("/journal", await signIn(world, secretary))).body.code).toBe("access.denied");
  });

  it.each([
    ["no such area", "areaId=nothing-here", 404, "area.not_found"],
    ["a field that is none", "sate=1", 400, "request.invalid"],
    ["a day that is none", "from=2026-02-30", 400, "request.invalid"],
    ["a forged cursor", "cursor=AAAA", 400, "request.invalid"],
  ])("is refused for %s", async (_, query, status, code) => {
    const answer = await api.get(`/journal?${query}`, auditor);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});

describe("readers", () => {
  const failing = (areaId: number, isSealed: boolean) =>
    inTransaction(world.deps.db, () =>
      world.deps.journal.append(system("test"), { kind: "case.accepted", subject: { kind: "case", id: isSealed ? 900_001 : 900_000, publicId: randomId() }, areaId, isSealed }),
    );
  const health = async () => (await api.get("/readers", admin)).body;
  const messages = async () => (await health()).rows.find((row: { name: string }) => row.name === "messages");

  it("are all listed, with how far they have come", async () => {
    await world.settle();
    const { sealedTo, unsealed, rows } = await health();
    expect([sealedTo > 10, unsealed]).toEqual([true, 0]);
    expect(rows.map((row: { name: string; behind: number }) => [row.name, row.behind])).toEqual(world.composed.readers.map(({ name }) => [name, 0]));
    await failing(world.areas.xikouVillage.id, false);
    expect((await health()).unsealed).toBe(1);
  });

  it("show where one has stopped, and a release lets it be tried again", async () => {
    await world.settle();
    const [hold] = (await messages()).holds;
    expect(hold).toEqual({ id: expect.any(String), subjectKind: "case", position: expect.any(Number), since: world.clock.now(), attempts: 1, error: "an entry tells of a case that does not exist" });
    await world.deps.db.change(sql`UPDATE reader_holds SET attempts = 6, next_attempt_ms = ${Number.MAX_SAFE_INTEGER} WHERE public_id = ${hold.id}`);
    const answer = await api.post(`/readers/holds/${hold.id}/release`, {}, admin);
    expect([answer.status, answer.body]).toEqual([200, { done: true }]);
    const [entry] = await list(auditor, `kind=reader.hold_released&subjectId=${hold.id}`);
    expect([entry?.actor, entry?.role, entry?.details]).toEqual(["管理员", "系统管理员", [{ field: "任务", value: "messages" }]]);
    await world.settle();
    expect((await messages()).holds[0].attempts).toBe(1);
  });

  it("do not say which sealed matter it was, nor when it moved", async () => {
    const { xikouVillage } = world.areas;
    await failing(xikouVillage.id, true);
    await world.settle();
    const hold = (await messages()).holds.find((one: { subjectKind: string }) => one.subjectKind === "sealed");
    expect(hold).toEqual({ id: hold.id, subjectKind: "sealed", position: 0, since: Date.parse("2026-11-23T00:00:00+08:00"), attempts: 1, error: "密件，不显示细节" });
    expect((await api.post(`/readers/holds/${hold.id}/release`, {}, admin)).status).toBe(200);
  });

  it("are nobody's business without the right", async () => {
    expect((await api.get("/readers")).body.code).toBe("session.missing");
    expect((await api.get("/readers", auditor)).body.code).toBe("access.denied");
    expect((await api.post("/readers/holds/nothing-here/release", {}, auditor)).body.code).toBe("access.denied");
  });

  it("refuse to release what is not held", async () => {
    const answer = await api.post("/readers/holds/nothing-here/release", {}, admin);
    expect([answer.status, answer.body.code]).toEqual([404, "reader_hold.not_found"]);
  });

  it("and the state of the record do not count what waits behind a sealed entry of its subject", async () => {
    await world.settle();
    await appendTest(world, 7001, undefined, true);
    await appendTest(world, 7001);
    const counts = async () => [(await health()).unsealed, (await api.get("/trail/state", auditor)).body.unsealed];
    expect(await counts()).toEqual([0, 0]);
    await appendTest(world, 7002);
    expect(await counts()).toEqual([1, 1]);
  });
});

describe("after a merge", () => {
  it("entries of the merged village are in reach of whoever watches the one that took it in", async () => {
    const { zaoxi, xikouVillage, county } = world.areas;
    await buildCase(world, wu, zaoxi);
    expect((await list(watcher)).some((row) => row.area?.name === "枣溪村")).toBe(false);
    await mergeArea(world.deps, await buildStaff(world, "system_admin", county), zaoxi, xikouVillage, "行政村规模调整");
    expect((await list(watcher)).some((row) => row.area?.name === "枣溪村")).toBe(true);
  });
});
