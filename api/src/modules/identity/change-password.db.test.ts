import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../kernel/sql.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildLogin, codeNow, signIn, testPassword } from "./testing/build-login.ts";

const next = "Ling-Shan-88-jiang";

describe("a password that is changed", () => {
  let world: World;
  let api: TestApi;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const begin = async () => {
    world.clock.advance(30_000);
    const login = await buildLogin(world, "village_editor", world.areas.zaoxi);
    const session = await signIn(world, api, login);
    world.clock.advance(30_000);
    const change = (body: Record<string, string>) => api.post("/staff/self/password", body, session);
    return { login, session, change };
  };

  it("ends the other sessions and what the old one began, keeps this one, and is an entry", async () => {
    const { login, session, change } = await begin();
    const other = await signIn(world, api, login);
    const { body: begun } = await api.post("/staff/sessions", { username: login.username, password: testPassword });
    expect((await change({ current: testPassword, next })).body).toEqual({ done: true });
    expect((await api.get("/staff/self", session)).status).toBe(200);
    expect((await api.get("/staff/self", other)).body.code).toBe("session.expired");
    world.clock.advance(30_000);
    const stale = await api.post("/staff/sessions/totp", { challenge: begun.challenge, code: codeNow(world, login), delivery: "token" });
    expect(stale.body.code).toBe("login.challenge_expired");
    expect((await api.post("/staff/sessions", { username: login.username, password: testPassword })).body.code).toBe("login.password_wrong");
    expect((await api.post("/staff/sessions", { username: login.username, password: next })).status).toBe(200);
    const entry = await world.deps.db.selectOne(sql`SELECT actor_id FROM journal WHERE kind = 'staff.password_changed' AND subject_id = ${login.id}`);
    expect(entry).toEqual({ actor_id: login.id });
  });

  it("takes the present one, and ten wrong guesses at it shut the door", async () => {
    const { change } = await begin();
    for (let turn = 0; turn < 10; turn += 1) {
      expect(await change({ current: "not the password", next })).toMatchObject({ status: 401, body: { code: "login.password_wrong" } });
    }
    expect((await change({ current: testPassword, next })).body.code).toBe("login.locked");
  });

  it.each([
    ["short", "abc", "request.invalid"],
    ["common", "1q2w3e4r5t", "password.too_weak"],
    ["one's own name", "劳光荣劳光荣劳光荣abc", "password.too_weak"],
  ])("cannot become %s", async (_, words, code) => {
    const { change } = await begin();
    expect(await change({ current: testPassword, next: words })).toMatchObject({ status: 400, body: { code } });
  });

  it("is changed by one of two at once", async () => {
    const { change } = await begin();
    const answers = await Promise.all([change({ current: testPassword, next }), change({ current: testPassword, next: `${next}-2` })]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it("needs a session of staff", async () => {
    expect((await api.post("/staff/self/password", { current: testPassword, next })).body.code).toBe("session.missing");
  });
});
