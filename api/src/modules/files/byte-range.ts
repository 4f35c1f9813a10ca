import type { ByteRange } from "./ports.ts";

/**
 * What a Range header asks for. A player wants one stretch; whatever is not one plain stretch of bytes gets the
 * whole, as RFC 9110 allows.
 */
export function readRange(header: string, byteCount: number): ByteRange | "whole" | "unsatisfiable" {
  const [, first = "", last = ""] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header) ?? [];
  if (first === "" && last === "") {
    return "whole";
  }
  if (first === "") {
    const tail = Math.min(Number(last), byteCount);
    return tail === 0 ? "unsatisfiable" : { start: byteCount - tail, end: byteCount - 1 };
  }
  const start = Number(first);
  const end = last === "" ? byteCount - 1 : Math.min(Number(last), byteCount - 1);
  if (last !== "" && Number(last) < start) {
    return "whole";
  }
  return start >= byteCount ? "unsatisfiable" : { start, end };
}
