import { type Sandbox, sandboxApp, startSandbox } from "@cunqing/sandbox";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../kernel/clock.ts";
import type { KeyStore } from "../../kernel/key-store.ts";
import { createMemoryKeyStore } from "../keys/memory-key-store.ts";
import { createWechatClient, type SubscribeMessage, type WechatClientOptions } from "./wechat-client.ts";
import { WechatAuthError, WechatBusy, WechatError, WechatInputError, WechatRateError, WechatUserError } from "./wechat-errors.ts";

const tokenPath = "/cgi-bin/stable_token";
const sessionPath = "/sns/jscode2session";
const phonePath = "/wxa/business/getuserphonenumber";
const sendPath = "/cgi-bin/message/subscribe/send";

let sandbox: Sandbox;
let now: number;

beforeEach(async () => {
  now = Date.now();
  sandbox = await startSandbox({ clock: () => now });
});

afterEach(() => sandbox.close());

const newStore = (): KeyStore => createMemoryKeyStore({ clock: systemClock });

const newClient = (change: Partial<WechatClientOptions> = {}) =>
  createWechatClient({ baseUrl: sandbox.url, ...sandboxApp, tokens: newStore(), timeoutMs: 500, ...change });

const wuDabo = () => sandbox.control.people()[0] ?? expect.fail("the sandbox has no people");

const message = (change: Partial<SubscribeMessage> = {}): SubscribeMessage => ({
  openId: wuDabo().openId,
  templateId: "sandbox-claim-result",
  page: "features/organisation/pages/claim/index?id=k3",
  data: { thing1: "认领户籍", phrase2: "已通过", thing3: "可以查看本村公开事项", time4: "2026年11月24日 09:30" },
  ...change,
});

const failure = (call: Promise<unknown>): Promise<unknown> => call.then(() => "no error", (error: unknown) => error);

describe("logging in", () => {
  it("a login code gives the person's open id once, and never the session key", async () => {
    const client = newClient();
    const code = sandbox.control.loginCode("wu-dabo");
    expect(await client.codeToSession(code)).toEqual({ openId: wuDabo().openId });
    expect(await failure(client.codeToSession(code))).toMatchObject({ name: "WechatInputError", errcode: 40163 });
  });

  it("the union id is passed on when WeChat gives one", async () => {
    sandbox.control.addPerson({ id: "both", name: "两处", phone: "13900000099", unionId: "u-1" });
    expect(await newClient().codeToSession(sandbox.control.loginCode("both"))).toMatchObject({ unionId: "u-1" });
  });

  it("a code from nowhere, a code older than five minutes and a phone code are all refused as input", async () => {
    const client = newClient();
    const old = sandbox.control.loginCode("wu-dabo");
    now += 5 * 60_000;
    for (const code of ["nowhere", old, sandbox.control.phoneCode("wu-dabo")]) {
      expect(await failure(client.codeToSession(code))).toMatchObject({ name: "WechatInputError", errcode: 40029 });
    }
  });

  it("a wrong secret is an auth error and is not repeated", async () => {
    const error = await failure(newClient({ secret: "wrong" }).codeToSession("x"));
    expect(error).toBeInstanceOf(WechatAuthError);
    expect(sandbox.control.calls(sessionPath)).toBe(1);
  });

  it("the hundred-and-first log-in of a person within a minute is a rate error", async () => {
    const client = newClient();
    for (let at = 0; at < 100; at += 1) {
      await client.codeToSession(sandbox.control.loginCode("wu-dabo"));
    }
    const error = await failure(client.codeToSession(sandbox.control.loginCode("wu-dabo")));
    expect(error).toBeInstanceOf(WechatRateError);
  });
});

describe("errors", () => {
  it.each([
    [40013, WechatAuthError], [40125, WechatAuthError], [40226, WechatUserError], [45009, WechatRateError],
    [45011, WechatRateError], [40029, WechatInputError], [47001, WechatInputError], [61010, WechatUserError],
  ])("errcode %d is a %o with WeChat's request id", async (errcode, ErrorClass) => {
    sandbox.control.addFault({ path: sessionPath, errcode });
    const error = await failure(newClient().codeToSession("x"));
    expect(error).toBeInstanceOf(ErrorClass);
    expect(error).toMatchObject({ errcode, rid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{8}-[0-9a-f]{8}$/) });
  });

  it("an errcode nobody listed is a plain WechatError, not mistaken for a known kind", async () => {
    sandbox.control.addFault({ path: sessionPath, errcode: 99_999 });
    const error = await failure(newClient().codeToSession("x"));
    expect(error).toBeInstanceOf(WechatError);
    expect(error).toMatchObject({ name: "WechatError", errcode: 99_999 });
  });

  it.each([
    ["refused", { path: sessionPath, errcode: 40125 }], ["busy", { path: sessionPath, status: 502, times: 3 }],
    ["cut off", { path: sessionPath, drop: "before" as const, times: 3 }], ["late", { path: sessionPath, delayMs: 5000 }],
  ])("neither the secret nor the code stands in the error of a call that was %s", async (_what, fault) => {
    sandbox.control.addFault(fault);
    const error = await failure(newClient({ timeoutMs: 150 }).codeToSession("my-login-code"));
    const told = error instanceof Error ? `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : "";
    expect(told).toContain(sessionPath);
    for (const secret of [sandboxApp.secret, sandboxApp.appId, "my-login-code", "js_code"]) {
      expect(told).not.toContain(secret);
    }
  });

  it("an answer of another shape is an error and is not shown", async () => {
    const page = async () => new Response(JSON.stringify({ openid: 5, session_key: "hush" }));
    const error = await failure(newClient({ fetch: page }).codeToSession("x"));
    expect(error).toMatchObject({ name: "WechatError", message: expect.not.stringContaining("hush") });
  });
});

describe("trouble on the way", () => {
  it.each([
    ["busy", { errcode: -1 }], ["a proxy's 502", { status: 502 }], ["a dropped connection", { drop: "before" as const }],
  ])("a log-in survives two times %s and gives up at the third", async (_what, fault) => {
    const client = newClient();
    sandbox.control.addFault({ path: sessionPath, ...fault, times: 2 });
    await expect(client.codeToSession(sandbox.control.loginCode("wu-dabo"))).resolves.toBeDefined();

    sandbox.control.addFault({ path: sessionPath, ...fault, times: 3 });
    expect(await failure(client.codeToSession(sandbox.control.loginCode("wu-dabo")))).toBeInstanceOf(WechatBusy);
    expect(sandbox.control.calls(sessionPath)).toBe(6);
  });

  it("a late answer ends at the time limit and is not waited for again", async () => {
    sandbox.control.addFault({ path: sessionPath, delayMs: 10_000, times: 3 });
    const startedAt = performance.now();
    const error = await failure(newClient({ timeoutMs: 200 }).codeToSession("x"));
    expect(error).toMatchObject({ name: "WechatBusy", isLate: true });
    expect(performance.now() - startedAt).toBeLessThan(1500);
    expect(sandbox.control.calls(sessionPath)).toBe(1);
  });

  it("a WeChat that is not there at all is busy, not a defect", async () => {
    await sandbox.close();
    expect(await failure(newClient().codeToSession("x"))).toMatchObject({ name: "WechatBusy", errcode: null });
  });
});

describe("the phone number", () => {
  it("comes once for a phone code, and not for a login code", async () => {
    const client = newClient();
    const code = sandbox.control.phoneCode("wu-dabo");
    expect(await client.phoneNumber(code)).toEqual({ countryCode: "86", phone: wuDabo().phone });
    for (const spent of [code, sandbox.control.loginCode("wu-dabo")]) {
      expect(await failure(client.phoneNumber(spent))).toMatchObject({ name: "WechatInputError", errcode: 40029 });
    }
  });

  it("that carries another app's watermark is not believed", async () => {
    const info = { purePhoneNumber: "13900000001", countryCode: "86", watermark: { appid: "wxffffffffffffffff" } };
    const forged: typeof fetch = (address, init) =>
      String(address).includes(phonePath) ? Promise.resolve(Response.json({ errcode: 0, phone_info: info })) : fetch(address, init);
    expect(await failure(newClient({ fetch: forged }).phoneNumber("x"))).toBeInstanceOf(WechatAuthError);
  });
});

describe("a subscribe message", () => {
  it("arrives as it was written, one for each accept; without an accept left it is 43101", async () => {
    const client = newClient({ miniprogramState: "trial" });
    sandbox.control.accept("wu-dabo", "sandbox-claim-result");
    sandbox.control.accept("wu-dabo", "sandbox-claim-result");
    await client.sendSubscribeMessage(message());
    await client.sendSubscribeMessage(message());
    const error = await failure(client.sendSubscribeMessage(message()));
    expect(error).toBeInstanceOf(WechatUserError);
    expect(error).toMatchObject({ errcode: 43101 });
    expect(sandbox.control.messages(wuDabo().openId)).toHaveLength(2);
    expect(sandbox.control.messages()[0]).toMatchObject({
      page: message().page,
      fields: expect.arrayContaining([{ key: "thing1", label: "申请事项", value: "认领户籍" }]),
    });
  });

  it.each([
    ["a person of another app", { openId: "o-stranger" }, 40003],
    ["an unknown template", { templateId: "no-such" }, 40037],
    ["a page with a leading slash", { page: "/pages/home/index" }, 41030],
    ["a value that is too long", { data: { ...goodValues(), thing1: "字".repeat(21) } }, 47003],
    ["an empty value", { data: { ...goodValues(), thing3: "" } }, 47003],
  ])("%s is refused as input and costs no accept", async (_what, change, errcode) => {
    const client = newClient();
    sandbox.control.accept("wu-dabo", "sandbox-claim-result");
    expect(await failure(client.sendSubscribeMessage(message(change)))).toMatchObject({ name: "WechatInputError", errcode });
    await expect(client.sendSubscribeMessage(message())).resolves.toBeUndefined();
  });

  it("a refused value is named by its field, without its text", async () => {
    const data = { ...goodValues(), phrase2: "secret words" };
    const error = await failure(newClient().sendSubscribeMessage(message({ data })));
    expect(error).toMatchObject({ message: expect.stringContaining("phrase2") });
    expect(error).toMatchObject({ message: expect.not.stringContaining("secret words") });
  });

  it("whose answer was lost is not sent again, and the caller is told that it may have arrived", async () => {
    const client = newClient();
    sandbox.control.accept("wu-dabo", "sandbox-claim-result");
    sandbox.control.accept("wu-dabo", "sandbox-claim-result");
    sandbox.control.addFault({ path: sendPath, drop: "after" });
    expect(await failure(client.sendSubscribeMessage(message()))).toMatchObject({ name: "WechatBusy", mayHaveHappened: true });
    expect(sandbox.control.messages()).toHaveLength(1);
    expect(sandbox.control.calls(sendPath)).toBe(1);
  });

  it.each([
    ["late", { delayMs: 5000 }, true],
    ["a proxy's 504", { status: 504 }, true],
    ["busy", { errcode: -1 }, false],
  ])("that met %s is not repeated by the client", async (_what, fault, mayHaveHappened) => {
    sandbox.control.addFault({ path: sendPath, ...fault });
    const error = await failure(newClient({ timeoutMs: 200 }).sendSubscribeMessage(message()));
    expect(error).toMatchObject({ name: "WechatBusy", mayHaveHappened });
    expect(sandbox.control.calls(sendPath)).toBe(1);
  });

  it("that could not even get a token has certainly not been sent", async () => {
    sandbox.control.addFault({ path: tokenPath, drop: "after", times: 3 });
    expect(await failure(newClient().sendSubscribeMessage(message()))).toMatchObject({ name: "WechatBusy", mayHaveHappened: false });
    expect(sandbox.control.calls(sendPath)).toBe(0);
  });
});

function goodValues(): Record<string, string> {
  return { thing1: "认领户籍", phrase2: "已通过", thing3: "可以查看", time4: "09:30" };
}
