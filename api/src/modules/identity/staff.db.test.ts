import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffActor } from "../../kernel/actor.ts";
import { fromBase32, hotp, totpStepAt } from "../../kernel/crypto/totp.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff } from "../../testing/build-actors.ts";
import { startApi, type Answer, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sessionFor } from "./testing/session-for.ts";

type Headers = Record<string, string>;

describe("staff", () => {
  let world: World;
  let api: TestApi;
  let administrator: StaffActor;
  let people: StaffActor[];
  let admin: Headers;
  let admin2: Headers;
  let secretary: Headers;
  let officer: Headers;
  let neighbour: Headers;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    const { county, xikou, donghua, xikouVillage } = world.areas;
    administrator = await buildStaff(world, "system_admin", county, "管一管");
    people = [
      administrator,
      await buildStaff(world, "system_admin", county, "管二管"),
      await buildStaff(world, "village_secretary", xikouVillage, "傅书记"),
      await buildStaff(world, "township_acceptor", xikou),
      await buildStaff(world, "township_acceptor", donghua),
    ];
  });
  // Days pass in these tests, and the sessions of staff do not outlive half a one.
  beforeEach(async () => {
    const none: Headers = {};
    [admin = none, admin2 = none, secretary = none, officer = none, neighbour = none] = await Promise.all(people.map((actor) => sessionFor(world, actor)));
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  let number = 0;
  const order = (changed: Record<string, unknown> = {}) => ({
    username: `person${(number += 1)}`,
    name: "劳光荣",
    role: "village_editor",
    areaId: world.areas.xikouVillage.publicId,
    startsOn: "2026-11-01",
    ...changed,
  });
  const create = (changed: Record<string, unknown> = {}, headers = admin): Promise<Answer> => api.post("/staff", order(changed), headers);
  const tokenOf = (setupUrl: string) => setupUrl.split("token=")[1] ?? "";
  const codeFor = (secret: string) => hotp(fromBase32(secret) ?? Buffer.alloc(0), totpStepAt(world.clock.now()));
  const finish = async (setupUrl: string, body: Record<string, string> = {}): Promise<Answer> => {
    const { body: setup } = await api.get(`/staff/setup/${tokenOf(setupUrl)}`);
    return api.post(`/staff/setup/${tokenOf(setupUrl)}`, { password: "Ling-Shan-88-jiang", code: codeFor(setup.totpSecret ?? "A"), ...body });
  };
  const bare = (answer: Answer) => [answer.status, { ...answer.body, requestId: "" }];
  const kindsOf = async (publicId: string) =>
    (await world.deps.db.select<{ kind: string }>(sql`SELECT kind FROM journal WHERE subject_public_id = ${publicId} ORDER BY id`)).map((row) => row.kind);

  describe("that are created", () => {
    it("get a role and a link, and the record says both", async () => {
      const { status, body } = await create({ username: "clerk.one", phone: "13812345678" });
      expect(status).toBe(200);
      expect(body.setupUrl).toMatch(/\/admin\/#\/setup\?token=[\w-]{43}$/);
      expect(body.staff).toEqual({
        id: expect.any(String),
        username: "clerk.one",
        name: "劳光荣",
        maskedPhone: "138****5678",
        state: "invited",
        lastSeenAt: null,
        appointments: [
          {
            id: expect.any(String),
            role: "village_editor",
            roleName: "村级信息员（村文书）",
            area: { id: world.areas.xikouVillage.publicId, name: "溪口村", kind: "village" },
            startsOn: "2026-11-01",
            endsOn: null,
            isCurrent: true,
          },
        ],
        may: ["appoint", "lock", "revoke_sessions", "new_setup_link"],
      });
      expect(await kindsOf(body.staff.id)).toEqual(["staff.created", "appointment.given"]);
      expect(JSON.stringify(await world.deps.db.select(sql`SELECT * FROM setup_links`))).not.toContain(tokenOf(body.setupUrl));
      expect(JSON.stringify(await world.deps.db.select(sql`SELECT * FROM staff`))).not.toContain("13812345678");
    });

    it("set a password and prove an authenticator, once", async () => {
      const { body } = await create();
      const setup = await api.get(`/staff/setup/${tokenOf(body.setupUrl)}`);
      expect(setup.body).toMatchObject({ kind: "staff", username: body.staff.username, name: "劳光荣", needsPassword: true });
      expect(setup.body.totpUri).toContain(`secret=${setup.body.totpSecret}`);
      expect((await finish(body.setupUrl)).body).toEqual({ done: true });
      expect(await kindsOf(body.staff.id)).toEqual(["staff.created", "appointment.given", "staff.setup_finished"]);
      for (const again of [await api.get(`/staff/setup/${tokenOf(body.setupUrl)}`), await finish(body.setupUrl)]) {
        expect(again).toMatchObject({ status: 404, body: { code: "setup.link_invalid" } });
      }
      world.clock.advance(30_000);
      const { body: first } = await api.post("/staff/sessions", { username: body.staff.username, password: "Ling-Shan-88-jiang" });
      const entered = await api.post("/staff/sessions/totp", { challenge: first.challenge, code: codeFor(setup.body.totpSecret), delivery: "token" });
      expect(entered.body.staff.name).toBe("劳光荣");
    });

    it("finish once, also of two at once", async () => {
      const { body } = await create();
      const answers = await Promise.all([finish(body.setupUrl), finish(body.setupUrl)]);
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404]);
    });

    it("have three days; a new link ends the old one", async () => {
      const { body } = await create();
      const renewed = await api.post(`/staff/${body.staff.id}/setup-link`, {}, admin);
      expect((await api.get(`/staff/setup/${tokenOf(body.setupUrl)}`)).body.code).toBe("setup.link_invalid");
      world.clock.advance(72 * 3_600_000 - 1);
      admin = await sessionFor(world, administrator);
      expect((await api.get(`/staff/setup/${tokenOf(renewed.body.setupUrl)}`)).status).toBe(200);
      world.clock.advance(1);
      expect((await api.get(`/staff/setup/${tokenOf(renewed.body.setupUrl)}`)).body.code).toBe("setup.link_invalid");
      expect((await kindsOf(body.staff.id)).at(-1)).toBe("staff.setup_link_given");
    });

    it.each([
      ["a common password", { password: "Password2026!" }, "password.too_weak"],
      ["a code of another authenticator", { code: "000000" }, "login.totp_wrong"],
    ])("cannot finish with %s", async (_, changed, code) => {
      const { body } = await create();
      expect((await finish(body.setupUrl, changed)).body.code).toBe(code);
    });

    it("cannot finish without a password", async () => {
      const { body } = await create();
      const { body: setup } = await api.get(`/staff/setup/${tokenOf(body.setupUrl)}`);
      const answer = await api.post(`/staff/setup/${tokenOf(body.setupUrl)}`, { code: codeFor(setup.totpSecret) });
      expect(answer.body).toMatchObject({ code: "request.invalid", fields: [{ path: "password" }] });
    });

    it.each<[string, Record<string, unknown>, number, string]>([
      ["a user name with blanks", { username: "a b" }, 400, "request.invalid"],
      ["a role nobody knows", { role: "king" }, 400, "request.invalid"],
      ["an end before the beginning", { endsOn: "2026-10-31" }, 400, "request.invalid"],
      ["an area that is not there", { areaId: "AAAAAAAAAAAAAAAAAAAAAA" }, 404, "area.not_found"],
      ["a role that cannot be held there", { role: "county_supervisor" }, 400, "appointment.wrong_area"],
      ["a person who is not there", { personId: "AAAAAAAAAAAAAAAAAAAAAA" }, 404, "person.not_found"],
    ])("are refused with %s", async (_, changed, status, code) => {
      expect(await create(changed)).toMatchObject({ status, body: { code } });
    });

    it("have a user name of their own, also of two at once", async () => {
      const answers = await Promise.all([create({ username: "same.name" }), create({ username: "same.name" })]);
      expect(answers.map((answer) => [answer.status, answer.body.code]).sort()).toEqual([[200, undefined], [409, "account.username_taken"]]);
    });

    it("are created by administrators only", async () => {
      expect((await create({}, {})).body.code).toBe("session.missing");
      expect((await create({}, secretary)).body.code).toBe("access.denied");
    });
  });

  describe("that are looked at", () => {
    it("are those of my area, and nothing of the inside leaves", async () => {
      const { body } = await create({ username: "looked.at" });
      expect((await api.get("/staff?q=looked.at", officer)).body.rows).toHaveLength(1);
      expect((await api.get("/staff?q=looked.at", neighbour)).body.rows).toEqual([]);
      const seen = await api.get(`/staff/${body.staff.id}`, officer);
      expect(seen.body).toEqual({ ...body.staff, may: [], sessions: [] });
      expect(JSON.stringify(seen.body)).not.toMatch(/hash|sealed|scrypt/);
    });

    it("elsewhere are as good as missing", async () => {
      const { body } = await create();
      const [hidden, missing] = [await api.get(`/staff/${body.staff.id}`, neighbour), await api.get("/staff/AAAAAAAAAAAAAAAAAAAAAA", neighbour)];
      expect(bare(hidden)).toEqual(bare(missing));
      expect(hidden.body.code).toBe("staff.not_found");
    });

    it("are found by part of a name, by role and area, in pages", async () => {
      const rows = async (query: string) => (await api.get(`/staff?size=100&${query}`, admin)).body.rows as { username: string; appointments: { role: string }[] }[];
      expect((await rows(`q=${encodeURIComponent("傅书")}`)).length).toBe(1);
      expect(await rows(`role=${encodeURIComponent("书记")}`)).toEqual([]);
      expect((await rows("role=village_secretary")).every((row) => row.appointments.some((one) => one.role === "village_secretary"))).toBe(true);
      expect(await rows(`areaId=${world.areas.zhangwang.publicId}`)).toEqual([]);
      expect((await api.get("/staff?areaId=AAAAAAAAAAAAAAAAAAAAAA", admin)).body.code).toBe("area.not_found");
      const names = (await rows("")).map((row) => row.username);
      expect(names).toEqual([...names].sort());
      const first = (await api.get("/staff?size=3", admin)).body;
      const second = (await api.get(`/staff?size=3&cursor=${encodeURIComponent(first.next)}`, admin)).body;
      expect([...first.rows, ...second.rows].map((row: { username: string }) => row.username)).toEqual(names.slice(0, 6));
    });

    it("see the county's roles", async () => {
      const { body } = await api.get("/roles", secretary);
      expect(body.rows.map((role: { code: string }) => role.code)).toEqual(world.deps.county.roles.map((role) => role.code));
      expect((await api.get("/roles")).body.code).toBe("session.missing");
    });
  });

  describe("that are locked", () => {
    it("lose their sessions at once, and get in again when unlocked", async () => {
      const worker = await buildStaff(world, "grid_worker", world.areas.xikouVillage);
      const session = await sessionFor(world, worker);
      expect((await api.get("/staff/self", session)).status).toBe(200);
      const locked = await api.post(`/staff/${worker.publicId}/lock`, { reason: "手机丢了" }, admin);
      expect(locked.body).toMatchObject({ state: "locked", may: expect.arrayContaining(["unlock"]) });
      expect((await api.get("/staff/self", session)).body.code).toBe("session.expired");
      const unlocked = await api.post(`/staff/${worker.publicId}/unlock`, { reason: "找到了" }, admin);
      expect(unlocked.status).toBe(200);
      expect(await kindsOf(worker.publicId)).toEqual(["staff.created", "session.opened", "staff.locked", "staff.unlocked"]);
    });

    it("are not oneself, nor anybody by a reader", async () => {
      expect((await api.post(`/staff/${administrator.publicId}/lock`, { reason: "试一试" }, admin)).body.code).toBe("appointment.own");
      expect((await api.post(`/staff/${administrator.publicId}/lock`, { reason: "试一试" }, officer)).body.code).toBe("access.denied");
      expect((await api.post("/staff/AAAAAAAAAAAAAAAAAAAAAA/lock", { reason: "试一试" }, admin)).body.code).toBe("staff.not_found");
      expect((await api.post(`/staff/${administrator.publicId}/lock`, {}, admin2)).body.code).toBe("request.invalid");
    });

    it("may also only lose their sessions", async () => {
      const worker = await buildStaff(world, "grid_worker", world.areas.xikouVillage);
      const sessions = [await sessionFor(world, worker), await sessionFor(world, worker)];
      expect((await api.get(`/staff/${worker.publicId}`, admin)).body.sessions).toHaveLength(2);
      expect((await api.post(`/staff/${worker.publicId}/sessions/revoke`, {}, admin)).body.state).toBe("active");
      for (const session of sessions) {
        expect((await api.get("/staff/self", session)).body.code).toBe("session.expired");
      }
      expect((await kindsOf(worker.publicId)).at(-1)).toBe("staff.sessions_revoked");
    });
  });
});
