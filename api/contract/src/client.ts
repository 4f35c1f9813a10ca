import type { CallOf, Endpoint, ResultOf } from "./endpoint.ts";
import type { RefusalBody, RefusalCode } from "./refusals.ts";

/** An endpoint without its schemas: what the front ends ship. The type parameter carries the shapes. */
export interface Lean<E extends Endpoint> {
  readonly method: E["method"];
  readonly path: E["path"];
  /** Never set. */
  readonly endpoint?: E;
}

/** How bytes travel: `fetch` in the console, `Taro.request` on the phone. */
export type Transport = (request: TransportRequest) => Promise<{ status: number; body: unknown }>;

export interface TransportRequest {
  readonly method: "GET" | "POST";
  /** With the query string. */
  readonly path: string;
  readonly body: unknown;
  readonly idempotencyKey: string | undefined;
}

/** The service said no, in words for the person. */
export class CallRefused extends Error {
  override readonly name = "CallRefused";
  readonly status: number;
  readonly code: RefusalCode;
  readonly fields: NonNullable<RefusalBody["fields"]>;
  readonly facts: NonNullable<RefusalBody["facts"]>;

  constructor(status: number, body: RefusalBody) {
    super(body.message);
    this.status = status;
    this.code = body.code;
    this.fields = body.fields ?? [];
    this.facts = body.facts ?? {};
  }
}

export interface CallOptions {
  readonly idempotencyKey?: string;
}

export function createClient(send: Transport) {
  return async function call<E extends Endpoint>(
    endpoint: Lean<E>,
    order: CallOf<E>,
    options: CallOptions = {},
  ): Promise<ResultOf<E>> {
    const { params = {}, body } = order as { params?: Record<string, unknown>; body?: unknown };
    const answer = await send({
      method: endpoint.method,
      path: fillPath(endpoint.path, params),
      body: endpoint.method === "GET" ? undefined : (body ?? {}),
      idempotencyKey: options.idempotencyKey,
    });
    if (answer.status >= 400) {
      throw new CallRefused(answer.status, asRefusal(answer.body));
    }
    return answer.body as ResultOf<E>;
  };
}

/** Puts values into `:name` places and the rest into the query. */
export function fillPath(path: string, params: Record<string, unknown>): string {
  const query: string[] = [];
  let filled = path;
  for (const name of Object.keys(params)) {
    const value = params[name];
    if (value === undefined || value === null || value === "") {
      continue;
    }
    const text = encodeURIComponent(String(value));
    if (filled.includes(`:${name}`)) {
      filled = filled.replace(`:${name}`, text);
    } else {
      query.push(`${name}=${text}`);
    }
  }
  return query.length > 0 ? `${filled}?${query.join("&")}` : filled;
}

function asRefusal(body: unknown): RefusalBody {
  const known = body as Partial<RefusalBody> | null;
  if (known && typeof known.code === "string" && typeof known.message === "string") {
    return known as RefusalBody;
  }
  // A proxy between us answered in its own words.
  return { code: "service.unavailable", message: "网络或系统暂时不通，请稍后再试", requestId: "" };
}
