import { createReadStream, existsSync, readFileSync, statSync } from "node:fs";
import { randomBytes } from "node:crypto";
import { extname, join, normalize, sep } from "node:path";
import type { Context, Next } from "koa";

export interface StaticOptions {
  /** Where in the address space, such as "/admin". */
  readonly mount: string;
  readonly folder: string;
  /** The page's Content-Security-Policy; `nonce` is fresh for every page. */
  readonly policy: (nonce: string) => string;
}

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".woff2": "font/woff2",
  ".map": "application/json",
};

/**
 * Serves one built front end. Files whose names carry a hash are kept by the browser for good; the page itself
 * is asked for anew each time, so that a new release is seen at once. Unknown paths without an extension get the
 * page, because the front end's own router knows them.
 */
export function staticFiles(options: StaticOptions) {
  const page = join(options.folder, "index.html");
  return async (ctx: Context, next: Next): Promise<void> => {
    if (ctx.path === options.mount) {
      ctx.redirect(`${options.mount}/`);
      return;
    }
    if (!ctx.path.startsWith(`${options.mount}/`) || (ctx.method !== "GET" && ctx.method !== "HEAD")) {
      return next();
    }
    ctx.state.route = `${options.mount}/*`;
    const path = safePath(options.folder, ctx.path.slice(options.mount.length + 1));
    if (path && path !== page && isFile(path)) {
      sendFile(ctx, path);
    } else if (path && extname(path) !== "" && path !== page) {
      return next();
    } else {
      sendPage(ctx, page, options.policy);
    }
  };
}

function safePath(folder: string, wanted: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(wanted);
  } catch {
    return undefined;
  }
  const path = normalize(join(folder, decoded || "index.html"));
  return path.startsWith(folder + sep) && !decoded.includes("\0") ? path : undefined;
}

const isFile = (path: string): boolean => existsSync(path) && statSync(path).isFile();

function sendFile(ctx: Context, path: string): void {
  const { size, mtimeMs } = statSync(path);
  ctx.set("Cache-Control", /[.-][A-Za-z0-9_-]{8,}\.\w+$/.test(path) ? "public, max-age=31536000, immutable" : "public, max-age=300");
  ctx.etag = `${size.toString(36)}-${Math.round(mtimeMs).toString(36)}`;
  ctx.type = types[extname(path)] ?? "application/octet-stream";
  ctx.status = 200;
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.length = size;
  ctx.body = ctx.method === "HEAD" ? "" : createReadStream(path);
}

function sendPage(ctx: Context, page: string, policy: StaticOptions["policy"]): void {
  if (!existsSync(page)) {
    ctx.status = 503;
    ctx.type = "text/plain; charset=utf-8";
    ctx.body = "这个页面还没有构建好：请先运行 npm start";
    return;
  }
  const nonce = randomBytes(16).toString("base64");
  ctx.set("Content-Security-Policy", policy(nonce));
  ctx.set("Cache-Control", "no-cache");
  ctx.type = "text/html; charset=utf-8";
  ctx.body = readFileSync(page, "utf8").replaceAll("__CSP_NONCE__", nonce);
}
