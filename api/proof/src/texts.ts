import { fromBase64 } from "./base64.ts";

/** What our signed texts are made of: lines, each ended by a newline. Null when the last one is not. */
export function linesOf(text: string): string[] | null {
  return text.endsWith("\n") ? text.slice(0, -1).split("\n") : null;
}

/** Decimal without leading zeroes, within 2^53. */
export function readCount(text: string | undefined): number | null {
  const count = text !== undefined && /^(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(count) ? count : null;
}

/** 32 bytes in base64. */
export function readHash(text: string | undefined): Uint8Array | null {
  const bytes = text === undefined ? null : fromBase64(text);
  return bytes?.length === 32 ? bytes : null;
}
