import { Readable } from "node:stream";
import { ZipFile } from "yazl";

/** A part of the archive: bytes at hand, or a stream that is opened when its turn has come. */
export type ZipPart =
  | { readonly name: string; readonly bytes: Buffer }
  | { readonly name: string; readonly open: () => Promise<Readable> };

/** Writes the parts one after another. Streams are stored as they are: pictures do not become smaller. */
export async function writeZip(parts: readonly ZipPart[], madeAt: number): Promise<Buffer> {
  const zip = new ZipFile();
  const mtime = new Date(madeAt);
  const failed = new Promise<never>((_, reject) => void zip.once("error", reject));
  for (const part of parts) {
    if ("bytes" in part) {
      zip.addBuffer(part.bytes, part.name, { mtime });
    } else {
      zip.addReadStreamLazy(part.name, { mtime, compress: false }, (done) => {
        const stream = Readable.from(bytesOf(part.open));
        // The library does not listen for it, and an error that nobody hears ends the process.
        stream.once("error", (error) => zip.emit("error", error));
        done(null, stream);
      });
    }
  }
  zip.end();
  return Promise.race([collect(zip.outputStream), failed]);
}

async function* bytesOf(open: () => Promise<Readable>): AsyncGenerator<Buffer> {
  yield* (await open()) as AsyncIterable<Buffer>;
}

async function collect(stream: NodeJS.ReadableStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
