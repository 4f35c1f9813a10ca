import type { IncomingMessage } from "node:http";
import { limits } from "@cunqing/contract";
import { Refusal } from "../refusal.ts";

/** The JSON body of a POST; nothing counts as {}. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let byteCount = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    byteCount += chunk.length;
    if (byteCount > limits.jsonBytesMax) {
      throw new Refusal("request.too_large");
    }
    chunks.push(chunk);
  }
  if (byteCount === 0) {
    return {};
  }
  if (!/^application\/json\b/i.test(request.headers["content-type"] ?? "")) {
    throw new Refusal("request.unsupported_type");
  }
  try {
    // Broken UTF-8 is refused too: silently replaced letters would be stored for good.
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(Buffer.concat(chunks))) as unknown;
  } catch {
    throw new Refusal("request.malformed");
  }
}
