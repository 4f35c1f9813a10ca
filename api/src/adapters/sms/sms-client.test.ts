import { type Sandbox, sandboxSmsSecret, startSandbox } from "@cunqing/sandbox";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { systemClock } from "../../kernel/clock.ts";
import { createSmsClient, type SmsClientOptions, type SmsMessage, SmsRefused, SmsUnavailable } from "./sms-client.ts";

const path = "/sms/send";
const phone = "13900000001";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(() => sandbox.close());

const newClient = (change: Partial<SmsClientOptions> = {}) =>
  createSmsClient({ url: `${sandbox.url}${path}`, secret: sandboxSmsSecret, clock: systemClock, timeoutMs: 300, ...change });

const loginCode = (id: string, code = "482913"): SmsMessage => ({
  id,
  phone,
  template: "login_code",
  params: { code, minutes: "5" },
});

const failure = (call: Promise<unknown>): Promise<unknown> => call.then(() => "no error", (error: unknown) => error);

describe("a text message", () => {
  it("arrives with its gaps filled", async () => {
    await newClient().send(loginCode("a"));
    await newClient().send({ id: "b", phone, template: "case_update", params: { number: "LY-7", words: "已派人去清" } });
    const [first, second] = sandbox.control.sms(phone);
    expect(first?.text).toContain("验证码 482913，5 分钟内有效");
    expect(second?.text).toContain("（LY-7）有新进展：已派人去清");
  });

  it("sent twice under one id arrives once; another message under that id is refused", async () => {
    const client = newClient();
    await client.send(loginCode("a"));
    await client.send(loginCode("a"));
    expect(sandbox.control.sms()).toHaveLength(1);
    expect(await failure(client.send(loginCode("a", "000000")))).toMatchObject({ reason: "id_reused" });
  });

  it("whose answer was lost can be sent again and still arrives once", async () => {
    const client = newClient();
    sandbox.control.addFault({ path, drop: "after" });
    expect(await failure(client.send(loginCode("a")))).toBeInstanceOf(SmsUnavailable);
    await client.send(loginCode("a"));
    expect(sandbox.control.sms()).toHaveLength(1);
  });

  it.each([
    ["a wrong secret", { secret: "wrong" }, "bad_signature"],
    ["a clock that is six minutes wrong", { clock: { now: () => Date.now() - 360_000 } }, "stale_timestamp"],
  ])("signed with %s is refused and not sent", async (_what, change, reason) => {
    const error = await failure(newClient(change).send(loginCode("a")));
    expect(error).toBeInstanceOf(SmsRefused);
    expect(error).toMatchObject({ reason });
    expect(sandbox.control.sms()).toHaveLength(0);
  });

  it("that the gateway refuses tells the reason", async () => {
    expect(await failure(newClient().send({ ...loginCode("a"), phone: "110" }))).toMatchObject({ reason: "bad_phone" });
    sandbox.control.addFault({ path, errcode: "too_frequent", status: 429 });
    expect(await failure(newClient().send(loginCode("b")))).toMatchObject({ name: "SmsRefused", reason: "too_frequent" });
  });

  it.each([
    ["cut off", { drop: "before" as const }], ["late", { delayMs: 5000 }], ["answered by a proxy's 502", { status: 502 }],
    ["answered by a page instead of a receipt", { status: 200 }],
  ])("that was %s is unavailable, and neither phone nor code stands in the error", async (_what, fault) => {
    sandbox.control.addFault({ path, ...fault });
    const error = await failure(newClient().send(loginCode("a")));
    expect(error).toBeInstanceOf(SmsUnavailable);
    const told = error instanceof Error ? `${error.message} ${error.stack} ${String(error.cause)}` : "";
    expect(told).not.toMatch(/13900000001|482913/);
  });

  it("to a gateway that is not there is unavailable", async () => {
    await sandbox.close();
    expect(await failure(newClient().send(loginCode("a")))).toBeInstanceOf(SmsUnavailable);
  });
});
