import type { FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { fromRandomAccessReader, RandomAccessReader, type ZipFile } from "yauzl";

/**
 * Opens the ZIP behind a handle that stays the caller's to close. The library reads wherever the file tells it to, and
 * a place no file reaches would throw out of a callback and end the process; so every read is judged here first.
 */
export function openZip(handle: FileHandle, fileBytes: number): Promise<ZipFile> {
  const reader = new BoundedReader(handle, fileBytes);
  return new Promise((resolve, reject) => {
    const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false };
    fromRandomAccessReader(reader, fileBytes, options, (error, zip) => {
      if (error) {
        reject(error);
      } else {
        resolve(zip);
      }
    });
  });
}

type Answered = (error: Error | null, bytesRead?: number) => void;

class BoundedReader extends RandomAccessReader {
  readonly #handle: FileHandle;
  readonly #fileBytes: number;

  constructor(handle: FileHandle, fileBytes: number) {
    super();
    this.#handle = handle;
    this.#fileBytes = fileBytes;
  }

  override read(buffer: Buffer, offset: number, length: number, position: number, callback: Answered): void {
    if (position + length > this.#fileBytes) {
      setImmediate(callback, new Error("a place beyond the end of the file"));
      return;
    }
    this.#handle.read(buffer, offset, length, position).then(
      ({ bytesRead }) => setImmediate(callback, null, bytesRead),
      (error: Error) => setImmediate(callback, error),
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(rangeOf(this.#handle, start, end), { highWaterMark: 1 });
  }

  /** The handle is the caller's; the library only wants to be answered. */
  override close(callback: (error: Error | null) => void): void {
    setImmediate(callback, null);
  }
}

const blockBytes = 64 * 1024;

async function* rangeOf(handle: FileHandle, start: number, end: number): AsyncGenerator<Buffer> {
  for (let position = start; position < end; ) {
    const length = Math.min(blockBytes, end - position);
    const { buffer, bytesRead } = await handle.read(Buffer.allocUnsafeSlow(length), 0, length, position);
    if (bytesRead === 0) {
      return;
    }
    yield buffer.subarray(0, bytesRead);
    position += bytesRead;
  }
}
