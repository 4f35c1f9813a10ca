import type { Context, Next } from "koa";
import { refuseUnless } from "../../kernel/refusal.ts";
import { readRange } from "./byte-range.ts";
import type { FilesDeps } from "./deps.ts";
import { findStored, type StoredBytes } from "./queries/find-stored.ts";

/**
 * Gives out the bytes to whoever holds an address that we signed. The address is the whole right: it was given to
 * somebody who may see the case, and ends after half an hour. A picture tag can send no token.
 */
export function createFileServing(deps: FilesDeps) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const [, id = "", size = ""] = addressPattern.exec(ctx.path) ?? [];
    if (id === "" || (ctx.method !== "GET" && ctx.method !== "HEAD")) {
      return next();
    }
    ctx.state.route = "/files/:id/:size";
    // No copy of a refusal may outlive the moment when a good address is made.
    ctx.set("Cache-Control", "no-store");
    // Nothing is looked up for an address that is not ours, so not even the clock tells whether the file exists.
    refuseUnless(deps.urls.verify(ctx.originalUrl, deps.clock.now(), "file") === "good", "file.not_found");
    // An address that was signed before the photo was withheld opens it no more.
    const [stored, isHidden] = await Promise.all([findStored(deps.db, id, size), deps.withheld.isPhotoHidden(id)]);
    refuseUnless(stored && !isHidden, "file.not_found");
    await send(deps, ctx, stored);
  };
}

const addressPattern = /^\/api\/files\/([^/]+)\/([^/]+)$/;

async function send(deps: FilesDeps, ctx: Context, stored: StoredBytes): Promise<void> {
  const range = askedRange(ctx, stored);
  if (range === "unsatisfiable") {
    ctx.status = 416;
    ctx.set("Content-Range", `bytes */${stored.voiceBytes}`);
    ctx.body = "";
    return;
  }
  const found = await deps.storage.open(stored.key, range === "whole" ? undefined : range);
  refuseUnless(found, "file.not_found");
  ctx.set({
    "Content-Type": stored.mime,
    "Content-Disposition": "inline",
    "Cache-Control": "private, max-age=900",
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    ...(stored.voiceBytes === null ? {} : { "Accept-Ranges": "bytes" }),
  });
  ctx.body = found.stream;
  if (range === "whole") {
    ctx.status = 200;
    ctx.length = found.byteCount;
  } else {
    ctx.status = 206;
    ctx.set("Content-Range", `bytes ${range.start}-${range.end}/${found.byteCount}`);
    ctx.length = range.end - range.start + 1;
  }
}

/** Phones play a voice note by stretches. `If-Range` names a version, and we name none: then the whole is right. */
function askedRange(ctx: Context, { voiceBytes }: StoredBytes): ReturnType<typeof readRange> {
  const isAsked = voiceBytes !== null && ctx.method === "GET" && ctx.get("If-Range") === "";
  return isAsked ? readRange(ctx.get("Range"), voiceBytes) : "whole";
}
