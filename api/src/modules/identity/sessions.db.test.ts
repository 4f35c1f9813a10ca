import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anonymous } from "../../kernel/actor.ts";
import type { Database } from "../../kernel/database.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { createAuthenticate } from "./authenticate.ts";
import { buildLogin, codeNow, testPassword } from "./testing/build-login.ts";
import { sessionFor } from "./testing/session-for.ts";

const hour = 3_600_000;

describe("a session", () => {
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

  const villagerHere = () => buildVillager(world, world.areas.xikouVillage);
  const staffHere = () => buildStaff(world, "village_secretary", world.areas.xikouVillage);

  it.each([
    ["made up", "Bearer AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"],
    ["empty of sense", "Bearer x"],
  ])("is refused when its token is %s", async (_, authorization) => {
    expect(await api.get("/account/sessions", { authorization })).toMatchObject({ status: 401, body: { code: "session.expired" } });
  });

  it("is missed where one is needed", async () => {
    expect(await api.get("/account/sessions")).toMatchObject({ status: 401, body: { code: "session.missing" } });
    expect(await api.post("/sessions/current/end", {})).toMatchObject({ status: 401, body: { code: "session.missing" } });
  });

  it("belongs to one capacity", async () => {
    const [villager, staff] = [await sessionFor(world, await villagerHere()), await sessionFor(world, await staffHere())];
    expect((await api.get("/staff/self", villager)).body.code).toBe("session.wrong_capacity");
    expect((await api.get("/account", staff)).body.code).toBe("session.wrong_capacity");
  });

  it("is listed among mine, newest first, and nothing else is", async () => {
    const villager = await villagerHere();
    const [first, second] = [await sessionFor(world, villager), await sessionFor(world, villager)];
    await sessionFor(world, await villagerHere());
    const { status, body } = await api.get("/account/sessions", first);
    expect(status).toBe(200);
    expect(body.rows.map((row: { isCurrent: boolean }) => row.isCurrent)).toEqual([false, true]);
    expect(Object.keys(body.rows[0]).sort()).toEqual(["createdAt", "device", "id", "isCurrent", "kind", "lastSeenAt"]);
    expect((await api.get("/account/sessions", second)).body.rows).toHaveLength(2);
  });

  it("works no more from the moment it is revoked, and the record says so", async () => {
    const villager = await villagerHere();
    const [mine, lost] = [await sessionFor(world, villager), await sessionFor(world, villager)];
    const { body } = await api.get("/account/sessions", mine);
    const other = body.rows.find((row: { isCurrent: boolean }) => !row.isCurrent);
    expect((await api.post(`/account/sessions/${other.id}/revoke`, {}, mine)).body).toEqual({ done: true });
    expect((await api.get("/account", lost)).body.code).toBe("session.expired");
    expect((await api.get("/account", mine)).status).toBe(200);
    const entry = await world.deps.db.selectOne(sql`SELECT 1 AS found FROM journal WHERE kind = 'session.ended' AND actor_id = ${villager.accountId}`);
    expect(entry).toBeDefined();
    expect((await api.post(`/account/sessions/${other.id}/revoke`, {}, mine)).body.code).toBe("session.not_found");
  });

  it("of somebody else is as good as missing", async () => {
    const [mine, theirs] = [await sessionFor(world, await villagerHere()), await sessionFor(world, await villagerHere())];
    const { body } = await api.get("/account/sessions", theirs);
    const hidden = await api.post(`/account/sessions/${body.rows[0].id}/revoke`, {}, mine);
    const missing = await api.post("/account/sessions/AAAAAAAAAAAAAAAAAAAAAA/revoke", {}, mine);
    expect([hidden.status, { ...hidden.body, requestId: "" }]).toEqual([missing.status, { ...missing.body, requestId: "" }]);
    expect(hidden.status).toBe(404);
    expect((await api.get("/account", theirs)).status).toBe(200);
  });

  it("revoked twice at once is revoked once", async () => {
    const villager = await villagerHere();
    const [mine] = [await sessionFor(world, villager), await sessionFor(world, villager)];
    const { body } = await api.get("/account/sessions", mine);
    const other = body.rows.find((row: { isCurrent: boolean }) => !row.isCurrent);
    const answers = await Promise.all([1, 2].map(() => api.post(`/account/sessions/${other.id}/revoke`, {}, mine)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404]);
  });

  it("ends by signing out", async () => {
    const mine = await sessionFor(world, await villagerHere());
    expect((await api.post("/sessions/current/end", {}, mine)).body).toEqual({ done: true });
    expect((await api.get("/account", mine)).body.code).toBe("session.expired");
  });

  it("of staff ends after two idle hours; one that is used lives twelve", async () => {
    const staff = await staffHere();
    const [idle, busy] = [await sessionFor(world, staff), await sessionFor(world, staff)];
    for (let turn = 0; turn < 7; turn += 1) {
      world.clock.advance(1.6 * hour);
      expect((await api.get("/staff/self", busy)).status).toBe(200);
      await seenBy(world, staff.staffId);
    }
    expect((await api.get("/staff/self", idle)).body.code).toBe("session.expired");
    world.clock.advance(hour);
    expect((await api.get("/staff/self", busy)).body.code).toBe("session.expired");
  });

  it("of a villager lives 180 days", async () => {
    const mine = await sessionFor(world, await villagerHere());
    world.clock.advance(179 * 24 * hour);
    expect((await api.get("/account", mine)).status).toBe(200);
    world.clock.advance(24 * hour);
    expect((await api.get("/account", mine)).body.code).toBe("session.expired");
  });

  it("is looked up by two queries and no memory", async () => {
    const headers = await sessionFor(world, await staffHere());
    let queries = 0;
    const counting: Database = Object.create(world.deps.db, {
      select: { value: (query: never) => ((queries += 1), world.deps.db.select(query)) },
      selectOne: { value: (query: never) => ((queries += 1), world.deps.db.selectOne(query)) },
    }) as Database;
    const authenticate = createAuthenticate({ ...world.deps, db: counting });
    const caller = { address: "x", device: "x", token: headers["authorization"]?.slice(7), setCookies: () => undefined };
    const request = { method: "GET", csrfToken: "", isCookie: false };
    expect(await authenticate(caller, request)).toMatchObject({ kind: "staff", grants: [{ role: "village_secretary" }] });
    expect(queries).toBe(2);
    await authenticate(caller, request);
    expect(queries).toBe(4);
    expect(await authenticate({ ...caller, token: undefined }, request)).toBeUndefined();
    expect(queries).toBe(4);
  });

  it("loses a right the moment the appointment ends", async () => {
    const staff = await staffHere();
    const headers = await sessionFor(world, staff);
    expect((await api.get("/staff/self", headers)).body.staff.permissions).toContain("case.accept");
    await inTransaction(world.deps.db, async () => {
      await world.deps.db.change(sql`UPDATE appointments SET ended_at = ${world.clock.now()} WHERE staff_id = ${staff.staffId}`);
      await world.deps.journal.append(anonymous, { kind: "appointment.ended", subject: { kind: "staff", id: staff.staffId, publicId: staff.publicId }, areaId: null });
    });
    expect((await api.get("/staff/self", headers)).body.staff).toMatchObject({ permissions: [], appointments: [] });
    expect((await api.get("/claims", headers)).body.code).toBe("access.denied");
  });

  describe("in a cookie", () => {
    const signIn = async () => {
      const login = await buildLogin(world, "village_editor", world.areas.zaoxi);
      const { body } = await api.post("/staff/sessions", { username: login.username, password: testPassword });
      const answer = await api.post("/staff/sessions/totp", { challenge: body.challenge, code: codeNow(world, login), delivery: "cookie" });
      const cookies = answer.headers.getSetCookie();
      return { answer, cookies, cookie: cookies.map((cookie) => cookie.split(";")[0]).join("; "), csrf: String(answer.body.csrfToken) };
    };

    it("is out of script's reach, and its token is in no answer", async () => {
      const { answer, cookies } = await signIn();
      const [session, csrf] = [cookies.find((one) => one.startsWith("cq_session=")), cookies.find((one) => one.startsWith("cq_csrf="))];
      expect(session?.toLowerCase()).toMatch(/httponly/);
      expect(session?.toLowerCase()).toMatch(/samesite=strict/);
      expect(csrf?.toLowerCase()).not.toMatch(/httponly/);
      expect(answer.body.token).toBeNull();
      expect(JSON.stringify(answer.body)).not.toContain(session?.split(/[=;]/)[1]);
    });

    it("posts with its own CSRF token only", async () => {
      const [one, other] = [await signIn(), await signIn()];
      const end = (csrf?: string) => api.post("/sessions/current/end", {}, { cookie: one.cookie, ...(csrf === undefined ? {} : { "x-csrf-token": csrf }) });
      expect((await api.get("/staff/self", { cookie: one.cookie })).body.csrfToken).toBe(one.csrf);
      for (const csrf of [undefined, "", "x", other.csrf, `${one.csrf}x`]) {
        expect(await end(csrf)).toMatchObject({ status: 403, body: { code: "session.csrf" } });
      }
      const ended = await end(one.csrf);
      expect(ended.status).toBe(200);
      expect(ended.headers.getSetCookie().map((cookie) => cookie.split(";")[0])).toEqual(["cq_session=", "cq_csrf="]);
    });

    it("is taken away when it is no longer good, so that the next log-in is not refused as well", async () => {
      const { cookie, csrf } = await signIn();
      await api.post("/sessions/current/end", {}, { cookie, "x-csrf-token": csrf });
      const refused = await api.post("/staff/sessions", { username: "x", password: "x" }, { cookie });
      expect(refused.body.code).toBe("session.expired");
      expect(refused.headers.getSetCookie().map((one) => one.split(";")[0])).toEqual(["cq_session=", "cq_csrf="]);
    });
  });
});

/** Waits until the last-seen mark of the clock's present moment is written: it goes beside the request. */
async function seenBy(world: World, staffId: number): Promise<void> {
  for (let turn = 0; turn < 200; turn += 1) {
    const row = await world.deps.db.selectOne<{ seen: number }>(sql`SELECT MAX(last_seen_at) AS seen FROM sessions WHERE staff_id = ${staffId}`);
    if (row?.seen === world.clock.now()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("the last-seen mark was not written");
}
