import { isAscii, isUtf8 } from "node:buffer";
import { fileBlocks } from "./file-blocks.ts";
import type { Pace } from "./pace.ts";
import { refused } from "./sheet-refused.ts";

export type TextEncodingName = "utf-8" | "utf-16le" | "utf-16be" | "gb18030";

/**
 * Looks at the whole file, because a roll may begin with a thousand ASCII lines before the first Chinese name. What
 * comes back is the likeliest encoding; a file broken in that encoding is found while decoding, with its line.
 */
export async function detectEncoding(path: string, pace: Pace): Promise<TextEncodingName> {
  const evidence: Evidence = { isStart: true, isValid: true, hasMultibyte: false, longOnes: 0, faults: 0, rest: noBytes };
  for await (const block of fileBlocks(path, pace)) {
    const marked = evidence.isStart ? markedEncoding(block) : undefined;
    if (marked !== undefined) {
      return marked;
    }
    evidence.isStart = false;
    if (block.includes(0)) {
      throw refused("sheet.not_a_table");
    }
    weigh(evidence, block);
  }
  if (evidence.rest.length > 0) {
    weigh(evidence, lineEnd);
  }

  return judge(evidence);
}

type Evidence = {
  isStart: boolean;
  isValid: boolean;
  hasMultibyte: boolean;
  /** Well-formed sequences of three or four bytes: what Chinese is made of in UTF-8, and rare by accident in GBK. */
  longOnes: number;
  faults: number;
  /** The unfinished character at the end of a block. */
  rest: Buffer;
};

const noBytes = Buffer.alloc(0);
const lineEnd = Buffer.from("\n");

function markedEncoding(start: Buffer): TextEncodingName | undefined {
  const mark = start.subarray(0, 3).toString("latin1");
  if (mark === "\xEF\xBB\xBF") {
    return "utf-8";
  }
  if (mark.startsWith("\xFF\xFE")) {
    return "utf-16le";
  }
  if (mark.startsWith("\xFE\xFF")) {
    return "utf-16be";
  }
  return undefined;
}

function judge({ isValid, hasMultibyte, longOnes, faults }: Evidence): TextEncodingName {
  // A short GBK file can by chance be well-formed UTF-8, but then it holds only two-byte sequences: Latin and Greek
  // letters, which no roll here is written in.
  if (isValid) {
    return hasMultibyte && longOnes === 0 ? "gb18030" : "utf-8";
  }
  return longOnes > faults ? "utf-8" : "gb18030";
}

function weigh(evidence: Evidence, block: Buffer): void {
  const bytes = evidence.rest.length === 0 ? block : Buffer.concat([evidence.rest, block]);
  evidence.rest = noBytes;
  if (isAscii(bytes)) {
    return;
  }

  evidence.hasMultibyte = true;
  const end = bytes.length - unfinishedLength(bytes);
  evidence.rest = Buffer.from(bytes.subarray(end));
  const whole = bytes.subarray(0, end);
  if (isUtf8(whole)) {
    if (evidence.longOnes === 0 || !evidence.isValid) {
      countSequences(evidence, whole);
    }
    return;
  }
  evidence.isValid = false;
  countSequences(evidence, whole);
}

/** How many bytes at the end begin a UTF-8 sequence that goes on in the next block. */
function unfinishedLength(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) {
      return 0;
    }
    if (byte >= 0xc0) {
      return sequenceLength(byte) > back ? back : 0;
    }
  }
  return 0;
}

function countSequences(evidence: Evidence, bytes: Buffer): void {
  let at = 0;
  while (at < bytes.length) {
    const length = sequenceLength(bytes[at] ?? 0);
    if (length === 1) {
      at += 1;
    } else if (length > 1 && isContinued(bytes, at, length)) {
      if (length >= 3) {
        evidence.longOnes += 1;
      }
      at += length;
    } else {
      evidence.faults += 1;
      at += 1;
    }
  }
}

function sequenceLength(lead: number): number {
  if (lead < 0x80) {
    return 1;
  }
  if (lead < 0xc2) {
    return 0;
  }
  if (lead < 0xe0) {
    return 2;
  }
  if (lead < 0xf0) {
    return 3;
  }
  return lead < 0xf5 ? 4 : 0;
}

function isContinued(bytes: Buffer, at: number, length: number): boolean {
  for (let next = at + 1; next < at + length; next += 1) {
    if (((bytes[next] ?? 0) & 0xc0) !== 0x80) {
      return false;
    }
  }
  return true;
}
