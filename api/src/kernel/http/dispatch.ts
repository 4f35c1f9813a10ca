import type { downloadFile, Endpoint } from "@cunqing/contract";
import type { Context } from "koa";
import * as z from "zod";
import { zhCN } from "zod/locales";
import { holds, type Actor } from "../actor.ts";
import { Refusal, refuseUnless } from "../refusal.ts";
import type { IdempotencyDeps } from "./idempotency.ts";
import { idempotencyKeyOf, runOnce } from "./idempotency.ts";
import { readJson } from "./json-body.ts";
import { limitRate, type RateDeps } from "./rate-limit.ts";
import type { Call, Caller, Route, UploadedFile } from "./route.ts";
import { withUpload } from "./upload.ts";

z.config(zhCN());

export interface DispatchDeps extends IdempotencyDeps, RateDeps {
  /** Where uploads lie while they are looked at. */
  readonly temporaryFolder: string;
  /** Outside production an undeclared refusal is a defect that must be seen. */
  readonly isStrict: boolean;
}

/** What the middlewares before have found out. */
export interface RequestState {
  readonly actor: Actor;
  readonly caller: Caller;
}

/**
 * One request. Order matters: who is asking, how often, what they ask, then the work, then what we let out.
 * The answer is parsed too, so that a field which the contract does not name never leaves.
 */
export async function dispatch(deps: DispatchDeps, route: Route, ctx: Context, state: RequestState): Promise<void> {
  const { endpoint } = route;
  const { actor, caller } = state;
  checkAccess(endpoint, actor);
  await limitRate(deps, endpoint, caller, actor);
  const params = parse(endpoint.params, { ...ctx.query, ...(ctx.params as Record<string, string>) });
  const answerWith = async (rawBody: unknown, file: UploadedFile | undefined) => {
    const body = parse(endpoint.body, rawBody);
    const call = { actor, params, body, file, caller, remember: () => undefined } as Call<Endpoint>;
    const key = idempotencyKeyOf(endpoint, ctx.get("idempotency-key"));
    const result = key ? await runOnce(deps, route, call, key, rawBody) : await route.answer(call);
    letOut(ctx, endpoint, endpoint.result.parse(result));
  };
  try {
    if (endpoint.upload) {
      // An endpoint that has words of its own for "too large" says so by declaring them.
      const tooLarge = endpoint.refusals.find((code) => code.endsWith(".too_large")) ?? "request.too_large";
      await withUpload(ctx.req, { folder: deps.temporaryFolder, bytesMax: endpoint.upload.bytesMax, tooLarge }, answerWith);
    } else {
      await answerWith(endpoint.method === "GET" ? {} : await readJson(ctx.req), undefined);
    }
  } catch (error) {
    checkDeclared(deps, endpoint, error);
    throw error;
  }
}

function letOut(ctx: Context, endpoint: Endpoint, answer: unknown): void {
  if (endpoint.download === undefined) {
    ctx.body = answer;
    return;
  }
  const { name, bytes } = answer as z.output<typeof downloadFile>;
  ctx.type = endpoint.download;
  ctx.set("Content-Disposition", `attachment; filename*=UTF-8''${encodeURIComponent(name)}`);
  ctx.body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkAccess(endpoint: Endpoint, actor: Actor): void {
  const { access } = endpoint;
  if ("public" in access) {
    return;
  }
  refuseUnless(actor.kind === "villager" || actor.kind === "staff", "session.missing");
  if ("permission" in access) {
    refuseUnless(actor.kind === "staff", "session.wrong_capacity");
    refuseUnless(holds(actor, access.permission), "access.denied");
  } else if (access.session !== "any") {
    refuseUnless(actor.kind === access.session, "session.wrong_capacity");
  }
}

function parse(schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    return parsed.data;
  }
  throw new Refusal("request.invalid", {
    fields: parsed.error.issues.slice(0, 50).map((issue) => ({ path: issue.path.join("."), message: issue.message })),
  });
}

/** Refusals that any endpoint may give. */
const everywhere = /^(request|session|access|service)\./;

function checkDeclared(deps: DispatchDeps, endpoint: Endpoint, error: unknown): void {
  if (deps.isStrict && error instanceof Refusal && !everywhere.test(error.code) && !endpoint.refusals.includes(error.code)) {
    throw new Error(`${endpoint.method} ${endpoint.path} refused with ${error.code}, which its contract does not declare`, { cause: error });
  }
}
