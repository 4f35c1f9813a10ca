import { readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { answering, type Host, type Options } from "./host.ts";

/** wx.request and wx.uploadFile over a real socket. */
export function networkApis(host: Host): Record<string, unknown> {
  return {
    request(options: Options) {
      const stopper = new AbortController();
      answering(host, "request", () => request(host, options, stopper.signal))(withCallbacks(options));
      return { abort: () => stopper.abort(), onHeadersReceived() {}, offHeadersReceived() {}, onChunkReceived() {}, offChunkReceived() {} };
    },
    uploadFile(options: Options) {
      const stopper = new AbortController();
      answering(host, "uploadFile", () => upload(host, options, stopper.signal))(withCallbacks(options));
      return { abort: () => stopper.abort(), onProgressUpdate() {}, offProgressUpdate() {}, onHeadersReceived() {} };
    },
    downloadFile(options: Options) {
      const stopper = new AbortController();
      answering(host, "downloadFile", () => download(host, options, stopper.signal))(withCallbacks(options));
      return { abort: () => stopper.abort(), onProgressUpdate() {}, onHeadersReceived() {} };
    },
    onNetworkStatusChange() {},
    offNetworkStatusChange() {},
    getNetworkType: answering(host, "getNetworkType", () => ({ networkType: "wifi" })),
  };
}

/** These return a task, so they never answer by promise. */
const withCallbacks = (options: Options): Options => ({ complete: () => undefined, ...options });

async function request(host: Host, options: Options, signal: AbortSignal): Promise<unknown> {
  const method = String(options["method"] ?? "GET").toUpperCase();
  const { url, body } = method === "GET" ? asQuery(options) : { url: String(options["url"]), body: asBody(options["data"]) };
  const answer = await travel(host, method, url, {
    method,
    signal,
    headers: (options["header"] ?? {}) as Record<string, string>,
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  return { statusCode: answer.status, data: parse(text), header: Object.fromEntries(answer.headers) };
}

async function upload(host: Host, options: Options, signal: AbortSignal): Promise<unknown> {
  const path = String(options["filePath"]);
  const form = new FormData();
  Object.entries((options["formData"] ?? {}) as Record<string, string>).forEach(([name, value]) => form.append(name, value));
  form.append(String(options["name"]), new Blob([await readFile(path)]), basename(path));
  const answer = await travel(host, "POST", String(options["url"]), {
    method: "POST",
    body: form,
    signal,
    headers: (options["header"] ?? {}) as Record<string, string>,
  });
  return { statusCode: answer.status, data: await answer.text() };
}

async function download(host: Host, options: Options, signal: AbortSignal): Promise<unknown> {
  const headers = (options["header"] ?? {}) as Record<string, string>;
  const answer = await travel(host, "GET", String(options["url"]), { method: "GET", signal, headers });
  const tempFilePath = join(host.phone.folder, `download-${Date.now()}`);
  await writeFile(tempFilePath, Buffer.from(await answer.arrayBuffer()));
  return { statusCode: answer.status, tempFilePath };
}

async function travel(host: Host, method: string, built: string, order: RequestInit & { headers: Record<string, string> }): Promise<Response> {
  const { network } = host.phone;
  if (!network.isUp) {
    throw new Error("no network");
  }
  const { pathname, search } = new URL(built);
  network.sent.push({ what: `${method} ${pathname}`, hasToken: "Authorization" in order.headers });
  const answer = await fetch(`${network.origin}${pathname}${search}`, order);
  if (network.loses.has(`${method} ${pathname}`)) {
    await answer.arrayBuffer();
    throw new Error("timeout");
  }
  return answer;
}

function asQuery(options: Options): { url: string; body: undefined } {
  const query = new URLSearchParams((options["data"] ?? {}) as Record<string, string>).toString();
  const url = String(options["url"]);
  return { url: query ? `${url}${url.includes("?") ? "&" : "?"}${query}` : url, body: undefined };
}

const asBody = (sent: unknown): string | undefined => (sent === undefined || typeof sent === "string" ? sent : JSON.stringify(sent));

/** wx.request hands over an object when the answer is JSON, and text otherwise. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
