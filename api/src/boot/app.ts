import type { Endpoint } from "@cunqing/contract";
import Router from "@koa/router";
import Koa, { type Context, type Next } from "koa";
import { anonymous, type Actor } from "../kernel/actor.ts";
import { newRequestId, withContext } from "../kernel/context.ts";
import { dispatch, type DispatchDeps } from "../kernel/http/dispatch.ts";
import { errorBoundary } from "../kernel/http/error-boundary.ts";
import type { Caller, Route } from "../kernel/http/route.ts";
import type { SecurityLog } from "../modules/privacy/index.ts";
import { callerOf } from "./caller.ts";
import type { Metrics } from "./metrics.ts";

/** Finds out who is asking. Refuses a token that is no longer good; no token at all is nobody. */
export type Authenticate = (caller: Caller, request: { readonly method: string; readonly csrfToken: string; readonly isCookie: boolean }) => Promise<Actor | undefined>;

export interface AppOptions {
  readonly routes: readonly Route[];
  readonly dispatch: DispatchDeps;
  readonly authenticate: Authenticate;
  readonly metrics: Metrics;
  readonly securityLog: SecurityLog;
  readonly trustProxyHops: number;
  readonly isSecure: boolean;
  /** Serves what is not the API: front ends, files, health. They come first and call `next` when not meant. */
  readonly others: readonly ((ctx: Context, next: Next) => Promise<void>)[];
}

/** The order below is the order in which a request meets things; nothing else is registered anywhere. */
export function createApp(options: AppOptions): Koa {
  const app = new Koa({ proxy: options.trustProxyHops > 0, maxIpsCount: options.trustProxyHops });
  // An answer or a body that broke off: Koa would print it past the log.
  app.on("error", (error: unknown) => options.dispatch.log.warn({ err: error }, "a request was not finished"));
  app.use(requestContext(options));
  app.use(errorBoundary(options.dispatch.log));
  for (const other of options.others) {
    app.use(other);
  }
  app.use(apiRouter(options).routes() as Koa.Middleware);
  return app;
}

function requestContext({ dispatch: { log }, metrics, securityLog, isSecure }: AppOptions) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const requestId = newRequestId();
    ctx.state.requestId = requestId;
    ctx.set("X-Request-Id", requestId);
    ctx.set("X-Content-Type-Options", "nosniff");
    ctx.set("Referrer-Policy", "no-referrer");
    if (isSecure) {
      ctx.set("Strict-Transport-Security", "max-age=31536000");
    }
    const startedAt = performance.now();
    await withContext({ requestId }, async () => {
      await next();
      const ms = performance.now() - startedAt;
      // The pattern of the route, never the address: ids and codes stay out of the log.
      const route = String(ctx.state.route ?? "other");
      metrics.request(ctx.method, route, ctx.status, ms);
      // Which form somebody may have sent without a name must not stand beside his address (trust.md 3).
      const request = ctx.state.mayBeAnonymous === true ? ctx.method : `${ctx.method} ${route}`;
      securityLog.note({ address: ctx.ip, request, status: ctx.status });
      log.debug({ method: ctx.method, route, status: ctx.status, ms: Math.round(ms) }, "request");
    });
  };
}

function apiRouter(options: AppOptions): Router {
  const router = new Router({ prefix: "/api" });
  // Paths with fewer parameters first, so that /cases/mine is not taken for a case's id.
  const ordered = [...options.routes].sort((a, b) => parameterCount(a) - parameterCount(b));
  for (const route of ordered) {
    const handle = async (ctx: Context): Promise<void> => {
      ctx.state.route = route.endpoint.path;
      ctx.state.mayBeAnonymous = "public" in route.endpoint.access && route.endpoint.method !== "GET";
      ctx.set("Cache-Control", "no-store");
      const caller = callerOf(ctx, options.isSecure);
      const actor = await options.authenticate(caller, {
        method: ctx.method,
        csrfToken: ctx.get("x-csrf-token"),
        isCookie: caller.isCookie,
      });
      await dispatch(options.dispatch, route, ctx, { actor: actor ?? anonymous, caller });
      // Not before there is an answer: a refusal must not be kept.
      const seconds = cacheSecondsOf(route.endpoint);
      if (seconds !== undefined && ctx.status === 200) {
        ctx.set("Cache-Control", `public, max-age=${seconds}`);
      }
    };
    router.register(route.endpoint.path, [route.endpoint.method.toLowerCase()], handle as never);
  }
  return router;
}

const cacheSecondsOf = ({ method, access, cacheSeconds }: Endpoint): number | undefined => (method === "GET" && "public" in access ? cacheSeconds : undefined);

const parameterCount = (route: Route): number => route.endpoint.path.split("/:").length;
