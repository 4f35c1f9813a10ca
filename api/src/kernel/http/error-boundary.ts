import type { RefusalBody, RefusalCode } from "@cunqing/contract";
import { refusals } from "@cunqing/contract";
import type { Context, Next } from "koa";
import { isConnectionLost, isFull, isRetryable } from "../database-errors.ts";
import type { Log } from "../log.ts";
import { Refusal, type RefusalDetails } from "../refusal.ts";

/** Turns whatever is thrown into one shape. What is no refusal says nothing of itself but the request id. */
export function errorBoundary(log: Log) {
  return async (ctx: Context, next: Next): Promise<void> => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) {
        answer(ctx, "request.not_found", {});
      }
    } catch (error) {
      if (error instanceof Refusal) {
        answer(ctx, error.code, error.details);
        return;
      }
      const code = codeOf(error);
      log[code === "service.defect" ? "error" : "warn"]({ err: error }, code);
      answer(ctx, code, code === "service.unavailable" ? { retryAfterSeconds: 5 } : {});
    }
  };
}

/** The machine's own troubles, told apart because a person acts differently on each. */
function codeOf(error: unknown): RefusalCode {
  if (isFull(error)) {
    return "service.full";
  }
  return isConnectionLost(error) || isRetryable(error) ? "service.unavailable" : "service.defect";
}

function answer(ctx: Context, code: RefusalCode, details: RefusalDetails): void {
  const body: RefusalBody = {
    code,
    message: refusals[code].message,
    requestId: String(ctx.state.requestId ?? ""),
    ...(details.fields ? { fields: details.fields } : {}),
    ...(details.facts ? { facts: details.facts } : {}),
  };
  ctx.status = refusals[code].status;
  ctx.body = body;
  if (details.retryAfterSeconds !== undefined) {
    ctx.set("Retry-After", String(details.retryAfterSeconds));
  }
}
