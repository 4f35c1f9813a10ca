import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { startApi, type Answer, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { putRoll, rollCsv } from "../organisation/testing/build-roll.ts";
import { sessionFor } from "./testing/session-for.ts";

type Headers = Record<string, string>;

describe("a claim to a place on the roll", () => {
  let world: World;
  let api: TestApi;
  let clerk: Headers;
  let township: Headers;
  let elsewhere: Headers;
  let worker: Headers;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    const { xikou, donghua, xikouVillage } = world.areas;
    const window = await buildStaff(world, "township_window_services", xikou);
    await putRoll(world, api, window, xikouVillage, rollCsv(0, 24));
    township = await sessionFor(world, window);
    clerk = await sessionFor(world, await buildStaff(world, "village_editor", xikouVillage));
    elsewhere = await sessionFor(world, await buildStaff(world, "township_window_services", donghua));
    worker = await sessionFor(world, await buildStaff(world, "grid_worker", xikouVillage));
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const villager = async (): Promise<Headers> => sessionFor(world, await buildVillager(world, world.areas.xikouVillage, "微信用户"));
  const claim = (headers: Headers, seed: number, changed: Record<string, string> = {}, more: Headers = {}): Promise<Answer> => {
    const { name, identityNumber } = inventPerson(seed);
    return api.post("/account/claims", { villageId: world.areas.xikouVillage.publicId, name, identityNumber, ...changed }, { ...headers, ...more });
  };
  const approve = (claimId: string, headers = clerk) => api.post(`/claims/${claimId}/approve`, {}, headers);
  const refuse = (claimId: string, headers = clerk) => api.post(`/claims/${claimId}/refuse`, { reason: "不是本村人" }, headers);
  const kindsOf = async (claimId: string) =>
    (await world.deps.db.select<{ kind: string; role: string | null }>(sql`SELECT kind, role FROM journal WHERE subject_public_id = ${claimId} ORDER BY id`)).map(
      (row) => [row.kind, row.role],
    );
  const bare = (answer: Answer) => [answer.status, { ...answer.body, requestId: "" }];

  it("is open, masked, and sealed where it lies", async () => {
    const mine = await villager();
    const { status, body } = await claim(mine, 0);
    const { name, identityNumber } = inventPerson(0);
    expect(status).toBe(200);
    expect(body).toEqual({
      id: expect.any(String),
      village: { id: world.areas.xikouVillage.publicId, name: "溪口村", kind: "village" },
      name,
      maskedIdentity: `${identityNumber.slice(0, 6)}********${identityNumber.slice(-4)}`,
      state: "open",
      reason: null,
      createdAt: world.clock.now(),
    });
    expect((await api.get("/account/claims", mine)).body).toEqual({ rows: [body] });
    expect(JSON.stringify(await world.deps.db.select(sql`SELECT * FROM claims`))).not.toContain(identityNumber);
    expect(await kindsOf(body.id)).toEqual([["claim.made", null]]);
  });

  it.each([
    ["a wrong check digit", { identityNumber: inventPerson(1).identityNumber.replace(/.$/, (last) => (last === "0" ? "1" : "0")) }],
    ["a birthday that never was", { identityNumber: "330825199902301239" }],
    ["fifteen digits", { identityNumber: "330825590203123" }],
    ["no name", { name: " " }],
  ])("is refused with %s", async (_, changed) => {
    expect(await claim(await villager(), 1, changed)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("is refused to nobody, to staff and for what is no village", async () => {
    expect((await claim({}, 1)).body.code).toBe("session.missing");
    expect((await claim(clerk, 1)).body.code).toBe("session.wrong_capacity");
    expect((await claim(await villager(), 1, { villageId: world.areas.xikou.publicId })).body.code).toBe("area.not_found");
  });

  it("is one at a time, also of two at once", async () => {
    const mine = await villager();
    const answers = await Promise.all([claim(mine, 1), claim(mine, 1)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await claim(mine, 1)).body.code).toBe("claim.open_already");
  });

  it("sent again with its key is the same claim", async () => {
    const mine = await villager();
    const key = { "idempotency-key": "claim-key-000000000001" };
    const [first, again] = [await claim(mine, 2, {}, key), await claim(mine, 2, {}, key)];
    expect(bare(again)).toEqual(bare(first));
  });

  it("shows the reviewer what the roll says, and nothing more", async () => {
    const { body } = await claim(await villager(), 4);
    const { body: page } = await api.get("/claims?state=open&size=100", clerk);
    const row = page.rows.find((one: { id: string }) => one.id === body.id);
    expect(row).toEqual({
      ...body,
      match: { personId: expect.any(String), name: inventPerson(4).name, householdNumber: inventPerson(4).householdNo, isClaimed: false },
      maskedPhone: null,
    });
    const times = page.rows.map((one: { createdAt: number }) => one.createdAt);
    expect(times).toEqual([...times].sort());
  });

  it("comes in pages that miss nothing", async () => {
    const whole = (await api.get("/claims?size=100", clerk)).body.rows;
    const parts = [];
    let cursor = "";
    do {
      const { body } = await api.get(`/claims?size=2${cursor}`, clerk);
      parts.push(...body.rows);
      cursor = body.next === null ? "" : `&cursor=${encodeURIComponent(body.next)}`;
    } while (cursor !== "");
    expect(parts).toEqual(whole);
  });

  it("is seen by its own village and township only", async () => {
    expect((await api.get("/claims", township)).body.rows.length).toBeGreaterThan(0);
    expect((await api.get("/claims", elsewhere)).body.rows).toEqual([]);
    expect((await api.get(`/claims?areaId=${world.areas.xikouVillage.publicId}`, elsewhere)).body.rows).toEqual([]);
    expect((await api.get(`/claims?areaId=${world.areas.zaoxi.publicId}`, township)).body.rows).toEqual([]);
    expect((await api.get("/claims?areaId=AAAAAAAAAAAAAAAAAAAAAA", township)).body.code).toBe("area.not_found");
    expect((await api.get("/claims", worker)).body.code).toBe("access.denied");
    expect((await api.get("/claims", await villager())).body.code).toBe("session.wrong_capacity");
    expect((await api.get("/claims")).body.code).toBe("session.missing");
  });

  it("approved makes the account stand for the person, under the roll's name", async () => {
    const mine = await villager();
    const { body } = await claim(mine, 8, { name: "写错了的名字" });
    const approved = await approve(body.id);
    expect(approved.status).toBe(200);
    expect(approved.body).toMatchObject({ state: "approved", match: { isClaimed: true } });
    expect((await api.get("/account", mine)).body).toMatchObject({ name: inventPerson(8).name, isOnRoll: true, village: { name: "溪口村" } });
    expect(await kindsOf(body.id)).toEqual([["claim.made", null], ["claim.approved", "village_editor"]]);
    await api.post("/account/village", { villageId: world.areas.zhangwang.publicId }, mine);
    expect((await api.get("/account", mine)).body.isOnRoll).toBe(false);
  });

  it("refused tells the claimant why, and he may claim again", async () => {
    const mine = await villager();
    const { body } = await claim(mine, 9);
    expect((await refuse(body.id)).body).toMatchObject({ state: "refused", reason: "不是本村人" });
    expect((await api.get("/account/claims", mine)).body.rows[0]).toMatchObject({ state: "refused", reason: "不是本村人" });
    expect((await claim(mine, 9)).status).toBe(200);
  });

  it("is decided once, also by two at once", async () => {
    const { body } = await claim(await villager(), 10);
    const answers = await Promise.all([approve(body.id, clerk), approve(body.id, township), refuse(body.id, township)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    expect(answers.filter((answer) => answer.status === 409).map((answer) => answer.body.code)).toEqual(["claim.wrong_state", "claim.wrong_state"]);
  });

  it("to a person that another account stands for is refused, also of two at once", async () => {
    const [one, two] = [(await claim(await villager(), 11)).body.id, (await claim(await villager(), 11)).body.id];
    const answers = await Promise.all([approve(one), approve(two, township)]);
    expect(answers.map((answer) => [answer.status, answer.body.code]).sort()).toEqual([[200, undefined], [409, "claim.person_taken"]]);
  });

  it("to somebody who is on no roll here cannot be approved", async () => {
    const { body } = await claim(await villager(), 400);
    expect(await approve(body.id)).toMatchObject({ status: 404, body: { code: "person.not_found" } });
  });

  it("out of one's area is as good as missing", async () => {
    const { body } = await claim(await villager(), 12);
    expect(bare(await approve(body.id, elsewhere))).toEqual(bare(await approve("AAAAAAAAAAAAAAAAAAAAAA", elsewhere)));
    expect(bare(await refuse(body.id, elsewhere))).toEqual(bare(await refuse("AAAAAAAAAAAAAAAAAAAAAA", elsewhere)));
    expect((await approve(body.id, elsewhere)).body.code).toBe("claim.not_found");
    expect((await approve(body.id, worker)).body.code).toBe("access.denied");
    expect((await api.post(`/claims/${body.id}/refuse`, {}, clerk)).body.code).toBe("request.invalid");
  });
});
