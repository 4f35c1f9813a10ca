import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { BoundedMap } from "./bounded.ts";
import { type Control, controlRoutes, createControl } from "./control.ts";
import { createFaults, type Fault } from "./faults.ts";
import { type Call, json, readBody, refuse, type Reply, type Routes } from "./http.ts";
import { corsHeaders, isAllowedOrigin } from "./origins.ts";
import { createPeople, demoPeople, type PersonInput } from "./people.ts";
import { createSmsGateway } from "./sms.ts";
import { wechatError } from "./wechat/answers.ts";
import { demoTemplates, type SubscribeTemplate } from "./wechat/templates.ts";
import { createWechat, type WechatApp } from "./wechat/wechat.ts";

export type SandboxOptions = {
  /** 0, the default, takes any free port. */
  port?: number;
  /** It hands out anybody's login, so it never listens beyond this machine. */
  host?: "127.0.0.1";
  /** Where a browser finds it, when something stands in front of it. */
  publicUrl?: string;
  people?: readonly PersonInput[];
  templates?: readonly SubscribeTemplate[];
  app?: WechatApp;
  smsSecret?: string;
  /** Milliseconds since 1970; a test may move it to let codes and tokens grow old. */
  clock?: () => number;
};

export type Sandbox = { url: string; control: Control; close: () => Promise<void> };

/** The demo secrets of `config/`: known to everybody, so production refuses to start with them. */
export const sandboxApp: WechatApp = { appId: "wx0000000000000000", secret: "demo-wechat-app-secret-for-sandbox" };
export const sandboxSmsSecret = "demo-sms-secret-for-sandbox";

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const clock = options.clock ?? Date.now;
  const people = createPeople(options.people ?? demoPeople);
  const app = options.app ?? sandboxApp;
  const wechat = createWechat({ app, clock, people, templates: options.templates ?? demoTemplates });
  const sms = createSmsGateway({ clock, secret: options.smsSecret ?? sandboxSmsSecret });
  const faults = createFaults();
  const counts = new BoundedMap<number>(1000);
  const parts = { people, wechat, sms, faults };
  const played: Routes = { ...wechat.routes, ...sms.routes };
  const controls = controlRoutes(parts);

  let publicOrigin = "";
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = await toCall(request);
    if (call === undefined) {
      write(response, refuse(413, "too_large"));
      return;
    }
    if (isControl(call.path)) {
      write(response, answerControl(controls, call, publicOrigin));
      return;
    }
    counts.set(call.path, (counts.get(call.path) ?? 0) + 1);
    await play(played, call, response, faults.take(call.path));
  }

  const port = await listen(server, options);
  const url = options.publicUrl ?? `http://127.0.0.1:${port}`;
  publicOrigin = new URL(url).origin;
  return { url, control: createControl(parts, (path) => counts.get(path) ?? 0), close: () => close(server) };
}

function listen(server: Server, { port = 0, host = "127.0.0.1" }: SandboxOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      const address = server.address();
      resolve(typeof address === "object" && address !== null ? address.port : port);
    });
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

function answerControl(routes: Routes, call: Call, publicOrigin: string): Reply {
  if (!isAllowedOrigin(call, publicOrigin)) {
    return refuse(403, "foreign_origin");
  }
  const reply = call.method === "OPTIONS" ? { status: 204, headers: {}, body: "" } : dispatch(routes, call);
  return { ...reply, headers: { ...reply.headers, ...corsHeaders(call) } };
}

/** Answers as the outside world would, or fails as the planned fault says. */
async function play(routes: Routes, call: Call, response: ServerResponse, fault: Fault | undefined): Promise<void> {
  if (fault?.delayMs !== undefined) {
    await sleep(fault.delayMs, undefined, { ref: false });
  }
  if (fault?.drop === "before") {
    response.destroy();
    return;
  }
  const reply = (fault === undefined ? undefined : faultReply(fault)) ?? dispatch(routes, call);
  if (fault?.drop === "after") {
    response.destroy();
    return;
  }
  write(response, reply);
}

const isControl = (path: string): boolean => path === "/sandbox" || path.startsWith("/sandbox/");

async function toCall(request: IncomingMessage): Promise<Call | undefined> {
  const body = await readBody(request);
  const target = new URL(request.url ?? "/", "http://sandbox");
  return body === undefined
    ? undefined
    : { method: request.method ?? "GET", path: target.pathname, query: target.searchParams, headers: request.headers, body };
}

function dispatch(routes: Routes, call: Call): Reply {
  if (call.path === "/" || call.path === "/sandbox") {
    return { status: 302, headers: { location: "/sandbox/" }, body: "" };
  }
  const key = `${call.method} ${call.path}`;
  const handler = Object.hasOwn(routes, key) ? routes[key] : undefined;
  return handler === undefined ? refuse(404, "no_such_path") : handler(call);
}

/** The answer that a fault puts in place of the real one, if it does. */
function faultReply(fault: Fault): Reply | undefined {
  if (typeof fault.errcode === "number") {
    return { ...wechatError(fault.errcode), status: fault.status ?? 200 };
  }
  if (typeof fault.errcode === "string") {
    return json({ error: fault.errcode }, fault.status ?? 400);
  }
  if (fault.status === undefined) {
    return undefined;
  }
  const page = `<html><body><h1>${fault.status}</h1></body></html>`;
  return { status: fault.status, headers: { "content-type": "text/html" }, body: page };
}

function write(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, reply.headers).end(reply.body);
}
