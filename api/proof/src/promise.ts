import { toBase64 } from "./base64.ts";
import { linesOf, readCount, readHash } from "./texts.ts";

/** "This leaf will be in the record of this origin within so many seconds" (trust.md 4); the text of a signed note. */
export interface RecordPromise {
  readonly origin: string;
  readonly leaf: Uint8Array;
  readonly atMs: number;
  readonly seconds: number;
}

export function promiseText({ origin, leaf, atMs, seconds }: RecordPromise): string {
  return `${firstLine}\n${origin}\n${toBase64(leaf)}\n${atMs}\n${seconds}\n`;
}

export function parsePromise(text: string): RecordPromise | null {
  const [first, origin, leafLine, atLine, secondsLine, ...more] = linesOf(text) ?? [];
  const leaf = readHash(leafLine);
  const atMs = readCount(atLine);
  const seconds = readCount(secondsLine);
  const isWhole = first === firstLine && origin && leaf && atMs !== null && seconds !== null && more.length === 0;
  return isWhole ? { origin, leaf, atMs, seconds } : null;
}

const firstLine = "cunqing/promise/v1";
