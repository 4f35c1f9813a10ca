import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { RefusalCode } from "@cunqing/contract";
import { Busboy } from "@fastify/busboy";
import { randomId } from "../crypto/random.ts";
import { Refusal } from "../refusal.ts";
import type { UploadedFile } from "./route.ts";

export interface UploadOptions {
  readonly folder: string;
  readonly bytesMax: number;
  /** The words for what is too large differ with what was sent. */
  readonly tooLarge: RefusalCode;
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
  if (Number(request.headers["content-length"] ?? 0) > options.bytesMax + otherPartsBytes) {
    request.resume();
    throw new Refusal(options.tooLarge);
  }
  await mkdir(options.folder, { recursive: true });
  const path = join(options.folder, randomId());
  try {
    const { fields, file } = await receive(request, path, options);
    if (!file) {
      throw new Refusal("request.invalid", { fields: [{ path: "file", message: "请选择文件" }] });
    }
    await work(fields, file);
  } finally {
    await rm(path, { force: true });
  }
}

const partName = "file";
// Names, boundaries and the small fields that come along.
const otherPartsBytes = 64 * 1024;

interface Received {
  readonly fields: Record<string, string>;
  readonly file: UploadedFile | undefined;
}

/** A part as busboy hands it out. */
type Part = Readable & { readonly truncated?: boolean };

function receive(request: IncomingMessage, path: string, options: UploadOptions): Promise<Received> {
  return new Promise((resolve, reject) => {
    const fields: Record<string, string> = {};
    let part: Part | undefined;
    let saving: Promise<UploadedFile> | undefined;
    const fail = (error: unknown) => {
      request.unpipe(busboy);
      // The rest is read and thrown away, so that the refusal reaches a phone that is still sending.
      request.resume();
      part?.destroy();
      // The temporary file must be closed before it is removed, or its bytes stay on the disk unseen.
      void Promise.resolve(saving).catch(() => undefined).then(() => reject(error));
    };
    const busboy = openBusboy(request, options.bytesMax);
    busboy.on("field", (name, value) => {
      fields[name] = value;
    });
    busboy.on("file", (field: string, stream: Part, name: string) => {
      if (field !== partName) {
        stream.on("error", () => undefined).resume();
        return;
      }
      part = stream;
      stream.on("limit", () => fail(new Refusal(options.tooLarge)));
      saving = save(stream, path, name);
      saving.catch(fail);
    });
    busboy.on("error", () => fail(new Refusal("request.malformed")));
    busboy.on("finish", () => {
      Promise.resolve(saving).then((file) => resolve({ fields, file }), fail);
    });
    request.on("close", () => {
      if (!request.complete) {
        fail(new Refusal("request.malformed"));
      }
    });
    if (request.destroyed) {
      fail(new Refusal("request.malformed"));
      return;
    }
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

async function save(stream: Part, path: string, name: string | undefined): Promise<UploadedFile> {
  let byteCount = 0;
  // For good: busboy may still complain about a part after we have let go of it.
  stream.on("error", () => undefined);
  stream.on("data", (chunk: Buffer) => {
    byteCount += chunk.length;
  });
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  } catch (error) {
    // What the machine refused names the system call; all else is a body that broke off.
    throw error instanceof Error && "syscall" in error ? error : new Refusal("request.malformed");
  }
  return { path, name: (name ?? "").slice(0, 200), byteCount };
}
