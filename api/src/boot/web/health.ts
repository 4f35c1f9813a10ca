import type { Context, Next } from "koa";
import type { Settings } from "@cunqing/config";
import type { Deps } from "../../kernel/deps.ts";
import type { Metrics } from "../metrics.ts";

export interface Health {
  /** Set when the process is told to stop: a balancer then sends nobody here any more. */
  isStopping: boolean;
}

/** `live`: the process turns. `ready`: it can answer people, which it cannot without its database. */
export function healthPages(deps: Deps, settings: Settings, metrics: Metrics, health: Health) {
  return async (ctx: Context, next: Next): Promise<void> => {
    ctx.state.route = ctx.path;
    switch (ctx.path) {
      case "/health/live":
        ctx.body = { live: true };
        return;
      case "/health/ready": {
        const isReady = !health.isStopping && (await answers(deps));
        ctx.status = isReady ? 200 : 503;
        ctx.body = { ready: isReady };
        return;
      }
      case "/metrics":
        if (!mayRead(ctx, settings)) {
          return next();
        }
        return sendMetrics(ctx, metrics);
      default:
        ctx.state.route = undefined;
        return next();
    }
  };
}

async function answers(deps: Deps): Promise<boolean> {
  try {
    await within(2000, deps.db.ping());
    return true;
  } catch (error) {
    deps.log.warn({ err: error }, "not ready: the database does not answer");
    return false;
  }
}

function within(ms: number, work: Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error("no answer in time")), ms);
    work.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** With a token, by the token; without one, from this machine only, and not through a proxy that runs on it. */
function mayRead(ctx: Context, settings: Settings): boolean {
  const isProxied = settings.web.trustProxyHops > 0 || ctx.get("x-forwarded-for") !== "";
  return settings.metrics.token === null
    ? !isProxied && ["127.0.0.1", "::1", "::ffff:127.0.0.1"].includes(ctx.req.socket.remoteAddress ?? "")
    : ctx.get("authorization") === `Bearer ${settings.metrics.token}`;
}

async function sendMetrics(ctx: Context, metrics: Metrics): Promise<void> {
  const { type, text } = await metrics.render();
  ctx.type = type;
  ctx.body = text;
}
