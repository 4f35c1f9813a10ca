import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy } from "@fastify/busboy";
import { randomId } from "../crypto/random.ts";
import { Refusal } from "../refusal.ts";
import type { UploadedFile } from "./route.ts";

export interface UploadOptions {
  readonly folder: string;
  readonly bytesMax: number;
}

/** Receives one multipart upload into a temporary file, hands it over with the other parts, and removes it. */
export async function withUpload(
  request: IncomingMessage,
  options: UploadOptions,
  work: (fields: Record<string, string>, file: UploadedFile) => Promise<void>,
): Promise<void> {
  if (!/^multipart\/form-data\b/i.test(request.headers["content-type"] ?? "")) {
    throw new Refusal("request.unsupported_type");
  }
  await mkdir(options.folder, { recursive: true });
  const path = join(options.folder, randomId());
  try {
    const { fields, file } = await receive(request, path, options.bytesMax);
    if (!file) {
      throw new Refusal("request.invalid", { fields: [{ path: "file", message: "请选择文件" }] });
    }
    await work(fields, file);
  } finally {
    await rm(path, { force: true });
  }
}

interface Received {
  readonly fields: Record<string, string>;
  readonly file: UploadedFile | undefined;
}

function receive(request: IncomingMessage, path: string, bytesMax: number): Promise<Received> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let writing: Promise<UploadedFile> | undefined;
    const fail = (error: unknown) => {
      request.unpipe(busboy);
      // The rest is read and thrown away, so that the refusal reaches a phone that is still sending.
      request.resume();
      reject(error);
    };
    const busboy = openBusboy(request, bytesMax);
    busboy.on("field", (name, value) => {
      fields[name] = value;
    });
    busboy.on("file", (_field, stream, name) => {
      if (writing) {
        stream.resume();
        return;
      }
      writing = save(stream, path, name);
      writing.catch(fail);
    });
    busboy.on("error", () => fail(new Refusal("request.malformed")));
    busboy.on("finish", () => {
      Promise.resolve(writing).then((file) => resolve({ fields, file }), reject);
    });
    request.on("aborted", () => fail(new Refusal("request.malformed")));
    request.pipe(busboy);
  });
}

function openBusboy(request: IncomingMessage, bytesMax: number) {
  try {
    return new Busboy({
      headers: { ...request.headers, "content-type": request.headers["content-type"] ?? "" },
      limits: { files: 1, fileSize: bytesMax, fields: 10, fieldSize: 2000, parts: 12 },
    });
  } catch {
    throw new Refusal("request.malformed");
  }
}

async function save(stream: Readable & { truncated?: boolean; bytesRead?: number }, path: string, name: string | undefined): Promise<UploadedFile> {
  let byteCount = 0;
  stream.on("data", (chunk: Buffer) => {
    byteCount += chunk.length;
  });
  await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  if (stream.truncated) {
    throw new Refusal("request.too_large");
  }
  return { path, name: (name ?? "").slice(0, 200), byteCount };
}
