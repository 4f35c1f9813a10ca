import { startSandbox, type Sandbox } from "@cunqing/sandbox";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomId } from "../../kernel/crypto/random.ts";
import { caseOrder } from "../../modules/cases/testing/build-case.ts";
import { openProxy, through, type CuttableProxy } from "../../testing/cuttable-proxy.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";

let proxy: CuttableProxy;
let sandbox: Sandbox;
let world: World;
let api: TestApi;

beforeAll(async () => {
  const server = new URL(process.env.REDIS_URL ?? "");
  proxy = await openProxy({ host: server.hostname, port: Number(server.port) });
  sandbox = await startSandbox();
  world = await openWorld({ sandboxUrl: sandbox.url, reroute: (env) => ({ ...env, REDIS_URL: through(env.REDIS_URL ?? "", proxy) }) });
  // The gateway refuses messages signed at another time than its own.
  world.clock.set(Date.now());
  api = await startApi(world);
});
afterAll(async () => {
  await api.close();
  await world.close();
  await sandbox.close();
  await proxy.close();
});

const submit = () => api.post("/cases", caseOrder(world.areas.xikouVillage), { "idempotency-key": randomId() });
let phones = 0;
/** Another phone each time: a phone may ask for one code a minute only. */
const sendCode = () => api.post("/sessions/sms-code", { phone: `199000000${String((phones += 1)).padStart(2, "0")}` });

it("Redis gone: people still speak up and read, log-in codes fail closed, and all heals by itself", async () => {
  expect((await submit()).status).toBe(200);
  proxy.cut();
  // Rate limits fail open: nobody is kept from reporting because a counter is gone.
  expect((await submit()).status).toBe(200);
  expect((await api.get("/catalog")).status).toBe(200);
  // A code that cannot be remembered must not be sent, or anybody could guess for ever.
  expect((await sendCode()).body.code).toBe("login.sms_unavailable");
  proxy.mend();
  await expect.poll(async () => (await sendCode()).status, { timeout: 15_000, interval: 1500 }).toBe(200);
});
