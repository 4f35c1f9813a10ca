import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { BoundedMap, pushBounded } from "./bounded.ts";
import { type Sandbox, startSandbox } from "./sandbox.ts";

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});

afterEach(() => sandbox.close());

async function call(path: string, init: { method?: string; body?: unknown; origin?: string } = {}) {
  const { method = init.body === undefined ? "GET" : "POST", body, origin } = init;
  const response = await fetch(`${sandbox.url}${path}`, {
    method,
    redirect: "manual",
    headers: origin === undefined ? {} : { origin },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, json: () => JSON.parse(text) };
}

describe("picking who one is", () => {
  it("a listed person gets a login code and a phone code, each fresh", async () => {
    const { people } = (await call("/sandbox/people")).json();
    const personId = people[0].id;
    const codes = await Promise.all(
      ["login-code", "login-code", "phone-code"].map((path) => call(`/sandbox/wechat/${path}`, { body: { personId } })),
    );
    expect(new Set(codes.map((answer) => answer.json().code)).size).toBe(3);
    expect(codes[0]?.json().expiresInSeconds).toBe(300);
  });

  it("a person can be added, and added again only replaces", async () => {
    for (const name of ["新人", "新人改名"]) {
      expect((await call("/sandbox/people", { body: { id: "n1", name, phone: "13900000088" } })).status).toBe(201);
    }
    expect(sandbox.control.people().filter(({ id }) => id === "n1")).toMatchObject([{ name: "新人改名" }]);
  });

  it.each([
    ["/sandbox/people", { id: "x", name: "x", phone: "110" }, 400, "bad_person"],
    ["/sandbox/people", "not json", 400, "bad_json"],
    ["/sandbox/wechat/login-code", { personId: "nobody" }, 404, "unknown_person"],
    ["/sandbox/wechat/accept", { personId: "nobody", templateId: "sandbox-task" }, 404, "unknown_person"],
    ["/sandbox/wechat/accept", { personId: "wu-dabo", templateId: "x" }, 404, "unknown_template"],
    ["/sandbox/wechat/templates", { id: "t", title: "t", fields: { "bad key": "x" } }, 400, "bad_template"],
    ["/sandbox/faults", { path: "/sandbox/people", errcode: -1 }, 400, "bad_fault"],
    ["/sandbox/faults", { path: "/sms/send", times: 0 }, 400, "bad_fault"],
    ["/sandbox/nothing-here", {}, 404, "no_such_path"],
  ])("%s with %o is refused with %d", async (path, body, status, error) => {
    const answer = await call(path, { body });
    expect(answer.status).toBe(status);
    expect(answer.json()).toEqual({ error });
  });

  it("accepts add up", async () => {
    const body = { personId: "wu-dabo", templateId: "sandbox-task" };
    expect((await call("/sandbox/wechat/accept", { body })).json()).toEqual({ quota: 1 });
    expect((await call("/sandbox/wechat/accept", { body })).json()).toEqual({ quota: 2 });
  });
});

describe("who may ask from a browser", () => {
  it.each(["http://localhost:10086", "http://127.0.0.1:3000", "http://[::1]:5173"])("a page of %s", async (origin) => {
    const preflight = await call("/sandbox/wechat/login-code", { method: "OPTIONS", origin });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("access-control-allow-origin")).toBe(origin);
    expect((await call("/sandbox/people", { origin })).headers.get("access-control-allow-origin")).toBe(origin);
  });

  it.each(["https://evil.example", "http://localhost.evil.example", "null"])("not a page of %s", async (origin) => {
    const answer = await call("/sandbox/wechat/login-code", { body: { personId: "wu-dabo" }, origin });
    expect(answer.status).toBe(403);
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("planned faults", () => {
  it("strike the named path in order, as often as planned, and can be called off", async () => {
    const path = "/cgi-bin/stable_token";
    await call("/sandbox/faults", { body: { path, errcode: -1, times: 2 } });
    await call("/sandbox/faults", { body: { path, status: 502 } });
    await call("/sandbox/faults", { body: { path: "/sms/send", errcode: "too_frequent", status: 429 } });
    expect((await call(path, { body: {} })).json().errcode).toBe(-1);
    expect((await call(path, { body: {} })).json().errcode).toBe(-1);
    expect((await call(path, { body: {} })).status).toBe(502);
    expect((await call(path, { body: {} })).json().errcode).toBe(40002);
    expect((await call("/sandbox/faults")).json().faults).toHaveLength(1);
    expect((await call("/sandbox/faults", { method: "DELETE" })).json()).toEqual({ faults: [] });
    expect((await call("/sms/send", { body: {} })).status).toBe(401);
  });

  it("a dropped call closes the connection without an answer, and the next one is served", async () => {
    await call("/sandbox/faults", { body: { path: "/sms/send", drop: true } });
    await expect(call("/sms/send", { body: {} })).rejects.toThrow("fetch failed");
    expect((await call("/sms/send", { body: {} })).status).toBe(401);
  });
});

describe("the server", () => {
  it("the page loads nothing from elsewhere and runs nothing inline", async () => {
    const page = await call("/sandbox/");
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.text).not.toMatch(/https?:\/\/|<script>|<style|onclick=/);
    for (const asset of ["page.css", "page.js"]) {
      expect((await call(`/sandbox/${asset}`)).status).toBe(200);
    }
    expect((await call("/sandbox")).headers.get("location")).toBe("/sandbox/");
  });

  it("a body over 64 KB is refused and the server goes on", async () => {
    const answer = await call("/sandbox/people", { body: "x".repeat(300_000) });
    expect(answer.status).toBe(413);
    expect((await call("/sandbox/people")).status).toBe(200);
  });

  it("a port that is taken is told to the caller", async () => {
    await expect(startSandbox({ port: Number(new URL(sandbox.url).port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  it("what it remembers has a limit, and the newest stays", () => {
    const map = new BoundedMap<number>(3);
    const list: number[] = [];
    for (let at = 0; at < 10; at += 1) {
      map.set(`k${at}`, at);
      pushBounded(list, at, 3);
    }
    expect([...map.values()]).toEqual([7, 8, 9]);
    expect(list).toEqual([7, 8, 9]);
  });
});
