import { createHash } from "node:crypto";
import { encodeBundle, parseEntriesPath, parseTilePath, tileWidth, type BundlePlace, type TilePlace } from "@cunqing/proof";
import type { Context, Next } from "koa";
import { anonymous } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitRate } from "../../../kernel/http/rate-limit.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { noteWithCosignatures } from "./cosignatures.ts";
import { signedSize } from "./prove.ts";
import { tileKey, type TileReader } from "./tile-reader.ts";
import { newestCheckpoint, publicForms } from "./tree-store.ts";

const base = "/api/trail/";
/** Times twenty an address, since a village may stand behind one. A record of ten million entries is 80,000 pages: some minutes. */
const perMinute = 2000;

/** What C2SP calls the log: the newest checkpoint, tiles and entry bundles, for anybody and any cache between. */
export function recordPages(deps: Deps, tiles: TileReader) {
  return async (ctx: Context, next: Next): Promise<void> => {
    const path = ctx.path.startsWith(base) ? ctx.path.slice(base.length) : "";
    const page = ctx.method === "GET" || ctx.method === "HEAD" ? pageOf(path) : undefined;
    if (!page) {
      return next();
    }
    ctx.state.route = page.route;
    // Until there is something to send: a cache would keep a "not there" that is true for a second only.
    ctx.set("Cache-Control", "no-store");
    await limitRate(deps, { method: "GET", path: page.route, ratePerMinute: perMinute }, { address: ctx.ip }, anonymous);
    await page.send(deps, tiles, ctx);
  };
}

interface Page {
  /** For the log and the counters: never the address itself. */
  readonly route: `/${string}`;
  send(deps: Deps, tiles: TileReader, ctx: Context): Promise<void>;
}

function pageOf(path: string): Page | undefined {
  if (path === "checkpoint") {
    return { route: "/trail/checkpoint", send: (deps, _, ctx) => sendCheckpoint(deps, ctx) };
  }
  const bundle = parseEntriesPath(path);
  if (bundle) {
    return { route: "/trail/tile/entries", send: (deps, _, ctx) => sendBundle(deps, bundle, ctx) };
  }
  const tile = parseTilePath(path);
  return tile ? { route: "/trail/tile", send: (_, tiles, ctx) => sendTile(tiles, tile, ctx) } : undefined;
}

async function sendCheckpoint({ db }: Deps, ctx: Context): Promise<void> {
  const newest = await newestCheckpoint(db);
  refuseUnless(newest, "trail.empty");
  const note = await noteWithCosignatures(db, newest);
  sendCached(ctx, note, { seconds: 2, type: "text/plain; charset=utf-8" });
}

/** Tiles, the open ones too, are written in the transaction that signs their head: what is there is signed. */
async function sendTile(tiles: TileReader, place: TilePlace, ctx: Context): Promise<void> {
  const bytes = (await tiles.read([place])).get(tileKey(place))?.bytes;
  refuseUnless(bytes && bytes.length >= 32 * place.width, "request.not_found");
  sendBytes(ctx, bytes.subarray(0, 32 * place.width), place.width);
}

async function sendBundle({ db }: Deps, { index, width }: BundlePlace, ctx: Context): Promise<void> {
  const begin = index * tileWidth;
  refuseUnless(begin + width <= (await signedSize(db)), "request.not_found");
  const forms = await publicForms(db, begin, width);
  if (forms.length !== width) {
    throw new Error(`the record has a gap at position ${begin + forms.length}`);
  }
  sendBytes(ctx, Buffer.from(encodeBundle(forms)), width);
}

/** Full pages are not for good: a lawful restore replaces those above its base, and caches of strangers must heal by themselves. */
function sendBytes(ctx: Context, bytes: Buffer, width: number): void {
  sendCached(ctx, bytes, { seconds: width === tileWidth ? 24 * 60 * 60 : 60, type: "application/octet-stream" });
}

function sendCached(ctx: Context, content: Buffer | string, { seconds, type }: { readonly seconds: number; readonly type: string }): void {
  ctx.set("Cache-Control", `public, max-age=${seconds}`);
  ctx.etag = createHash("sha256").update(content).digest("base64url").slice(0, 22);
  ctx.status = 200;
  if (ctx.fresh) {
    ctx.status = 304;
    return;
  }
  ctx.type = type;
  ctx.body = content;
}
