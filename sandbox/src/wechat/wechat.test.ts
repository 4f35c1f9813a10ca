import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Sandbox, sandboxApp, startSandbox } from "../sandbox.ts";
import { faultOfValue } from "./templates.ts";

let sandbox: Sandbox;
let now: number;

beforeEach(async () => {
  now = Date.now();
  sandbox = await startSandbox({ clock: () => now });
});

afterEach(() => sandbox.close());

async function ask(path: string, body?: unknown) {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${sandbox.url}${path}`, init);
  return { status: response.status, answer: JSON.parse(await response.text()) };
}

const askToken = async (change: object = {}) => {
  const body = { grant_type: "client_credential", appid: sandboxApp.appId, secret: sandboxApp.secret, ...change };
  return (await ask("/cgi-bin/stable_token", body)).answer;
};

const send = async (token: string) =>
  (await ask(`/cgi-bin/message/subscribe/send?access_token=${token}`, { touser: "nobody" })).answer.errcode;

describe("WeChat's answers", () => {
  it("are HTTP 200 even when they say no, with the errcode and a request id in the body", async () => {
    const { status, answer } = await ask("/sns/jscode2session?appid=x&secret=y&js_code=z&grant_type=authorization_code");
    expect(status).toBe(200);
    expect(answer).toEqual({ errcode: 40013, errmsg: expect.stringMatching(/^invalid appid, rid: [0-9a-f-]{26}$/) });
  });

  it.each([
    ["no appid", "secret=y&js_code=z", 41002],
    ["no secret", `appid=${sandboxApp.appId}&js_code=z`, 41004],
    ["a wrong secret", `appid=${sandboxApp.appId}&secret=y&js_code=z&grant_type=authorization_code`, 40125],
    ["no grant type", `appid=${sandboxApp.appId}&secret=${sandboxApp.secret}&js_code=z`, 40002],
    ["no code", `appid=${sandboxApp.appId}&secret=${sandboxApp.secret}&grant_type=authorization_code`, 41008],
  ])("a log-in with %s is refused", async (_what, query, errcode) => {
    expect((await ask(`/sns/jscode2session?${query}`)).answer.errcode).toBe(errcode);
  });

  it("a successful log-in has no errcode at all", async () => {
    const code = sandbox.control.loginCode("wu-dabo");
    const query = new URLSearchParams({ appid: sandboxApp.appId, secret: sandboxApp.secret, js_code: code, grant_type: "authorization_code" });
    const { answer } = await ask(`/sns/jscode2session?${query}`);
    expect(answer).toEqual({ openid: expect.stringMatching(/^o.{27}$/), session_key: expect.any(String) });
  });

  it("a person keeps their open id through a restart", async () => {
    const again = await startSandbox();
    expect(again.control.people()).toEqual(sandbox.control.people());
    await again.close();
  });
});

describe("the stable token", () => {
  it("is the same one until five minutes before its end; then old and new both work for five minutes", async () => {
    const first = await askToken();
    now += 3600_000;
    const second = await askToken();
    expect(second).toEqual({ access_token: first.access_token, expires_in: 3600 });

    now += 3300_000;
    const third = await askToken();
    expect(third.access_token).not.toBe(first.access_token);
    expect(await send(first.access_token)).toBe(40003);
    expect(await send(third.access_token)).toBe(40003);
    now += 300_000;
    expect(await send(first.access_token)).toBe(42001);
    expect(await send(third.access_token)).toBe(40003);
  });

  it("forced anew kills the old one, not within 30 s and not more than 20 times a day", async () => {
    const first = await askToken();
    const forced = await askToken({ force_refresh: true });
    expect(await send(first.access_token)).toBe(40001);
    expect((await askToken({ force_refresh: true })).access_token).toBe(forced.access_token);
    for (let times = 2; times <= 20; times += 1) {
      now += 30_000;
      await askToken({ force_refresh: true });
    }
    now += 30_000;
    expect((await askToken({ force_refresh: true })).errcode).toBe(45009);
    now += 24 * 3600_000;
    expect((await askToken({ force_refresh: true })).errcode).toBeUndefined();
  });

  it("is asked for by the right app only, and a call without one or with a made-up one is refused", async () => {
    expect((await askToken({ secret: "wrong" })).errcode).toBe(40125);
    expect((await askToken({ appid: "wx1" })).errcode).toBe(40013);
    expect((await askToken({ grant_type: "x" })).errcode).toBe(40002);
    expect(await send("")).toBe(41001);
    expect(await send("made-up")).toBe(40001);
  });
});

describe("the values of a subscribe message", () => {
  it.each([
    ["thing1", "字".repeat(20)], ["thing1", "😀".repeat(20)], ["character_string2", "LY-20261124-0007"], ["phrase3", "已受理"],
    ["number4", "12.5"], ["amount5", "￥12.50元"], ["name6", "吴大伯"], ["name6", "Wu Dabo"], ["date7", "2026年11月24日"],
    ["date7", "2026-11-24 09:30"], ["time8", "09:30"], ["time8", "2026年11月24日 09:30"], ["phone_number9", "0570-7022000"], ["letter10", "abc"],
  ])("%s takes %s", (key, value) => {
    expect(faultOfValue(key, value)).toBeUndefined();
  });

  it.each([
    ["thing1", "字".repeat(21)], ["thing1", "一行\n两行"], ["thing1", "  "], ["thing1", undefined], ["thing1", 5],
    ["character_string2", "诉求7"], ["character_string2", "a".repeat(33)], ["phrase3", "已经受理了吗"], ["phrase3", "ok"],
    ["number4", "一"], ["name6", "中".repeat(11)], ["date7", "明天"], ["time8", "九点"], ["unheard1", "x"],
  ])("%s refuses %s", (key, value) => {
    expect(faultOfValue(key, value)).toContain(`data.${key}.value`);
  });
});
