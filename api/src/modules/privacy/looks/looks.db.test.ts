import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../../sql/seed/invent-person.ts";
import type { VillagerActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { system } from "../../../kernel/actor.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { putRoll, rollCsv } from "../../organisation/testing/build-roll.ts";

type Headers = Record<string, string>;

let world: World;
let api: TestApi;
let wu: VillagerActor;
/** 李四, of whom a sealed matter may tell: a person on the roll with an account of his own. */
let accused: VillagerActor;
let as: Record<"wu" | "accused" | "secretary" | "mediator" | "editor" | "otherSecretary" | "desk" | "officer", Headers>;
let accusedPerson: string;
let wuPerson: string;

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  const { county, xikou, xikouVillage, zhangwang } = world.areas;
  await putRoll(world, api, await buildStaff(world, "township_window_services", xikou), xikouVillage, rollCsv(0, 10));
  wu = await buildVillager(world, xikouVillage);
  accused = await buildVillager(world, xikouVillage, "李四");
  [wuPerson, accusedPerson] = [await claim(wu, 0), await claim(accused, 1)];
  const staff = async (role: string, area = xikouVillage, name = role) => signIn(world, await buildStaff(world, role, area, name));
  as = {
    wu: await signIn(world, wu),
    accused: await signIn(world, accused),
    secretary: await staff("village_secretary", xikouVillage, "袁平华"),
    mediator: await staff("mediator", xikouVillage, "调解员"),
    editor: await staff("village_editor"),
    otherSecretary: await staff("village_secretary", zhangwang),
    desk: await staff("discipline_desk", county, "受理岗"),
    officer: await staff("data_protection_officer", county, "保护负责人"),
  };
});
beforeEach(() => world.clock.advance(61_000));
afterAll(async () => {
  await api.close();
  await world.close();
});

/** Says that an account is a person on the roll, as an approved claim leaves it. */
async function claim(villager: VillagerActor, seed: number): Promise<string> {
  const { db, blindIndex, journal } = world.deps;
  const person = await db.selectOne<{ id: number; public_id: string }>(sql`
    SELECT id, public_id FROM people WHERE identity_index = ${blindIndex.identity(inventPerson(seed).identityNumber)}`);
  await inTransaction(db, async () => {
    await db.change(sql`UPDATE accounts SET person_id = ${person?.id ?? 0} WHERE id = ${villager.accountId}`);
    await journal.append(system("test"), { kind: "account.created", subject: { kind: "account", id: villager.accountId, publicId: villager.publicId }, areaId: null });
  });
  return person?.public_id ?? "";
}

const show = (person: string, headers: Headers, body: object = {}) => api.post(`/people/${person}/show`, { field: "identity", reason: "核对办证材料", ...body }, headers);
const looks = async (headers: Headers) => (await api.get("/me/looks?size=100", headers)).body.rows as { id: string; at: number; who: string; role: string; what: string; why: string | null }[];
const withheld = async (headers: Headers) => (await api.get("/looks/withheld?size=100", headers)).body.rows as { id: string; who: string; what: string; mayRelease: boolean }[];
const entries = (kind: string) => world.deps.db.select<{ id: number; is_sealed: number; area_id: number | null }>(sql`SELECT id, is_sealed, area_id FROM journal WHERE kind = ${kind} ORDER BY id`);
const privateCase = (reporter: VillagerActor) => buildCase(world, reporter, world.areas.xikouVillage, { text: "村干部李四多占了宅基地", isPrivate: true });

describe("who looked at my data", () => {
  it("tells who, in which role, what, why and when, and nothing to anybody else", async () => {
    const [mine, others] = [await looks(as.wu), await looks(as.accused)];
    await show(wuPerson, as.secretary);
    const [newest, ...before] = await looks(as.wu);
    expect(newest).toEqual({ id: expect.any(String), at: world.clock.now(), who: "袁平华", role: "村党组织书记", what: "看了您的完整证件号", why: "核对办证材料" });
    expect(before).toEqual(mine);
    expect(await looks(as.accused)).toEqual(others);
  });

  it("turns pages without losing or repeating a look", async () => {
    for (let index = 0; index < 4; index += 1) {
      world.clock.advance(1000);
      await show(wuPerson, as.secretary, { field: "phone" });
    }
    const whole = (await looks(as.wu)).map((row) => row.id);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await api.get(`/me/looks?size=2${cursor ? `&cursor=${cursor}` : ""}`, as.wu);
      paged.push(...body.rows.map((row: { id: string }) => row.id));
      cursor = body.next;
    }
    expect(paged).toEqual(whole);
    expect(new Set(paged).size).toBe(paged.length);
  });

  it("is asked in a villager's session only", async () => {
    expect((await api.get("/me/looks")).status).toBe(401);
    expect((await api.get("/me/looks", as.secretary)).body.code).toBe("session.wrong_capacity");
  });
});

describe("opening a private case", () => {
  it("is an entry before the answer, sealed, and its reporter finds it", async () => {
    const caseId = await privateCase(wu);
    const before = (await entries("case.private_viewed")).length;
    const answer = await api.get(`/cases/${caseId}`, as.mediator);
    expect(answer.body.text).toContain("宅基地");
    const noted = await entries("case.private_viewed");
    expect([noted.length - before, noted.at(-1)?.is_sealed]).toEqual([1, 1]);
    const [newest] = await looks(as.wu);
    expect([newest?.who, newest?.role, newest?.what, newest?.why]).toEqual(["调解员", "人民调解员", `打开了您的不公开诉求（编号 ${answer.body.number}）`, null]);
  });

  it("is one look an hour for each person, however often the page is loaded, even at once", async () => {
    const caseId = await privateCase(wu);
    const before = (await entries("case.private_viewed")).length;
    await Promise.all(Array.from({ length: 5 }, () => api.get(`/cases/${caseId}`, as.mediator)));
    await api.get(`/cases/${caseId}`, as.mediator);
    expect((await entries("case.private_viewed")).length - before).toBe(1);
    await api.get(`/cases/${caseId}`, as.secretary);
    expect((await entries("case.private_viewed")).length - before).toBe(2);
    world.clock.advance(3_600_001);
    await api.get(`/cases/${caseId}`, as.mediator);
    expect((await entries("case.private_viewed")).length - before).toBe(3);
  });

  it("is no look for its reporter, in a list, by a step, or for a case that is public", async () => {
    const [caseId, open] = [await privateCase(wu), await buildCase(world, wu, world.areas.xikouVillage)];
    const before = (await entries("case.private_viewed")).length;
    await api.get(`/cases/${caseId}`, as.wu);
    await api.get("/work/cases?filter=all_open", as.secretary);
    await api.get("/cases?size=50", as.secretary);
    expect((await api.post(`/cases/${caseId}/accept`, { seenState: "submitted" }, as.secretary)).status).toBe(200);
    await api.get(`/cases/${open}`, as.secretary);
    expect((await api.get(`/cases/${caseId}`, as.otherSecretary)).status).toBe(404);
    expect((await entries("case.private_viewed")).length).toBe(before);
  });

  it("is the only way to its words: lists show none, and no search finds it by them", async () => {
    const caseId = await privateCase(wu);
    const rows = (await api.get("/cases?size=50", as.secretary)).body.rows as { id: string; number: string; excerpt: string; cover: string | null }[];
    const listed = rows.find((row) => row.id === caseId);
    expect([listed?.excerpt, listed?.cover]).toEqual(["（内容不在列表里显示，请点开查看）", null]);
    const found = async (q: string) => ((await api.get(`/cases?size=50&q=${encodeURIComponent(q)}`, as.secretary)).body.rows as { id: string }[]).some((row) => row.id === caseId);
    expect([await found("宅基地"), await found(listed?.number ?? "")]).toEqual([false, true]);
  });

  it("by the journal viewer is a look as well", async () => {
    const { db, journal } = world.deps;
    const both = await buildStaff(world, "supervisory_committee", world.areas.xikouVillage, "兼任的人");
    await inTransaction(db, async () => {
      await db.change(sql`
        INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on)
        VALUES (${randomId()}, ${both.staffId}, 'mediator', ${world.areas.xikouVillage.id}, ${world.areas.xikouVillage.path}, '2026-01-01')`);
      await journal.append(system("test"), { kind: "appointment.given", subject: { kind: "staff", id: both.staffId, publicId: both.publicId }, areaId: null });
    });
    const caseId = await privateCase(wu);
    await api.get(`/journal?subjectId=${caseId}`, await signIn(world, both));
    const [newest] = await looks(as.wu);
    expect([newest?.who, newest?.what]).toEqual(["兼任的人", "在留痕里看了您的密件"]);
  });
});

describe("a look made for a sealed matter", () => {
  it("tells the person looked at nothing, until the desk releases it", async () => {
    const matter = await privateCase(wu);
    const before = await api.get("/me/looks?size=100", as.accused);
    expect((await show(accusedPerson, as.secretary, { caseId: matter })).status).toBe(200);
    expect((await api.get("/me/looks?size=100", as.accused)).body).toEqual(before.body);
    const [kept] = await withheld(as.desk);
    expect(kept).toMatchObject({ who: "袁平华", what: "看了一个人的完整证件号", mayRelease: true });

    expect((await api.post(`/looks/${kept?.id}/release`, { reason: "调查已经结束" }, as.desk)).body).toEqual({ done: true });
    const [newest] = await looks(as.accused);
    expect([newest?.id, newest?.what, newest?.why]).toEqual([kept?.id, "看了您的完整证件号", "核对办证材料"]);
    expect((await withheld(as.desk)).map((row) => row.id)).not.toContain(kept?.id);
    expect((await entries("look.released")).at(-1)).toMatchObject({ is_sealed: 1, area_id: null });
  });

  it("stands in no list of the journal, where the person himself may be the one who reads", async () => {
    await show(accusedPerson, as.secretary, { caseId: await privateCase(wu) });
    expect((await entries("person.shown")).at(-1)).toMatchObject({ is_sealed: 1, area_id: null });
  });

  it("is known to the data-protection officer, who learns not whom it is about and cannot release it", async () => {
    await show(accusedPerson, as.secretary, { caseId: await privateCase(wu) });
    const [kept] = await withheld(as.officer);
    expect([kept?.who, kept?.mayRelease]).toEqual(["袁平华", false]);
    expect(JSON.stringify(kept)).not.toMatch(new RegExp(`李四|${inventPerson(1).name}|${accusedPerson}|${inventPerson(1).identityNumber}`));
    expect((await api.post(`/looks/${kept?.id}/release`, { reason: "我想放行" }, as.officer)).body.code).toBe("access.denied");
    expect((await api.get("/looks/withheld", as.secretary)).body.code).toBe("access.denied");
  });

  it("is told at once where it concerns its reporter, or where the case is public", async () => {
    await show(wuPerson, as.secretary, { caseId: await privateCase(wu), field: "phone" });
    expect((await looks(as.wu))[0]?.what).toBe("看了您的完整手机号");
    await show(accusedPerson, as.secretary, { caseId: await buildCase(world, wu, world.areas.xikouVillage) });
    expect((await looks(as.accused))[0]?.at).toBe(world.clock.now());
  });

  it("needs a case that the looker may see at work, hidden and missing alike", async () => {
    const foreign = await buildCase(world, wu, world.areas.zhangwang, { isPrivate: true });
    const [hidden, missing] = [await show(wuPerson, as.secretary, { caseId: foreign }), await show(wuPerson, as.secretary, { caseId: randomId() })];
    expect({ ...hidden.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    expect([hidden.status, hidden.body.code]).toEqual([404, "case.not_found"]);
  });

  it("is released once, and one that was never kept back is as good as missing", async () => {
    await show(accusedPerson, as.secretary, { caseId: await privateCase(wu) });
    const kept = (await withheld(as.desk))[0]?.id;
    const release = (id: string | undefined) => api.post(`/looks/${id}/release`, { reason: "调查已经结束" }, as.desk);
    const answers = await Promise.all([release(kept), release(kept)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404]);
    const [told] = await looks(as.wu);
    expect((await release(told?.id)).body.code).toBe("look.not_found");
    expect((await release(randomId())).body.code).toBe("look.not_found");
  });
});
