import type { CallOf, Endpoint } from "@cunqing/contract";
import { CallRefused, fillPath, type Lean } from "@cunqing/contract/client";
import { relogin } from "./client.ts";
import { asRefusal, CallOffline, csrfToken, isSessionGone, parseJson } from "./transport.ts";

/** Fetches a file that the service makes, and hands it to the browser under the name the service gave it. */
export async function download<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>): Promise<void> {
  const { params = {}, body = {} } = order as { params?: Record<string, unknown>; body?: unknown };
  const path = `/api${fillPath(endpoint.path, params)}`;
  let answer = await ask(endpoint.method, path, body);
  if (answer.status === 401) {
    const refusal = parseJson(await answer.clone().text());
    if (isSessionGone({ status: 401, body: refusal }) && (await relogin.ask())) {
      answer = await ask(endpoint.method, path, body);
    }
  }
  if (!answer.ok) {
    throw new CallRefused(answer.status, asRefusal(parseJson(await answer.text()), "文件没有取到，请稍后再试"));
  }
  save(await answer.blob(), nameIn(answer.headers.get("content-disposition") ?? ""));
}

async function ask(method: "GET" | "POST", path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = {};
  const init: RequestInit = { method, headers, credentials: "same-origin" };
  if (method === "POST") {
    headers["content-type"] = "application/json";
    init.body = JSON.stringify(body);
    const token = csrfToken(document.cookie);
    if (token !== undefined) {
      headers["x-csrf-token"] = token;
    }
  }
  try {
    return await fetch(path, init);
  } catch {
    // fetch rejects only when no answer came at all.
    throw new CallOffline();
  }
}

export function nameIn(disposition: string): string {
  const [, encoded] = /filename\*=UTF-8''([^;]+)/.exec(disposition) ?? [];
  return encoded === undefined ? "下载" : decodeURIComponent(encoded);
}

function save(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the blob over by the next turn.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
