import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

export type Call = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
};

export type Reply = { status: number; headers: Record<string, string>; body: string };

export type Handler = (call: Call) => Reply;

/** Keys are "METHOD /path". */
export type Routes = Readonly<Record<string, Handler>>;

export const bodyLimitBytes = 64 * 1024;

export function json(value: unknown, status = 200): Reply {
  return {
    status,
    headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}

/** The sandbox's own refusals (not WeChat's, which are always HTTP 200). */
export const refuse = (status: number, error: string): Reply => json({ error }, status);

export type JsonObject = Readonly<Record<string, unknown>>;

/** The parsed object, or nothing when the text is not a JSON object. */
export function parseObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A non-empty string of at most `max` characters, or nothing. */
export function textOf(value: unknown, max = 200): string | undefined {
  return typeof value === "string" && value.length > 0 && value.length <= max ? value : undefined;
}

// What is too long is still read to its end and thrown away, so that the caller hears the answer.
/** The whole body, or nothing when it is longer than the limit. */
export async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    const part = new Uint8Array(chunk);
    bytes += part.byteLength;
    if (bytes <= bodyLimitBytes) {
      chunks.push(part);
    }
  }
  return bytes > bodyLimitBytes ? undefined : Buffer.concat(chunks).toString("utf8");
}
