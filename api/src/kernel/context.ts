import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";

/** What belongs to one request (or one run of a job) and is wanted deep down: by the log and the journal. */
export interface RequestContext {
  readonly requestId: string;
}

const store = new AsyncLocalStorage<RequestContext>();

export function withContext<T>(context: RequestContext, work: () => T): T {
  return store.run(context, work);
}

export function currentRequestId(): string | undefined {
  return store.getStore()?.requestId;
}

export const newRequestId = (): string => randomBytes(12).toString("base64url");
