import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StaffActor } from "../../kernel/actor.ts";
import { fromBase32, hotp, totpStepAt } from "../../kernel/crypto/totp.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff } from "../../testing/build-actors.ts";
import { startApi, type Answer, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildLogin, codeNow, signIn, testPassword, type Login } from "./testing/build-login.ts";
import { sessionFor } from "./testing/session-for.ts";

type Headers = Record<string, string>;

describe("a lost authenticator", () => {
  let world: World;
  let api: TestApi;
  let first: StaffActor;
  let one: Headers;
  let two: Headers;
  let three: Headers;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    const { county } = world.areas;
    first = await buildStaff(world, "system_admin", county, "管一管");
    one = await sessionFor(world, first);
    two = await sessionFor(world, await buildStaff(world, "county_supervisor", county, "督二督"));
    three = await sessionFor(world, await buildStaff(world, "system_admin", county, "管三管"));
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const clerk = () => buildLogin(world, "village_editor", world.areas.xikouVillage);
  const ask = (login: Pick<Login, "publicId">, headers = one): Promise<Answer> => api.post(`/staff/${login.publicId}/totp-resets`, { reason: "手机丢了" }, headers);
  const approve = (resetId: string, headers = two) => api.post(`/totp-resets/${resetId}/approve`, {}, headers);
  const refuse = (resetId: string, headers = two) => api.post(`/totp-resets/${resetId}/refuse`, {}, headers);
  const kindsOf = async (publicId: string) =>
    (await world.deps.db.select<{ kind: string }>(sql`SELECT kind FROM journal WHERE subject_public_id = ${publicId} ORDER BY id`)).map((row) => row.kind);
  const bare = (answer: Answer) => [answer.status, { ...answer.body, requestId: "" }];

  it("is reset by two persons: the old one and the sessions end at once, the new one begins with a link", async () => {
    const login = await clerk();
    const session = await signIn(world, api, login);
    const asked = await ask(login);
    expect(asked.body).toEqual({
      id: expect.any(String),
      staff: { id: login.publicId, name: login.name, username: login.username },
      reason: "手机丢了",
      requestedBy: "管一管",
      requestedAt: world.clock.now(),
      state: "open",
      may: [],
    });
    expect((await api.get("/staff/self", session)).status).toBe(200);
    const approved = await approve(asked.body.id);
    expect(approved.body.reset).toMatchObject({ state: "approved", may: [] });
    expect((await api.get("/staff/self", session)).body.code).toBe("session.expired");

    world.clock.advance(30_000);
    const { body: stale } = await api.post("/staff/sessions", { username: login.username, password: testPassword });
    expect((await api.post("/staff/sessions/totp", { challenge: stale.challenge, code: codeNow(world, login), delivery: "token" })).body.code).toBe("login.totp_wrong");

    const token = approved.body.setupUrl.split("token=")[1];
    const { body: setup } = await api.get(`/staff/setup/${token}`);
    expect(setup).toMatchObject({ kind: "totp_reset", needsPassword: false, username: login.username });
    const fresh = fromBase32(setup.totpSecret) ?? Buffer.alloc(0);
    expect((await api.post(`/staff/setup/${token}`, { code: hotp(fresh, totpStepAt(world.clock.now())) })).body).toEqual({ done: true });
    world.clock.advance(30_000);
    await signIn(world, api, { ...login, secret: fresh });
    expect(await kindsOf(login.publicId)).toEqual([
      "staff.created",
      "session.opened",
      "totp_reset.requested",
      "totp_reset.approved",
      "staff.setup_finished",
      "session.opened",
    ]);
  });

  it("is not reset by the one who asked, nor for oneself", async () => {
    const login = await clerk();
    const { body } = await ask(login);
    expect((await approve(body.id, one)).body.code).toBe("totp_reset.same_person");
    expect((await refuse(body.id, one)).body.code).toBe("totp_reset.same_person");
    expect((await ask(first, one)).body.code).toBe("access.denied");
    const own = await ask(first, two);
    expect((await approve(own.body.id, one)).body.code).toBe("totp_reset.same_person");
    expect((await refuse(own.body.id, three)).body.state).toBe("refused");
  });

  it("is asked for once at a time, also by two at once", async () => {
    const login = await clerk();
    const answers = await Promise.all([ask(login, one), ask(login, three)]);
    expect(answers.map((answer) => [answer.status, answer.body.code]).sort()).toEqual([[200, undefined], [409, "totp_reset.wrong_state"]]);
  });

  it("is decided by one of two administrators who decide at once", async () => {
    const { body } = await ask(await clerk());
    const answers = await Promise.all([approve(body.id, two), approve(body.id, three)]);
    expect(answers.map((answer) => [answer.status, answer.body.code]).sort()).toEqual([[200, undefined], [409, "totp_reset.wrong_state"]]);
    expect((await refuse(body.id, three)).body.code).toBe("totp_reset.wrong_state");
  });

  it("refused leaves everything as it was", async () => {
    const login = await clerk();
    const { body } = await ask(login);
    expect((await refuse(body.id)).body.state).toBe("refused");
    await signIn(world, api, login);
    expect(await kindsOf(login.publicId)).toEqual(["staff.created", "totp_reset.requested", "totp_reset.refused", "session.opened"]);
  });

  it("is listed newest first, with what I may do", async () => {
    await ask(await clerk());
    const { body } = await api.get("/totp-resets?size=100", two);
    expect(body.rows[0]).toMatchObject({ state: "open", may: ["approve", "refuse"] });
    const page = (await api.get("/totp-resets?size=2", two)).body;
    const rest = (await api.get(`/totp-resets?size=2&cursor=${encodeURIComponent(page.next)}`, two)).body;
    expect([...page.rows, ...rest.rows]).toEqual(body.rows.slice(0, 4));
    expect((await api.get("/totp-resets", one)).body.rows[0].may).toEqual([]);
  });

  it("is nobody else's business", async () => {
    const login = await clerk();
    const { body } = await ask(login);
    const secretary = await sessionFor(world, await buildStaff(world, "village_secretary", world.areas.xikouVillage));
    const elsewhere = await sessionFor(world, await buildStaff(world, "county_supervisor", world.areas.donghua));
    expect((await approve(body.id, secretary)).body.code).toBe("access.denied");
    expect((await approve(body.id, {})).body.code).toBe("session.missing");
    expect(bare(await approve(body.id, elsewhere))).toEqual(bare(await approve("AAAAAAAAAAAAAAAAAAAAAA", elsewhere)));
    expect(bare(await ask(login, elsewhere))).toEqual(bare(await ask({ publicId: "AAAAAAAAAAAAAAAAAAAAAA" }, elsewhere)));
    expect((await api.get("/totp-resets", elsewhere)).body.rows).toEqual([]);
    expect((await api.post(`/staff/${login.publicId}/totp-resets`, {}, one)).body.code).toBe("request.invalid");
  });
});
