import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { randomId } from "../../../kernel/crypto/random.ts";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type Answer, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { caseOrder } from "../../cases/testing/build-case.ts";
import { buildPhoto } from "../../files/media/testing/build-photo.ts";
import { upload } from "../../files/testing/upload.ts";
import { noteOf } from "./cut.policy.ts";

type Headers = Record<string, string>;

const number = "330825196001010012";
const words = `张阿公（${number}）家门口的路塌了`;
const [note, unlawfulNote] = [noteOf(["个人信息"]), noteOf(["违法信息"])];

let world: World;
let api: TestApi;
let as: Record<"wu" | "secretary" | "editor" | "leader" | "otherLeader" | "supervisor" | "auditor", Headers>;

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  const { county, xikou, donghua, xikouVillage } = world.areas;
  const staff = async (role: string, area: typeof county, name: string) => signIn(world, await buildStaff(world, role, area, name));
  as = {
    wu: await signIn(world, await buildVillager(world, xikouVillage)),
    secretary: await staff("village_secretary", xikouVillage, "袁平华"),
    editor: await staff("village_editor", xikouVillage, "文书"),
    leader: await staff("township_leader", xikou, "溪口领导"),
    otherLeader: await staff("township_leader", donghua, "东华领导"),
    supervisor: await staff("county_supervisor", county, "督办员"),
    auditor: await staff("auditor", county, "审计员"),
  };
});
beforeEach(() => world.clock.advance(61_000));
afterAll(async () => {
  await api.close();
  await world.close();
});

interface Released {
  readonly caseId: string;
  readonly photoId: string;
}

/** A case whose release let an identity number slip through, with a photo. */
async function released(text = words): Promise<Released> {
  const photo = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
  const key = { "idempotency-key": randomId() };
  const made = await api.post("/cases", caseOrder(world.areas.xikouVillage, { text: words, photos: [{ id: photo.id, claim: photo.claim }] }), { ...key, ...as.wu });
  const caseId = made.body.case.id as string;
  const answer = await api.post(`/cases/${caseId}/release`, { text, photoIds: [photo.id] }, { "idempotency-key": randomId(), ...as.secretary });
  if (answer.status !== 200) {
    throw new Error(JSON.stringify(answer.body));
  }
  return { caseId, photoId: photo.id };
}

const wordsPart = (text: string, hidden: string) => ({ kind: "words", from: text.indexOf(hidden), to: text.indexOf(hidden) + hidden.length });
const propose = (caseId: string, part: object, headers = as.editor, groundCode = "personal_information"): Promise<Answer> =>
  api.post(`/cases/${caseId}/withholdings`, { part, groundCode, reason: "误公开了身份证号" }, headers);
const decide = (id: string, step: "approve" | "refuse" | "lift", headers = as.leader): Promise<Answer> => api.post(`/withholdings/${id}/${step}`, { reason: "核对属实" }, headers);
const page = async (caseId: string, headers: Headers = {}) => (await api.get(`/cases/${caseId}`, headers)).body;
const photoAt = async (address: string): Promise<number> => {
  const response = await fetch(new URL(address, api.url));
  await response.arrayBuffer();
  return response.status;
};

async function hidden(caseId: string, part: object): Promise<string> {
  const id = (await propose(caseId, part)).body.id as string;
  await decide(id, "approve");
  return id;
}

describe("proposing to withhold", () => {
  it("changes nothing for anybody, and shows the words to the one who proposed and to those who may decide", async () => {
    const { caseId } = await released();
    const answer = await propose(caseId, wordsPart(words, number));
    expect(answer.body).toMatchObject({ state: "proposed", excerpt: number, proposedBy: "文书", decidedBy: null, may: [], village: { name: "溪口村" }, ground: { name: "个人信息" } });
    expect((await page(caseId)).text).toBe(words);
    const rowOf = async (headers: Headers) => (await api.get("/withholdings?size=100", headers)).body.rows.find((row: { id: string }) => row.id === answer.body.id);
    expect(await rowOf(as.leader)).toMatchObject({ excerpt: number, may: ["approve", "refuse"] });
    expect(await rowOf(as.secretary)).toMatchObject({ excerpt: null, may: [] });
    expect(await rowOf(as.otherLeader)).toBeUndefined();
  });

  it("needs the right at the village, a legal ground of the county, and something published", async () => {
    const { caseId } = await released();
    const part = wordsPart(words, number);
    expect((await propose(caseId, part, as.auditor)).body.code).toBe("access.denied");
    expect((await propose(caseId, part, as.otherLeader)).body.code).toBe("access.denied");
    expect((await propose(caseId, part, as.wu)).body.code).toBe("session.wrong_capacity");
    expect((await propose(caseId, part, as.editor, "bad_mood")).body.code).toBe("withholding.ground_unknown");
    expect((await propose(caseId, { kind: "words", from: 0, to: words.length + 1 })).body.code).toBe("withholding.nothing_there");
    expect((await propose(caseId, { kind: "photo", photoId: randomId() })).body.code).toBe("withholding.nothing_there");
    const sealed = (await api.post("/cases", caseOrder(world.areas.xikouVillage, { isPrivate: true }), { "idempotency-key": randomId(), ...as.wu })).body.case.id;
    const unreleased = (await api.post("/cases", caseOrder(world.areas.xikouVillage), { "idempotency-key": randomId(), ...as.wu })).body.case.id;
    const answers = await Promise.all([sealed, unreleased, randomId()].map((id) => propose(id, part)));
    expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body, requestId: "" }))).size).toBe(1);
    expect(answers[0]?.body.code).toBe("case.not_found");
  });

  it("is open once for a part, even when two propose it at the same time", async () => {
    const { caseId, photoId } = await released();
    for (const part of [wordsPart(words, number), { kind: "photo", photoId }]) {
      const answers = await Promise.all([propose(caseId, part), propose(caseId, part, as.secretary)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
      expect((await propose(caseId, part)).body.code).toBe("withholding.open_already");
    }
    expect((await propose(caseId, wordsPart(words, number.slice(0, 6)))).body.code).toBe("withholding.open_already");
  });
});

describe("deciding", () => {
  it("takes a second person at the place: not the one who proposed, not another township's leader, hidden like missing", async () => {
    const { caseId } = await released();
    const own = (await propose(caseId, wordsPart(words, number), as.leader)).body.id as string;
    expect((await decide(own, "approve")).body.code).toBe("withholding.own");
    expect((await decide(own, "approve", as.secretary)).body.code).toBe("access.denied");
    const [foreign, missing] = [await decide(own, "approve", as.otherLeader), await decide(randomId(), "approve", as.otherLeader)];
    expect({ ...foreign.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
    expect([foreign.status, foreign.body.code]).toEqual([404, "withholding.not_found"]);
    expect((await page(caseId)).text).toBe(words);
    expect((await decide(own, "approve", as.supervisor)).body).toMatchObject({ state: "in_force", decidedBy: "督办员", excerpt: null });
  });

  it("happens once when two press at the same time", async () => {
    const { caseId } = await released();
    const id = (await propose(caseId, wordsPart(words, number))).body.id as string;
    const answers = await Promise.all([decide(id, "approve"), decide(id, "refuse", as.supervisor)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    expect((await decide(id, "approve")).body.code).toBe("withholding.wrong_state");
    const entries = await world.deps.db.select(sql`SELECT id FROM journal WHERE subject_public_id = ${id}`);
    expect(entries).toHaveLength(2);
  });

  it("against it hides nothing, and lets it be proposed again", async () => {
    const { caseId } = await released();
    const id = (await propose(caseId, wordsPart(words, number))).body.id as string;
    expect((await decide(id, "refuse")).body.state).toBe("refused");
    expect([(await page(caseId)).text, (await page(caseId)).withheld]).toEqual([words, []]);
    expect((await propose(caseId, wordsPart(words, number))).status).toBe(200);
  });

  it("leaves an entry for each step, without the words", async () => {
    const { caseId } = await released();
    const id = await hidden(caseId, wordsPart(words, number));
    await decide(id, "lift");
    const entries = await world.deps.db.select<{ id: number; kind: string; role: string }>(sql`SELECT id, kind, role FROM journal WHERE subject_public_id = ${id} ORDER BY id`);
    expect(entries.map(({ kind, role }) => [kind, role])).toEqual([
      ["withholding.proposed", "village_editor"],
      ["withholding.approved", "township_leader"],
      ["withholding.lifted", "township_leader"],
    ]);
    const kept = await world.deps.db.select<{ value: string }>(sql`
      SELECT d.value FROM journal_details d JOIN journal j ON j.id = d.journal_id WHERE j.subject_public_id = ${id}`);
    expect(JSON.stringify(kept)).not.toContain(number);
    const row = await world.deps.db.selectOne<object>(sql`SELECT * FROM withholdings WHERE public_id = ${id}`);
    expect(JSON.stringify(row)).not.toContain(number);
  });
});

describe("what is withheld", () => {
  it("is cut out of every answer, and the page says what is hidden and why", async () => {
    const { caseId } = await released();
    await hidden(caseId, wordsPart(words, number));
    const cut = words.replace(number, note);
    for (const headers of [{}, as.secretary, as.auditor]) {
      const detail = await page(caseId, headers);
      expect([detail.text, detail.excerpt, detail.released.text]).toEqual([cut, cut.slice(0, 60), cut]);
      expect(detail.withheld).toEqual([{ part: "words", count: 1, ground: "个人信息", source: expect.stringContaining("个人信息保护法") }]);
      expect(JSON.stringify(detail)).not.toContain(number);
    }
    const { body: list } = await api.get(`/villages/${world.areas.xikouVillage.publicId}/cases`);
    expect(JSON.stringify(list.rows.find((row: { id: string }) => row.id === caseId))).not.toContain(number);
    const { body: journal } = await api.get(`/journal?subjectId=${caseId}`, as.auditor);
    expect(JSON.stringify(journal)).not.toContain(number);
    expect(JSON.stringify(journal)).toContain(note);
    // His own words are his.
    expect((await page(caseId, as.wu)).text).toBe(words);
    expect((await page(caseId, as.wu)).released.text).toBe(cut);
  });

  it("is found by no search for its words, and still by the others", async () => {
    const { caseId } = await released();
    const found = async (q: string) => ((await api.get(`/cases?size=50&q=${encodeURIComponent(q)}`, as.secretary)).body.rows as { id: string }[]).some((row) => row.id === caseId);
    expect(await found(number)).toBe(true);
    await hidden(caseId, wordsPart(words, number));
    expect([await found(number), await found(number.slice(3, 9)), await found("路塌了")]).toEqual([false, false, true]);
  });

  it("does not come back by the outcome, by the timeline, or by another release", async () => {
    const { caseId } = await released();
    await hidden(caseId, wordsPart(words, number));
    const steps: [string, object][] = [
      ["accept", { seenState: "submitted", note: `请联系${number}` }],
      ["release", { text: `再说一遍：${number}住村东`, photoIds: [] }],
    ];
    for (const [step, body] of steps) {
      expect((await api.post(`/cases/${caseId}/${step}`, body, { "idempotency-key": randomId(), ...as.secretary })).status).toBe(200);
    }
    for (const headers of [{}, as.secretary]) {
      const detail = await page(caseId, headers);
      expect(JSON.stringify(detail)).not.toContain(number);
      expect(detail.released.text).toBe(`再说一遍：${note}住村东`);
    }
  });

  it("may overlap: each part is marked in the text as it is shown", async () => {
    const { caseId } = await released();
    await hidden(caseId, wordsPart(words, number));
    const shown = (await page(caseId)).text as string;
    const id = (await propose(caseId, { kind: "words", from: 0, to: shown.indexOf("家") }, as.editor, "unlawful")).body.id as string;
    await decide(id, "approve");
    const both = noteOf(["违法信息", "个人信息"]);
    expect((await page(caseId)).text).toBe(words.replace(`张阿公（${number}）`, both));
    expect((await page(caseId)).withheld.map((one: { ground: string }) => one.ground)).toEqual(["违法信息", "个人信息"]);
    expect((await page(caseId)).text).not.toContain(unlawfulNote + note);
  });

  it("is shown again after it was lifted, by a second person too", async () => {
    const { caseId } = await released();
    const id = await hidden(caseId, wordsPart(words, number));
    expect((await decide(id, "lift", as.otherLeader)).status).toBe(404);
    expect((await decide(id, "lift")).body.state).toBe("lifted");
    expect([(await page(caseId)).text, (await page(caseId)).withheld]).toEqual([words, []]);
    expect((await decide(id, "lift")).body.code).toBe("withholding.wrong_state");
  });

  it("is a photo: no page names it, and an address signed before opens it no more", async () => {
    const { caseId, photoId } = await released();
    const [before] = (await page(caseId)).photos;
    const cover = (await api.get(`/villages/${world.areas.xikouVillage.publicId}/cases`)).body.rows.find((row: { id: string }) => row.id === caseId).cover;
    expect(await Promise.all([photoAt(before.url), photoAt(before.thumbnailUrl), photoAt(cover)])).toEqual([200, 200, 200]);
    const proposed = (await propose(caseId, { kind: "photo", photoId })).body;
    expect(await photoAt(proposed.photoUrl)).toBe(200);
    const approved = (await decide(proposed.id, "approve")).body;
    expect(approved.photoUrl).toBeNull();
    expect(await Promise.all([photoAt(before.url), photoAt(before.thumbnailUrl), photoAt(cover), photoAt(proposed.photoUrl)])).toEqual([404, 404, 404, 404]);
    for (const headers of [{}, as.secretary, as.wu]) {
      const detail = await page(caseId, headers);
      expect([detail.photos, detail.cover]).toEqual([[], null]);
      expect(detail.withheld).toEqual([{ part: "photo", count: 1, ground: "个人信息", source: expect.any(String) }]);
    }
    await decide(proposed.id, "lift");
    expect(await photoAt((await page(caseId)).photos[0].url)).toBe(200);
  });
});

describe("the list of withholdings", () => {
  it("is of one's own places, newest first, by state and page by page", async () => {
    const rows = async (query: string, headers: Headers) => (await api.get(`/withholdings?${query}`, headers)).body.rows as { id: string; state: string; proposedAt: number }[];
    expect(await rows("size=100", as.otherLeader)).toEqual([]);
    const whole = await rows("size=100", as.leader);
    expect(whole.map((row) => row.proposedAt)).toEqual(whole.map((row) => row.proposedAt).toSorted((a, b) => b - a));
    expect((await rows("size=100&state=in_force", as.leader)).every((row) => row.state === "in_force")).toBe(true);
    const paged: string[] = [];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const { body } = await api.get(`/withholdings?size=3${cursor ? `&cursor=${cursor}` : ""}`, as.leader);
      paged.push(...body.rows.map((row: { id: string }) => row.id));
      cursor = body.next;
    }
    expect(paged).toEqual(whole.map((row) => row.id));
    expect((await api.get("/withholdings", as.auditor)).body.code).toBe("access.denied");
    expect((await api.get("/withholdings/grounds", as.editor)).body.rows.length).toBeGreaterThan(2);
  });
});
