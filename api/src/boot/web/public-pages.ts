import { randomBytes } from "node:crypto";
import { join } from "node:path";
import type { Context, Next } from "koa";
import type { AppDeps } from "../compose.ts";
import { projectRoot } from "../project-root.ts";
import { openApiDocument } from "./openapi.ts";
import { docsPage, landingPage } from "./pages.ts";
import { staticFiles } from "./static-files.ts";

type Middleware = (ctx: Context, next: Next) => Promise<void>;

/** Everything for eyes: the landing page, the two front ends, the API's description. */
export function publicPages(deps: AppDeps): Middleware[] {
  const sandbox = deps.sandboxUrl === null ? "" : ` ${deps.sandboxUrl}`;
  return [
    pagesOfOurs(deps),
    staticFiles({
      mount: "/admin",
      folder: join(projectRoot(), "admin", "dist"),
      policy: (nonce) => `${base}; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; connect-src 'self'`,
    }),
    staticFiles({
      mount: "/m",
      folder: join(projectRoot(), "miniprogram", "dist", "h5"),
      policy: (nonce) => `${base}; script-src 'self' 'nonce-${nonce}'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; connect-src 'self' blob: data:${sandbox}`,
    }),
  ];
}

/** A house with a door: the product's mark. */
const mark =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 34 34"><rect width="34" height="34" rx="7" fill="#c8371f"/><path d="M7 17 17 8l10 9M10 16v10h14V16" fill="none" stroke="#fff" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"/><circle cx="17" cy="20" r="2" fill="#fff"/></svg>';

const base = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'; img-src 'self' data: blob:; media-src 'self' blob:";

function pagesOfOurs(deps: AppDeps): Middleware {
  const landing = landingPage({ county: deps.county.name, slogan: deps.county.words.slogan, sandboxUrl: deps.sandboxUrl });
  const docs = docsPage();
  const description = openApiDocument(deps.publicUrl);
  return async (ctx, next) => {
    if (ctx.method !== "GET" && ctx.method !== "HEAD") {
      return next();
    }
    switch (ctx.path) {
      case "/":
        return sendPage(ctx, landing);
      case "/favicon.ico":
        ctx.state.route = ctx.path;
        ctx.type = "image/svg+xml";
        ctx.set("Cache-Control", "public, max-age=86400");
        ctx.body = mark;
        return;
      case "/api/docs":
        return sendPage(ctx, docs);
      case "/api/openapi.json":
        ctx.state.route = ctx.path;
        ctx.body = description;
        return;
      default:
        return next();
    }
  };
}

function sendPage(ctx: Context, html: string): void {
  ctx.state.route = ctx.path;
  const nonce = randomBytes(16).toString("base64");
  ctx.set("Content-Security-Policy", `${base}; style-src 'nonce-${nonce}'`);
  ctx.type = "text/html; charset=utf-8";
  ctx.body = html.replaceAll("__CSP_NONCE__", nonce);
}
