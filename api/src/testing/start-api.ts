import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { createApp } from "../boot/app.ts";
import { createMetrics } from "../boot/metrics.ts";
import { createFileServing } from "../modules/files/index.ts";
import { createAuthenticate } from "../modules/identity/index.ts";
import { createSecurityLog, type SecurityLog } from "../modules/privacy/index.ts";
import { createRecordPages } from "../modules/trail/index.ts";
import type { World } from "./world.ts";

export interface TestApi {
  readonly url: string;
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** Not written until a test says so. */
  readonly securityLog: SecurityLog;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of many shapes
  readonly body: any;
  readonly headers: Headers;
}

/** The whole API over a real socket, as the front ends meet it. */
export async function startApi(world: World): Promise<TestApi> {
  const securityLog = createSecurityLog(world.deps);
  const app = createApp({
    routes: world.composed.routes,
    dispatch: { ...world.deps, temporaryFolder: join(world.folder, "tmp"), isStrict: true },
    authenticate: createAuthenticate(world.deps),
    metrics: createMetrics(world.deps.db),
    securityLog,
    trustProxyHops: 0,
    isSecure: false,
    others: [createFileServing(world.deps), createRecordPages(world.deps)],
  });
  const server = app.listen(0, "127.0.0.1");
  // Longer than any test rests between two requests: a connection that ends just then would look like a fault.
  server.keepAliveTimeout = 120_000;
  await new Promise((resolve) => server.once("listening", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api`;
  const ask = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(url + path, init);
    const text = await response.text();
    return { status: response.status, body: text === "" ? undefined : JSON.parse(text), headers: response.headers };
  };
  return {
    url,
    securityLog,
    get: (path, headers = {}) => ask(path, { headers }),
    post: (path, body, headers = {}) =>
      ask(path, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: body === undefined ? null : typeof body === "string" ? body : JSON.stringify(body),
      }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
