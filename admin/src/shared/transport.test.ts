import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CallRefused, createClient } from "@cunqing/contract/client";
import { getStaffSelf, loginByPassword, lockStaff } from "@cunqing/contract/paths";
import { afterEach, describe, expect, it } from "vitest";
import { CallOffline, createTransport } from "./transport.ts";

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A service that gives the listed answers in turn and keeps what it was asked. */
async function serve(answers: Answer[]): Promise<{ origin: string; heard: IncomingMessage[] }> {
  const heard: IncomingMessage[] = [];
  server = createServer((request, response) => {
    heard.push(request);
    const answer = answers.shift() ?? { status: 500, body: undefined };
    response.statusCode = answer.status;
    response.end(JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has no other kind of address
  return { origin: `http://127.0.0.1:${String(port)}`, heard };
}

function clientOf(origin: string, signedOut: () => Promise<boolean> = () => Promise.resolve(false)) {
  return createClient(createTransport({ fetch, origin, cookies: () => "theme=1; cq_csrf=ab%2Bc", signedOut }));
}

const expired: Answer = { status: 401, body: { code: "session.expired", message: "登录已过期", requestId: "r" } };
const lock = { params: { staffId: "staff-0001" }, body: { reason: "离岗" } };

describe("the console's transport", () => {
  it("sends the CSRF token of the cookie with every change and with no reading", async () => {
    const { origin, heard } = await serve([{ status: 200, body: {} }, { status: 200, body: {} }]);
    const call = clientOf(origin);
    await call(lockStaff, lock);
    await call(getStaffSelf, {});
    expect(heard.map((request) => [request.url, request.headers["x-csrf-token"]])).toEqual([
      ["/api/staff/staff-0001/lock", "ab+c"],
      ["/api/staff/self", undefined],
    ]);
  });

  it("repeats an interrupted request once the same person is signed in again", async () => {
    const { origin, heard } = await serve([expired, { status: 200, body: { id: "staff-0001" } }]);
    await expect(clientOf(origin, () => Promise.resolve(true))(lockStaff, lock)).resolves.toEqual({ id: "staff-0001" });
    expect(heard).toHaveLength(2);
  });

  it("refuses in the service's words when nobody signs in again", async () => {
    const { origin } = await serve([expired]);
    const refused = await clientOf(origin)(lockStaff, lock).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(CallRefused);
    expect(refused).toMatchObject({ status: 401, code: "session.expired", message: "登录已过期" });
  });

  it("does not take a wrong password for an ended session", async () => {
    const { origin, heard } = await serve([{ status: 401, body: { code: "login.password_wrong", message: "用户名或密码不对", requestId: "r" } }]);
    const body = { username: "wu", password: "wrong" };
    await expect(clientOf(origin, () => Promise.resolve(true))(loginByPassword, { body })).rejects.toMatchObject({ code: "login.password_wrong" });
    expect(heard).toHaveLength(1);
  });

  it("tells no answer apart from a bad answer", async () => {
    const { origin } = await serve([{ status: 502, body: "<html>" }]);
    await expect(clientOf(origin)(getStaffSelf, {})).rejects.toMatchObject({ code: "service.unavailable" });
    await expect(clientOf("http://127.0.0.1:1")(getStaffSelf, {})).rejects.toBeInstanceOf(CallOffline);
  });
});
