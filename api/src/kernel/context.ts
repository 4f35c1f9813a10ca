import { AsyncLocalStorage } from "node:async_hooks";
import { freshBytes } from "./crypto/random.ts";

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

export const newRequestId = (): string => freshBytes(12).toString("base64url");
