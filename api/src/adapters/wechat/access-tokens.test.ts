import { setTimeout as sleep } from "node:timers/promises";
import { type Sandbox, sandboxApp, startSandbox } from "@cunqing/sandbox";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../kernel/clock.ts";
import type { KeyStore } from "../../kernel/key-store.ts";
import { createMemoryKeyStore } from "../keys/memory-key-store.ts";
import { createRedisKeyStore, openRedis } from "../keys/redis-key-store.ts";
import { createAccessTokens } from "./access-tokens.ts";
import { createWechatClient } from "./wechat-client.ts";

const tokenPath = "/cgi-bin/stable_token";
const phonePath = "/wxa/business/getuserphonenumber";
const tokenKey = `wechat:token:${sandboxApp.appId}`;
const lockKey = `wechat:token-lock:${sandboxApp.appId}`;

let sandbox: Sandbox;
let now: number;

beforeEach(async () => {
  now = Date.now();
  sandbox = await startSandbox({ clock: () => now });
});

afterEach(() => sandbox.close());

const newStore = (): KeyStore => createMemoryKeyStore({ clock: { now: () => now } });

/** One client stands for one process; processes share the store. */
const newClient = (tokens: KeyStore, timeoutMs = 1000) =>
  createWechatClient({ baseUrl: sandbox.url, ...sandboxApp, tokens, timeoutMs });

const askPhone = (client: ReturnType<typeof newClient>) => client.phoneNumber(sandbox.control.phoneCode("wu-dabo"));

describe("the access token", () => {
  it("is asked for once by fifty calls at the same moment", async () => {
    const client = newClient(newStore());
    await Promise.all(Array.from({ length: 50 }, () => askPhone(client)));
    expect(sandbox.control.calls(tokenPath)).toBe(1);
    expect(sandbox.control.calls(phonePath)).toBe(50);
  });

  it("is asked for once by fifty calls of five processes that share a store", async () => {
    const store = newStore();
    const clients = Array.from({ length: 5 }, () => newClient(store));
    sandbox.control.addFault({ path: tokenPath, delayMs: 150 });
    await Promise.all(Array.from({ length: 50 }, (_, at) => askPhone(clients[at % 5] ?? newClient(store))));
    expect(sandbox.control.calls(tokenPath)).toBe(1);
  });

  it("is kept until five minutes before its end, and then asked for again", async () => {
    const client = newClient(newStore());
    await askPhone(client);
    now += (7200 - 301) * 1000;
    await askPhone(client);
    expect(sandbox.control.calls(tokenPath)).toBe(1);
    now += 2000;
    await askPhone(client);
    expect(sandbox.control.calls(tokenPath)).toBe(2);
  });

  it("that ended early is replaced and the call repeated, once for fifty calls together", async () => {
    const client = newClient(newStore());
    await askPhone(client);
    sandbox.control.expireTokens();
    await Promise.all(Array.from({ length: 50 }, () => askPhone(client)));
    expect(sandbox.control.calls(tokenPath)).toBe(2);
  });

  it.each([40001, 40014, 42001])("refused with %d is dropped and the call repeated exactly once", async (errcode) => {
    const client = newClient(newStore());
    sandbox.control.addFault({ path: phonePath, errcode });
    await expect(askPhone(client)).resolves.toMatchObject({ countryCode: "86" });
    expect(sandbox.control.calls(phonePath)).toBe(2);

    sandbox.control.addFault({ path: phonePath, errcode, times: 5 });
    await expect(askPhone(client)).rejects.toMatchObject({ name: "WechatAuthError", errcode });
    expect(sandbox.control.calls(phonePath)).toBe(4);
  });

  it("is not forgotten because of a refusal that has nothing to do with it", async () => {
    const store = newStore();
    const client = newClient(store);
    await askPhone(client);
    await expect(client.phoneNumber("nowhere")).rejects.toMatchObject({ errcode: 40029 });
    expect(await store.get(tokenKey)).not.toBeNull();
    expect(sandbox.control.calls(tokenPath)).toBe(1);
  });

  it("that another process has replaced meanwhile is used, not thrown away", async () => {
    const store = newStore();
    const [first, second] = [newClient(store), newClient(store)];
    await askPhone(first);
    sandbox.control.expireTokens();
    await askPhone(second);
    await askPhone(first);
    expect(sandbox.control.calls(tokenPath)).toBe(2);
  });

  it("whose fetching failed is asked for again by the next call: no failure is kept", async () => {
    const client = newClient(newStore());
    sandbox.control.addFault({ path: tokenPath, errcode: 40125 });
    await expect(askPhone(client)).rejects.toMatchObject({ name: "WechatAuthError" });
    await expect(askPhone(client)).resolves.toBeDefined();
  });

  it("does not wait for ever for a process that died while it held the lock", async () => {
    const store = createMemoryKeyStore({ clock: systemClock });
    await store.setIfAbsent(lockKey, "a dead process", 60_000);
    await expect(askPhone(newClient(store, 200))).resolves.toBeDefined();
  });

  it("leaves no lock behind", async () => {
    const store = newStore();
    await askPhone(newClient(store));
    expect(await store.get(lockKey)).toBeNull();
  });

  it("is still had when the key store is gone, and still asked for once by fifty calls", async () => {
    const redis = await openRedis({ url: "redis://127.0.0.1:1", onError: () => undefined });
    const client = newClient(createRedisKeyStore(redis, "x:"));
    await Promise.all(Array.from({ length: 50 }, () => askPhone(client)));
    expect(sandbox.control.calls(tokenPath)).toBe(1);
    redis.disconnect();
  });

  it("that was refused is not handed out again by a look at the store that began before it was dropped", async () => {
    const store = newStore();
    await store.set(tokenKey, "refused", 60_000);
    let isFirst = true;
    // The first read has its value already, but takes its time on the way back.
    const slow: KeyStore = {
      ...store,
      get: async (key) => {
        const value = await store.get(key);
        if (isFirst) {
          isFirst = false;
          await sleep(50);
        }
        return value;
      },
    };
    const fetchToken = async () => ({ token: "fresh", expiresInSeconds: 7200 });
    const tokens = createAccessTokens({ appId: sandboxApp.appId, keys: slow, fetchToken, lockMs: 1000 });
    const early = tokens.current();
    expect(await tokens.replace("refused")).toBe("fresh");
    expect(await early).toBe("refused");
  });
});
