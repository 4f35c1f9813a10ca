import { startSandbox, type Sandbox } from "@cunqing/sandbox";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs } from "../../kernel/clock.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { system } from "../../kernel/actor.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { accountContact } from "./index.ts";
import { linkToRoll } from "./testing/link-to-roll.ts";
import { createPhone, type Phone } from "./testing/phone.ts";

describe("a villager", () => {
  let world: World;
  let api: TestApi;
  let sandbox: Sandbox;
  let phones: Phone;
  beforeAll(async () => {
    let now = () => Date.now();
    sandbox = await startSandbox({ clock: () => now() });
    world = await openWorld({ sandboxUrl: sandbox.url });
    now = world.clock.now;
    api = await startApi(world);
    phones = createPhone(api, sandbox);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
    await sandbox.close();
  });

  const kindsOf = async (publicId: string) =>
    (await world.deps.db.select<{ kind: string }>(sql`SELECT kind FROM journal WHERE subject_kind = 'account' AND subject_public_id = ${publicId} ORDER BY id`)).map((row) => row.kind);
  const person = (id: string, phone: string) => sandbox.control.addPerson({ id, name: id, phone });

  describe("by WeChat", () => {
    it("gets an account the first time and finds it the next", async () => {
      const first = await api.post("/sessions/wechat", { code: sandbox.control.loginCode("wu-dabo") });
      expect(first.status).toBe(200);
      expect(first.body).toEqual({
        token: expect.any(String),
        account: { id: expect.any(String), name: "微信用户", maskedPhone: null, hasWechat: true, village: null, isOnRoll: false },
      });
      const second = await api.post("/sessions/wechat", { code: sandbox.control.loginCode("wu-dabo") });
      expect(second.body.account).toEqual(first.body.account);
      expect(second.body.token).not.toBe(first.body.token);
      expect((await api.get("/account", phones.headers(second))).body).toEqual(first.body.account);
      expect(await kindsOf(first.body.account.id)).toEqual(["account.created", "session.opened", "session.opened"]);
    });

    it("leaves nothing of WeChat's in the clear", async () => {
      const openId = sandbox.control.people().find((one) => one.id === "wu-dabo")?.openId ?? "missing";
      expect(JSON.stringify(await world.deps.db.select(sql`SELECT * FROM accounts`))).not.toContain(openId);
    });

    it("who comes twice at once for the first time is one person", async () => {
      const answers = await Promise.all([1, 2, 3].map(() => api.post("/sessions/wechat", { code: sandbox.control.loginCode("zhang-ayi") })));
      expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200]);
      expect(new Set(answers.map((answer) => answer.body.account.id)).size).toBe(1);
    });

    it.each([
      ["a code that was used", 40163, "login.wechat_code_invalid", 400],
      ["a code that never was", 40029, "login.wechat_code_invalid", 400],
      ["a blocked person", 40226, "login.wechat_blocked", 403],
      ["too many calls", 45011, "login.wechat_busy", 503],
    ])("is told what to do about %s", async (_, errcode, code, status) => {
      sandbox.control.addFault({ path: "/sns/jscode2session", errcode });
      expect(await api.post("/sessions/wechat", { code: "x" })).toMatchObject({ status, body: { code } });
    });

    it("is told when WeChat is out of order, and a wrong secret is ours to mend", async () => {
      sandbox.control.addFault({ path: "/sns/jscode2session", errcode: -1, times: 3 });
      expect((await api.post("/sessions/wechat", { code: "x" })).body.code).toBe("login.wechat_busy");
      sandbox.control.addFault({ path: "/sns/jscode2session", errcode: 40125 });
      expect((await api.post("/sessions/wechat", { code: "x" })).body.code).toBe("service.defect");
    });

    it.each([["nothing", {}], ["an empty code", { code: "" }], ["more than a code", { code: "x", openId: "o" }]])("is refused with %s", async (_, body) => {
      expect(await api.post("/sessions/wechat", body)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    });
  });

  describe("by SMS", () => {
    it("gets a code, an account, and in again", async () => {
      const first = await phones.enter("13811110001");
      expect(first.status).toBe(200);
      expect(first.body.account).toMatchObject({ name: "手机用户", maskedPhone: "138****0001", hasWechat: false });
      world.clock.advance(60_000);
      expect((await phones.enter("13811110001")).body.account).toEqual(first.body.account);
      expect(await kindsOf(first.body.account.id)).toEqual(["account.created", "session.opened", "session.opened"]);
    });

    it("is answered alike whether the phone is known", async () => {
      world.clock.advance(60_000);
      const [known, unknown] = [await phones.askCode("13811110001"), await phones.askCode("13811110002")];
      expect([known.status, known.body]).toEqual([unknown.status, unknown.body]);
      expect(known.body).toEqual({ retryAfterSeconds: 60 });
    });

    it("may ask once a minute and five times an hour", async () => {
      expect((await phones.askCode("13811110003")).status).toBe(200);
      const again = await phones.askCode("13811110003");
      expect(again).toMatchObject({ status: 429, body: { code: "login.sms_too_many" } });
      expect(Number(again.headers.get("retry-after"))).toBeLessThanOrEqual(60);
      const codes = [];
      for (let turn = 0; turn < 5; turn += 1) {
        world.clock.advance(60_000);
        codes.push((await phones.askCode("13811110003")).status);
      }
      expect(codes).toEqual([200, 200, 200, 200, 429]);
      expect(sandbox.control.sms("13811110003")).toHaveLength(5);
    });

    it("has five tries", async () => {
      await phones.askCode("13811110004");
      const code = phones.lastCode("13811110004");
      for (let turn = 0; turn < 5; turn += 1) {
        expect((await phones.enterWith("13811110004", phones.wrong(code))).body.code).toBe("login.sms_code_wrong");
      }
      expect((await phones.enterWith("13811110004", code)).body.code).toBe("login.sms_code_wrong");
    });

    it("has five minutes", async () => {
      await phones.askCode("13811110005");
      world.clock.advance(5 * 60_000);
      expect((await phones.enterWith("13811110005", phones.lastCode("13811110005"))).body.code).toBe("login.sms_code_wrong");
    });

    it("uses a code up, and of two at once gets in once", async () => {
      await phones.askCode("13811110006");
      const code = phones.lastCode("13811110006");
      const answers = await Promise.all([1, 2].map(() => phones.enterWith("13811110006", code)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 400]);
      expect((await phones.enterWith("13811110006", code)).body.code).toBe("login.sms_code_wrong");
    });

    it("cannot use another phone's code", async () => {
      await phones.askCode("13811110007");
      expect((await phones.enterWith("13811110008", phones.lastCode("13811110007"))).body.code).toBe("login.sms_code_wrong");
    });

    it.each([
      ["too_frequent", 429, "login.sms_too_many"],
      ["bad_phone", 503, "login.sms_unavailable"],
    ])("is told when the gateway says %s", async (errcode, status, code) => {
      world.clock.advance(60_000);
      sandbox.control.addFault({ path: "/sms/send", errcode });
      expect(await phones.askCode("13811110009")).toMatchObject({ status, body: { code } });
    });
  });

  describe("whose phone was idle for long", () => {
    it("and who stands for nobody: whoever holds it now starts anew, and the old account loses it", async () => {
      const old = await phones.enter("13822220001");
      world.clock.advance(91 * dayMs);
      const fresh = await phones.enter("13822220001");
      expect(fresh.status).toBe(200);
      expect(fresh.body.account.id).not.toBe(old.body.account.id);
      expect((await api.get("/account", phones.headers(old))).body.maskedPhone).toBeNull();
      expect(await kindsOf(old.body.account.id)).toEqual(["account.created", "session.opened", "account.phone_released"]);
    });

    it("and who is on the roll: proves himself by a second fact with the same code", async () => {
      const old = await phones.enter("13822220002");
      await linkToRoll(world, old.body.account.id, { name: "吴大伯", identityNumber: "330825195812039028" });
      world.clock.advance(91 * dayMs);
      const asked = await phones.enter("13822220002");
      expect(asked).toMatchObject({ status: 403, body: { code: "login.second_fact_needed" } });
      const code = phones.lastCode("13822220002");
      expect((await phones.enterWith("13822220002", code, "1234")).body.code).toBe("login.second_fact_wrong");
      const entered = await phones.enterWith("13822220002", code, "9028");
      expect(entered.status).toBe(200);
      expect(entered.body.account.id).toBe(old.body.account.id);
      world.clock.advance(60_000);
      expect((await phones.enter("13822220002")).status).toBe(200);
    });

    it("and is guessed at: five wrong facts a day, whichever code", async () => {
      const old = await phones.enter("13822220003");
      await linkToRoll(world, old.body.account.id, { name: "方阿根", identityNumber: "330825196002039052" });
      world.clock.advance(91 * dayMs);
      for (let turn = 0; turn < 5; turn += 1) {
        world.clock.advance(61 * 60_000);
        await phones.askCode("13822220003");
        expect((await phones.enterWith("13822220003", phones.lastCode("13822220003"), "0000")).body.code).toBe("login.second_fact_wrong");
      }
      world.clock.advance(61 * 60_000);
      await phones.askCode("13822220003");
      expect((await phones.enterWith("13822220003", phones.lastCode("13822220003"), "方阿根")).body.code).toBe("login.second_fact_wrong");
    });
  });

  describe("who binds a phone", () => {
    it("by WeChat's button is reached by it, and asks nobody else's", async () => {
      person("binder", "13833330001");
      const session = phones.headers(await api.post("/sessions/wechat", { code: sandbox.control.loginCode("binder") }));
      const { status, body } = await api.post("/account/phone/wechat", { code: sandbox.control.phoneCode("binder") }, session);
      expect([status, body.maskedPhone]).toEqual([200, "138****0001"]);
      expect(await kindsOf(body.id)).toEqual(["account.created", "session.opened", "account.phone_bound"]);
      const row = await world.deps.db.selectOne<{ id: number; phone_sealed: string }>(sql`SELECT id, phone_sealed FROM accounts WHERE public_id = ${body.id}`);
      expect(row?.phone_sealed).not.toContain("13833330001");
      expect((await accountContact(world.deps, row?.id ?? 0)).phone).toBe("13833330001");
    });

    it("that is somebody's is refused; twice at once, one gets it", async () => {
      await phones.enter("13833330002");
      const one = phones.headers(await phones.enter("13833330003"));
      const two = phones.headers(await phones.enter("13833330004"));
      world.clock.advance(60_000);
      await phones.askCode("13833330002");
      const taken = await api.post("/account/phone/sms", { phone: "13833330002", code: phones.lastCode("13833330002") }, one);
      expect(taken).toMatchObject({ status: 409, body: { code: "account.phone_taken" } });
      person("shared", "13833330005");
      const answers = await Promise.all([one, two].map((headers) => api.post("/account/phone/wechat", { code: sandbox.control.phoneCode("shared") }, headers)));
      expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
    });

    it("takes a phone over that was idle at an account of nobody's", async () => {
      const old = await phones.enter("13833330006");
      world.clock.advance(91 * dayMs);
      const mine = phones.headers(await phones.enter("13833330007"));
      await phones.askCode("13833330006");
      const bound = await api.post("/account/phone/sms", { phone: "13833330006", code: phones.lastCode("13833330006") }, mine);
      expect(bound.body.maskedPhone).toBe("138****0006");
      expect(await kindsOf(old.body.account.id)).toContain("account.phone_released");
    });

    it("needs a session, and a whole body", async () => {
      expect((await api.post("/account/phone/sms", { phone: "13833330001", code: "123456" })).body.code).toBe("session.missing");
      const mine = phones.headers(await phones.enter("13833330008"));
      expect((await api.post("/account/phone/sms", { phone: "123", code: "123456" }, mine)).body.code).toBe("request.invalid");
      expect((await api.post("/account/phone/wechat", {}, mine)).body.code).toBe("request.invalid");
    });
  });

  describe("who chooses a village", () => {
    it("sees it in his account, and the record has it", async () => {
      const entered = await phones.enter("13844440001");
      const chosen = await api.post("/account/village", { villageId: world.areas.xikouVillage.publicId }, phones.headers(entered));
      expect(chosen.body.village).toEqual({ id: world.areas.xikouVillage.publicId, name: "溪口村", kind: "village" });
      expect(await kindsOf(entered.body.account.id)).toContain("account.village_chosen");
    });

    it("cannot choose a township, a closed village or what is not there", async () => {
      const mine = phones.headers(await phones.enter("13844440002"));
      await inTransaction(world.deps.db, async () => {
        await world.deps.db.change(sql`UPDATE areas SET closed_at = 1 WHERE id = ${world.areas.zaoxi.id}`);
        await world.deps.journal.append(system("test"), { kind: "area.merged", subject: { kind: "area", id: world.areas.zaoxi.id, publicId: world.areas.zaoxi.publicId }, areaId: null });
      });
      for (const villageId of [world.areas.xikou.publicId, world.areas.zaoxi.publicId, "AAAAAAAAAAAAAAAAAAAAAA"]) {
        expect(await api.post("/account/village", { villageId }, mine)).toMatchObject({ status: 404, body: { code: "area.not_found" } });
      }
    });
  });
});
