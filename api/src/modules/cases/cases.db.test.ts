import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildStaff } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import type { TestApi } from "../../testing/start-api.ts";
import type { World } from "../../testing/world.ts";
import { anonymous, type StaffActor, type VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { sql } from "../../kernel/sql.ts";
import { buildCase, buildPhoto, caseOrder } from "./testing/build-case.ts";
import { newKey, openCaseVillage, type CaseVillage } from "./testing/case-village.ts";

let world: World;
let api: TestApi;
let secretary: StaffActor;
let wu: VillagerActor;
let as: CaseVillage["as"];
let village: CaseVillage;
const submit: CaseVillage["submit"] = (headers, overrides) => village.submit(headers, overrides);
const finish: CaseVillage["finish"] = (caseId) => village.finish(caseId);

beforeAll(async () => {
  village = await openCaseVillage();
  ({ world, api, secretary, wu, as } = village);
});
// A minute between tests, so that one test's submissions are not counted against the next one's rate limit.
beforeEach(() => world.clock.advance(61_000));
afterAll(() => village.close());

describe("the founding story", () => {
  it("runs from a photo to the reporter's word, with the whole of it on the timeline", async () => {
    const photo = await buildPhoto(world);
    const submitted = await submit(as.wu, { photos: [photo] });
    expect(submitted.status).toBe(200);
    const { id, dueAt, submittedAt } = submitted.body.case;
    // Three working days from Monday morning: Thursday at midnight.
    expect(new Date(dueAt).toISOString()).toBe("2026-11-26T16:00:00.000Z");
    expect(submitted.body.followCode).toBeNull();
    world.clock.advance(3_600_000);
    await finish(id);
    const confirmed = await api.post(`/cases/${id}/confirm`, { grade: "very_satisfied", tags: ["办得快"] }, as.wu);
    expect(confirmed.status).toBe(200);
    expect(confirmed.body.state).toBe("confirmed");
    expect(confirmed.body.timeline.map((entry: { kind: string }) => entry.kind)).toEqual([
      "case.submitted",
      "case.accepted",
      "case.assigned",
      "case.started",
      "case.finished",
      "case.confirmed",
    ]);
    expect(confirmed.body.submittedAt).toBe(submittedAt);
    expect(confirmed.body.afterPhotos).toHaveLength(1);
  });

  it("goes back to work when the reporter disputes, and the whole-case clock does not begin again", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    await finish(id);
    const before = await api.get(`/cases/${id}`, as.wu);
    const disputed = await api.post(`/cases/${id}/dispute`, { grade: "very_dissatisfied", tags: ["根本没办"], words: "泥还在" }, as.wu);
    expect([disputed.status, disputed.body.state, disputed.body.disputeCount]).toEqual([200, "disputed", 1]);
    expect(disputed.body.dueAt).toBe(before.body.dueAt);
    const again = await api.post(`/cases/${id}/start`, { seenState: "disputed" }, as.secretary);
    expect(again.body.state).toBe("in_progress");
  });

  it("becomes unconfirmed by silence, and a late answer still counts and is shown as late", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    await finish(id);
    await world.settle();
    expect((await api.get(`/cases/${id}`, as.wu)).body.state).toBe("done_pending");
    const now = world.clock.now();
    world.clock.advance(16 * 24 * 3_600_000);
    await world.settle();
    const fresh = { ...as, wu: await signIn(world, wu) };
    expect((await api.get(`/cases/${id}`, fresh.wu)).body.state).toBe("unconfirmed");
    const late = await api.post(`/cases/${id}/confirm`, { grade: "satisfied", tags: [] }, fresh.wu);
    expect([late.body.state, late.body.rating.isLate]).toEqual(["confirmed", true]);
    world.clock.set(now);
  });
});

describe("an anonymous report", () => {
  it("is followed and confirmed by its code, and keeps no tie to the session it came by", async () => {
    const { body } = await submit(as.wu, { isAnonymous: true });
    const row = await world.deps.db.selectOne<{ account_id: number | null }>(sql`SELECT account_id FROM cases WHERE public_id = ${body.case.id}`);
    expect(row?.account_id).toBeNull();
    const entries = await world.deps.db.select<{ actor_kind: string; actor_id: number | null }>(sql`
      SELECT actor_kind, actor_id FROM journal WHERE subject_public_id = ${body.case.id}`);
    expect(entries).toEqual([{ actor_kind: "anonymous", actor_id: null }]);
    const keys = await world.deps.db.select<{ scope: string }>(sql`SELECT scope FROM idempotency_keys WHERE subject = ${body.case.id}`);
    expect(keys).toEqual([{ scope: "anonymous" }]);
    const typed = body.followCode.toLowerCase().replaceAll("-", " ");
    expect((await api.post("/cases/follow", { followCode: typed })).body.id).toBe(body.case.id);
    await finish(body.case.id);
    expect((await api.post(`/cases/${body.case.id}/confirm`, { grade: "satisfied", tags: [] }, as.wu)).body.code).toBe("case.not_yours");
    const confirmed = await api.post(`/cases/${body.case.id}/confirm`, { grade: "satisfied", tags: [], followCode: typed });
    expect(confirmed.body.state).toBe("confirmed");
  });

  it("answers a wrong code as if there were no such case", async () => {
    const answer = await api.post("/cases/follow", { followCode: "AAAAA-AAAAA-AAAAA-AAAAA" });
    expect([answer.status, answer.body.code]).toEqual([404, "case.follow_code_wrong"]);
  });
});

describe("the same form sent again", () => {
  it("makes one case and gives the same answer, code included", async () => {
    const order = caseOrder(world.areas.xikouVillage, { isAnonymous: true });
    const headers = newKey();
    const [first, second] = [await api.post("/cases", order, headers), await api.post("/cases", order, headers)];
    expect(second.body).toEqual(first.body);
  });

  it("makes one case of twenty at once", async () => {
    const order = caseOrder(world.areas.xikouVillage, { text: "同一份表单按了很多下" });
    const headers = { ...newKey(), ...as.wu };
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.post("/cases", order, headers)));
    expect(answers.every((answer) => answer.status === 200 || answer.body.code === "request.in_flight")).toBe(true);
    const [{ n } = { n: 0 }] = await world.deps.db.select<{ n: number }>(sql`SELECT COUNT(*) AS n FROM cases WHERE text = ${order.text}`);
    expect(n).toBe(1);
  });

  it("is refused with another body, and without a key", async () => {
    const headers = { ...newKey(), ...as.wu };
    await api.post("/cases", caseOrder(world.areas.xikouVillage), headers);
    const other = await api.post("/cases", caseOrder(world.areas.xikouVillage, { text: "另一件事" }), headers);
    expect([other.status, other.body.code]).toEqual([422, "request.idempotency_key_reused"]);
    expect((await api.post("/cases", caseOrder(world.areas.xikouVillage), as.wu)).body.code).toBe("request.idempotency_key_missing");
  });
});

describe("a hidden case", () => {
  it("answers exactly like a missing one, to everybody who may not see it", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: true });
    const without = (body: { requestId: string }) => ({ ...body, requestId: "" });
    for (const headers of [{}, as.neighbour, as.other]) {
      const [hidden, missing] = [await api.get(`/cases/${id}`, headers), await api.get(`/cases/${randomId()}`, headers)];
      expect(hidden.status).toBe(404);
      expect(without(hidden.body)).toEqual(without(missing.body));
    }
    const [hidden, missing] = [
      await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, as.other),
      await api.post(`/cases/${randomId()}/accept`, { seenState: "submitted" }, as.other),
    ];
    expect(without(hidden.body)).toEqual(without(missing.body));
    expect((await api.get(`/cases/${id}`, as.secretary)).status).toBe(200);
    expect((await api.get(`/cases/${id}`, as.wu)).status).toBe(200);
  });

  it("is in no list but those of its own people", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: true });
    const ids = async (path: string, headers = {}) => (await api.get(path, headers)).body.rows.map((row: { id: string }) => row.id);
    expect(await ids(`/villages/${world.areas.xikouVillage.publicId}/cases`)).not.toContain(id);
    expect(await ids("/cases", as.other)).not.toContain(id);
    expect(await ids("/cases", as.secretary)).toContain(id);
    expect(await ids("/cases/mine", as.wu)).toContain(id);
  });

  it("shows strangers of a public case neither words nor photos before a release", async () => {
    const photo = await buildPhoto(world);
    const id = await buildCase(world, wu, world.areas.xikouVillage, { photos: [photo] });
    const before = (await api.get(`/cases/${id}`, as.neighbour)).body;
    expect([before.text, before.excerpt, before.photos, before.cover, before.reporter.name]).toEqual(["", "", [], null, "村民"]);
    const released = await api.post(`/cases/${id}/release`, { text: "村道拐弯处有黄泥", photoIds: [photo.id] }, as.secretary);
    expect(released.status).toBe(200);
    const after = (await api.get(`/cases/${id}`, as.neighbour)).body;
    expect([after.text, after.photos.length]).toEqual(["村道拐弯处有黄泥", 1]);
    expect((await api.get(`/cases/${id}`, as.wu)).body.text).toContain("一堆黄泥");
  });
});

describe("steps", () => {
  it("give one winner when two accept at once, and tell the other who it was", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    const second = await signIn(world, await buildStaff(world, "village_editor", world.areas.xikouVillage, "文书"));
    const answers = await Promise.all([as.secretary, second].map((headers) => api.post(`/cases/${id}/accept`, { seenState: "submitted" }, headers)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    const loser = answers.find((answer) => answer.status === 409);
    expect(loser?.body.code).toBe("case.taken");
    expect(["袁平华", "文书"]).toContain(loser?.body.facts.by);
  });

  it.each([
    ["a stale state", { seenState: "assigned" }, 409, "case.wrong_state"],
    ["an unknown field", { seenState: "submitted", sate: 1 }, 400, "request.invalid"],
    ["a wrong type", { seenState: 5 }, 400, "request.invalid"],
    ["a category of another county", { seenState: "submitted", categoryCode: "camels" }, 400, "case.category_unknown"],
  ])("are refused for %s, and nothing is half done", async (_, body, status, code) => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    const answer = await api.post(`/cases/${id}/accept`, body, as.secretary);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect((await api.get(`/cases/${id}`, as.secretary)).body.state).toBe("submitted");
  });

  it("need a session, and the right to them", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    expect((await api.post(`/cases/${id}/accept`, { seenState: "submitted" })).body.code).toBe("session.missing");
    expect((await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, as.wu)).body.code).toBe("session.wrong_capacity");
    const watcher = await signIn(world, await buildStaff(world, "supervisory_committee", world.areas.xikouVillage, "监委"));
    expect((await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, watcher)).body.code).toBe("access.denied");
  });

  it("want an after-photo where the category says so", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, as.secretary);
    await api.post(`/cases/${id}/assign`, { seenState: "accepted", assigneeId: secretary.publicId }, as.secretary);
    await api.post(`/cases/${id}/start`, { seenState: "assigned" }, as.secretary);
    const answer = await api.post(`/cases/${id}/finish`, { seenState: "in_progress", outcome: "办好了", afterPhotos: [] }, as.secretary);
    expect(answer.body.code).toBe("case.after_photo_needed");
  });

  it("write one entry each, sealed for a private case", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: true });
    await api.post(`/cases/${id}/decline`, { seenState: "submitted", reasonCode: "court", reason: "已在法院" }, as.secretary);
    const entries = await world.deps.db.select<{ kind: string; is_sealed: number }>(sql`
      SELECT kind, is_sealed FROM journal WHERE subject_public_id = ${id} ORDER BY id`);
    expect(entries).toEqual([
      { kind: "case.submitted", is_sealed: 1 },
      { kind: "case.declined", is_sealed: 1 },
    ]);
  });
});

describe("a report is refused", () => {
  it.each([
    ["when empty", { text: "" }, 400, "case.empty"],
    ["when over-long", { text: "长".repeat(1001) }, 400, "request.invalid"],
    ["with a hundred photos", { photos: Array.from({ length: 100 }, () => ({ id: randomId(), claim: randomId() })) }, 400, "request.invalid"],
    ["with a point outside the county", { point: { lng: 120.15, lat: 30.28, system: "gcj02" as const } }, 400, "case.point_outside"],
    ["with a category of another county", { categoryCode: "camels" }, 400, "case.category_unknown"],
    ["with a village that is none", { villageId: randomId() }, 404, "area.not_found"],
    ["with a photo of somebody else", { photos: [{ id: randomId(), claim: randomId() }] }, 404, "file.not_found"],
  ])("%s", async (_, overrides, status, code) => {
    const answer = await submit(as.wu, overrides);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it("with a photo that is used already", async () => {
    const photo = await buildPhoto(world);
    await submit(as.wu, { photos: [photo] });
    expect((await submit(as.wu, { photos: [photo] })).body.code).toBe("file.in_use");
  });

  it("as malformed JSON, and as what is no JSON at all", async () => {
    expect((await api.post("/cases", '{"door":', { ...newKey(), ...as.wu })).body.code).toBe("request.malformed");
    expect((await api.post("/cases", "x=1", { ...newKey(), ...as.wu, "content-type": "text/plain" })).body.code).toBe("request.unsupported_type");
  });
});

describe("a declined case", () => {
  it("stays between the two sides", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    await api.post(`/cases/${id}/decline`, { seenState: "submitted", reasonCode: "court", reason: "已在法院" }, as.secretary);
    expect([(await api.get(`/cases/${id}`, as.neighbour)).status, (await api.get(`/cases/${id}`, as.wu)).status]).toEqual([404, 200]);
  });
});

describe("lists", () => {
  it("page without losing or repeating a row, whoever asks", async () => {
    for (let index = 0; index < 7; index += 1) {
      world.clock.advance(index % 2);
      await buildCase(world, anonymous, world.areas.zhangwang, { isAnonymous: true });
    }
    for (const [path, headers] of [[`/villages/${world.areas.zhangwang.publicId}/cases`, {}], ["/cases", as.other], ["/work/cases?filter=untaken", as.other]] as const) {
      const seen: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const joint = path.includes("?") ? "&" : "?";
        const page: { body: { rows: { id: string }[]; next: string | null } } = await api.get(`${path}${joint}size=3${cursor ? `&cursor=${cursor}` : ""}`, headers);
        seen.push(...page.body.rows.map((row) => row.id));
        cursor = page.body.next;
      }
      expect(seen).toHaveLength(7);
      expect(new Set(seen).size).toBe(7);
    }
  });

  it("are searched by words and by number, whatever is typed", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage, { text: "古樟树下有100%危险的断枝_请看" });
    const { number } = (await api.get(`/cases/${id}`, as.secretary)).body;
    const found = async (q: string) => (await api.get(`/cases?q=${encodeURIComponent(q)}`, as.secretary)).body.rows.map((row: { id: string }) => row.id);
    for (const q of ["樟树", number, "100%", "断枝_请"]) {
      expect(await found(q)).toContain(id);
    }
    expect(await found("%断枝%")).not.toContain(id);
    expect((await api.get(`/cases?categoryCode=${encodeURIComponent("道路")}`, as.secretary)).body.rows).toEqual([]);
  });

  it("refuse a forged cursor", async () => {
    expect((await api.get("/cases?cursor=AAAA", as.other)).body.fields[0].path).toBe("cursor");
  });

  it("count what waits", async () => {
    expect((await api.get("/work/counts", as.other)).body).toEqual({ mine: 0, untaken: 7, late: 0 });
  });
});

describe("a village that is merged into another", () => {
  it("brings its cases along: in the other's public list, and to its staff", async () => {
    const id = await buildCase(world, wu, world.areas.zaoxi);
    const administrator = await signIn(world, await buildStaff(world, "system_admin", world.areas.county, "管理员"));
    const merged = await api.post(`/areas/${world.areas.zaoxi.publicId}/merge`, { intoId: world.areas.xikouVillage.publicId, reason: "并村" }, administrator);
    expect(merged.status).toBe(200);
    await world.settle();
    const ids = async (path: string, headers = {}) => (await api.get(path, headers)).body.rows.map((row: { id: string }) => row.id);
    expect(await ids(`/villages/${world.areas.xikouVillage.publicId}/cases`)).toContain(id);
    expect(await ids("/cases", as.secretary)).toContain(id);
    expect((await api.get(`/cases/${id}`, as.secretary)).body.may).toContain("accept");
  });
});
