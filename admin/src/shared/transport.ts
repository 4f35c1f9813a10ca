import type { RefusalBody } from "@cunqing/contract";
import type { Transport, TransportRequest } from "@cunqing/contract/client";

/** Nothing was heard from the service: no network, or nobody listening. */
export class CallOffline extends Error {
  override readonly name = "CallOffline";
  constructor() {
    super("连不上服务器，请检查网络后再试");
  }
}

export interface TransportParts {
  readonly fetch: typeof fetch;
  /** Where the API stands; empty in the browser, where it has our own origin. */
  readonly origin: string;
  /** The present `document.cookie`. */
  readonly cookies: () => string;
  /** Called when the session is gone; answers true when the request may be repeated as the same person. */
  readonly signedOut: () => Promise<boolean>;
}

/** JSON over fetch, with the CSRF token, and a second try after a fresh log-in. */
export function createTransport(parts: TransportParts): Transport {
  return async function send(request) {
    const answer = await exchange(parts, request);
    if (!isSessionGone(answer) || !(await parts.signedOut())) {
      return answer;
    }
    return exchange(parts, request);
  };
}

/** The token lives in a readable cookie and comes back in a header: another site can do the one, not the other. */
export function csrfToken(cookies: string): string | undefined {
  const found = cookies.split("; ").find((cookie) => cookie.startsWith("cq_csrf="));
  return found === undefined ? undefined : decodeURIComponent(found.slice("cq_csrf=".length));
}

/** A wrong password is a 401 too, but it is an answer to a question, not the end of a session. */
export function isSessionGone(answer: { status: number; body: unknown }): boolean {
  if (answer.status !== 401 || typeof answer.body !== "object" || answer.body === null) {
    return false;
  }
  return "code" in answer.body && (answer.body.code === "session.missing" || answer.body.code === "session.expired");
}

export function parseJson(text: string): unknown {
  try {
    return text === "" ? undefined : JSON.parse(text);
  } catch {
    // A proxy's error page is not JSON; the status decides then.
    return undefined;
  }
}

/** A proxy between us may answer in its own words; then `otherwise` is what the person reads. */
export function asRefusal(body: unknown, otherwise: string): RefusalBody {
  const known = body as Partial<RefusalBody> | undefined;
  if (typeof known?.code === "string" && typeof known.message === "string") {
    return known as RefusalBody;
  }
  return { code: "service.unavailable", message: otherwise, requestId: "" };
}

async function exchange(parts: TransportParts, request: TransportRequest): Promise<{ status: number; body: unknown }> {
  const headers: Record<string, string> = { accept: "application/json" };
  const init: RequestInit = { method: request.method, headers, credentials: "same-origin" };
  if (request.method === "POST") {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(request.body);
    const token = csrfToken(parts.cookies());
    if (token !== undefined) {
      headers["x-csrf-token"] = token;
    }
  }
  if (request.idempotencyKey !== undefined) {
    headers["idempotency-key"] = request.idempotencyKey;
  }
  const answer = await parts.fetch(`${parts.origin}/api${request.path}`, init).catch(() => {
    // fetch rejects only when no answer came at all.
    throw new CallOffline();
  });
  return { status: answer.status, body: parseJson(await answer.text()) };
}
