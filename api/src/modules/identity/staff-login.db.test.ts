import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../kernel/sql.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildLogin, codeNow, setState, signIn, testPassword, type Login } from "./testing/build-login.ts";

describe("a staff log-in", () => {
  let world: World;
  let api: TestApi;
  let clerk: Login;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const password = (login: Pick<Login, "username">, words = testPassword) => api.post("/staff/sessions", { username: login.username, password: words });
  const challengeOf = async (login: Login): Promise<string> => (await password(login)).body.challenge;
  const totp = (challenge: string, code: string, delivery = "token") => api.post("/staff/sessions/totp", { challenge, code, delivery });
  const nextStep = () => world.clock.advance(30_000);
  const wrongCode = (login: Login) => (codeNow(world, login) === "000000" ? "111111" : "000000");
  const entriesOf = (login: Login) =>
    world.deps.db.select<{ kind: string; actor_kind: string }>(sql`
      SELECT kind, actor_kind FROM journal WHERE subject_kind = 'staff' AND subject_id = ${login.id} ORDER BY id`);

  it("takes two steps, and answers who I am and what I may do", async () => {
    clerk = await buildLogin(world, "village_editor", world.areas.xikouVillage);
    const first = await password(clerk);
    expect(first.status).toBe(200);
    expect(Object.keys(first.body)).toEqual(["challenge"]);
    const second = await totp(first.body.challenge, codeNow(world, clerk));
    expect(second.status).toBe(200);
    expect(Object.keys(second.body).sort()).toEqual(["csrfToken", "staff", "token"]);
    expect(second.body.staff).toMatchObject({
      username: clerk.username,
      name: "劳光荣",
      appointments: [{ role: "village_editor", roleName: "村级信息员（村文书）", area: { name: "溪口村", kind: "village" }, isCurrent: true }],
    });
    expect(second.body.staff.permissions).toContain("roll.import");
    const self = await api.get("/staff/self", { authorization: `Bearer ${second.body.token}` });
    expect(self.body).toEqual({ csrfToken: second.body.csrfToken, staff: second.body.staff });
  });

  it("is an entry by the one who logged in", async () => {
    expect((await entriesOf(clerk)).map((entry) => [entry.kind, entry.actor_kind])).toEqual([
      ["staff.created", "system"],
      ["session.opened", "staff"],
    ]);
  });

  it("keeps the token nowhere", async () => {
    nextStep();
    const { authorization = "" } = await signIn(world, api, clerk);
    const rows = await world.deps.db.select(sql`SELECT * FROM sessions`);
    expect(JSON.stringify(rows)).not.toContain(authorization.slice("Bearer ".length));
  });

  it.each([
    ["no password", { username: "someone" }],
    ["another field", { username: "someone", password: "x", isAdmin: true }],
  ])("refuses a bad body: %s", async (_, body) => {
    expect(await api.post("/staff/sessions", body)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
  });

  it("says the same of a wrong password and of nobody", async () => {
    const [wrong, nobody] = [await password(clerk, "not this one"), await password({ username: "nobody-here" }, "not this one")];
    expect(wrong).toMatchObject({ status: 401, body: { code: "login.password_wrong" } });
    expect({ ...nobody.body, requestId: "" }).toEqual({ ...wrong.body, requestId: "" });
  });

  it("says the same of a name in Chinese", async () => {
    expect((await password({ username: "劳光荣" })).body.code).toBe("login.password_wrong");
  });

  it("takes as long for nobody as for somebody", async () => {
    const timed = async (username: string) => {
      const startedAt = performance.now();
      await password({ username }, "not this one");
      return performance.now() - startedAt;
    };
    const somebody = await buildLogin(world, "village_editor", world.areas.zaoxi);
    const [known, unknown] = [await timed(somebody.username), await timed("nobody-at-all")];
    expect(unknown).toBeGreaterThan(known / 4);
  });

  it("refuses a code that was used, even inside its half minute", async () => {
    nextStep();
    const code = codeNow(world, clerk);
    expect((await totp(await challengeOf(clerk), code)).status).toBe(200);
    expect(await totp(await challengeOf(clerk), code)).toMatchObject({ status: 401, body: { code: "login.totp_replayed" } });
  });

  it("lets one of two in who use one code at once", async () => {
    nextStep();
    const [challenge, code] = [await challengeOf(clerk), codeNow(world, clerk)];
    const answers = await Promise.all([totp(challenge, code), totp(challenge, code)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 401]);
  });

  it("forgives a phone's clock one step, not two", async () => {
    nextStep();
    nextStep();
    const code = codeNow(world, clerk);
    const challenge = await challengeOf(clerk);
    world.clock.advance(60_000);
    expect(await totp(challenge, code)).toMatchObject({ status: 401, body: { code: "login.totp_wrong" } });
    world.clock.advance(-30_000);
    expect((await totp(challenge, code)).status).toBe(200);
    world.clock.advance(60_000);
  });

  it.each<[string, (challenge: string) => string]>([
    ["made up", () => "abc.def.ghi"],
    ["in Chinese", () => "劳光荣.一.二"],
    ["empty in its parts", () => ".."],
    ["for somebody else", (challenge) => challenge.replace(/^[^.]+/, "AAAAAAAAAAAAAAAAAAAAAA")],
    ["that ends later", (challenge) => challenge.replace(/\.[^.]+\./, ".zzzzzzzzz.")],
  ])("refuses a challenge %s", async (_, forge) => {
    const forged = forge(await challengeOf(clerk));
    expect(await totp(forged, codeNow(world, clerk))).toMatchObject({ status: 401, body: { code: "login.challenge_expired" } });
  });

  it("lets a challenge live five minutes", async () => {
    const challenge = await challengeOf(clerk);
    world.clock.advance(5 * 60_000);
    expect(await totp(challenge, codeNow(world, clerk))).toMatchObject({ body: { code: "login.challenge_expired" } });
  });

  it("shuts the second door too after ten wrong codes", async () => {
    const login = await buildLogin(world, "village_editor", world.areas.zaoxi);
    const challenge = await challengeOf(login);
    for (let turn = 0; turn < 10; turn += 1) {
      expect((await totp(challenge, wrongCode(login))).body.code).toBe("login.totp_wrong");
    }
    const shut = await totp(challenge, codeNow(world, login));
    expect(shut).toMatchObject({ status: 423, body: { code: "login.locked" } });
    expect(Number(shut.headers.get("retry-after"))).toBe(900);
    expect((await entriesOf(login)).map((entry) => entry.kind)).toEqual(["staff.created", "session.refused"]);
  });

  it.each(["locked", "left", "invited"])("lets nobody in who is %s", async (state) => {
    const login = await buildLogin(world, "village_editor", world.areas.zaoxi);
    const session = await signIn(world, api, login);
    const challenge = await challengeOf(login);
    await setState(world, login, state);
    nextStep();
    expect((await password(login)).status).toBeGreaterThanOrEqual(401);
    expect((await totp(challenge, codeNow(world, login))).body.code).toBe("login.challenge_expired");
    expect((await api.get("/staff/self", session)).body.code).toBe("session.expired");
  });
});
