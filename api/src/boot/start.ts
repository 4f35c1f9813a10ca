import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { calendarWarning, type Settings } from "@cunqing/config";
import { createFileServing } from "../modules/files/index.ts";
import { createAuthenticate } from "../modules/identity/index.ts";
import { createSecurityLog, keepWriting, type SecurityLog } from "../modules/privacy/index.ts";
import { createRecordPages } from "../modules/trail/index.ts";
import { createApp } from "./app.ts";
import { compose, type Composed } from "./compose.ts";
import { startClock } from "./jobs.ts";
import { createMetrics } from "./metrics.ts";
import { openDeps, type Opened } from "./open-deps.ts";
import { prepare } from "./prepare.ts";
import { healthPages, type Health } from "./web/health.ts";
import { publicPages } from "./web/public-pages.ts";
import { startWorkers, type Running } from "./workers.ts";

export interface Started {
  /** Undefined when this process has no web role. */
  readonly url: string | undefined;
  stop(): Promise<void>;
}

/** Starts the roles that the settings name, in one process. */
export async function start(settings: Settings): Promise<Started> {
  await prepare(settings);
  const opened = await openDeps(settings);
  const composed = compose(opened.deps);
  const health: Health = { isStopping: false };
  const warning = calendarWarning(opened.deps.clock.now(), opened.deps.county.calendar);
  if (warning) {
    opened.deps.log.error({ year: warning.year }, warning.message);
  }
  const securityLog = createSecurityLog(opened.deps);
  const server = settings.roles.includes("web") ? await listen(settings, opened, composed, { health, securityLog }) : undefined;
  const logging = keepWriting(securityLog);
  const workers: Running | undefined = settings.roles.includes("worker") ? startWorkers(opened.deps, composed) : undefined;
  const clock = settings.roles.includes("clock") ? startClock(opened.deps, composed.jobs) : undefined;
  return {
    url: server && `http://${settings.web.host === "0.0.0.0" ? "127.0.0.1" : settings.web.host}:${(server.address() as AddressInfo).port}`,
    async stop() {
      health.isStopping = true;
      clock?.stop();
      await Promise.all([server && drain(server), workers?.stop()]);
      await logging.stop();
      await opened.close();
    },
  };
}

interface Watched {
  readonly health: Health;
  readonly securityLog: SecurityLog;
}

async function listen(settings: Settings, { deps }: Opened, composed: Composed, { health, securityLog }: Watched): Promise<Server> {
  const metrics = createMetrics(deps.db);
  const app = createApp({
    routes: composed.routes,
    dispatch: { ...deps, temporaryFolder: join(settings.dataDir, "tmp"), isStrict: settings.mode !== "production" },
    authenticate: createAuthenticate(deps),
    metrics,
    securityLog,
    trustProxyHops: settings.web.trustProxyHops,
    isSecure: settings.web.publicUrl.startsWith("https:"),
    others: [healthPages(deps, settings, metrics, health), createFileServing(deps), createRecordPages(deps), ...publicPages(deps)],
  });
  const server = app.listen(settings.web.port, settings.web.host);
  // Longer than a proxy keeps its side, so that it is never us who end a connection it is about to use.
  server.keepAliveTimeout = 75_000;
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve);
    server.once("error", reject);
  });
  return server;
}

const drainMs = 10_000;

/** Lets requests under way come to their end; idle connections are closed at once. */
function drain(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
