import type { Readable } from "node:stream";

/** Where bytes lie. Keys are random and made by us; what is stored is never changed, only removed. */
export interface FileStorage {
  put(key: string, bytes: Buffer): Promise<void>;
  /** Undefined when there is nothing under the key. `byteCount` is that of the whole, also where a range is read. */
  open(key: string, range?: ByteRange): Promise<{ readonly stream: Readable; readonly byteCount: number } | undefined>;
  remove(key: string): Promise<void>;
  /** Moves a temporary file in, for what is too large for memory. */
  adopt(key: string, path: string): Promise<void>;
  /** A path of this machine to read from, for workers that stream. */
  pathOf(key: string): string;
  /** The keys of one folder that were written before a moment, half-written ones too. */
  olderThan(folder: string, momentMs: number): AsyncIterable<string>;
}

/** Both ends belong to it. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}
