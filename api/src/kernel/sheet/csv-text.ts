import type { TextEncodingName } from "./csv-encoding.ts";
import { fileBlocks } from "./file-blocks.ts";
import type { SheetReading } from "./reading.ts";
import { refused } from "./sheet-refused.ts";

/**
 * The file as UTF-8 in small pieces with "\n" as the only line end, so that what follows need not know how the file
 * was written, and a table with mixed line ends has one way to count lines.
 */
export async function* readText(path: string, encoding: TextEncodingName, reading: SheetReading): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const longestLine = reading.limits.cellChars * reading.limits.columns;
  let endedInReturn = false;
  let sinceLineEnd = 0;

  for await (const block of fileBlocks(path, reading.pace)) {
    const text = decodeOrUndefined(decoder, block);
    if (text === undefined) {
      throw await brokenEncoding(path, encoding, reading);
    }
    const lines = unifyLineEnds(endedInReturn && text.startsWith("\n") ? text.slice(1) : text);
    if (text !== "") {
      endedInReturn = text.endsWith("\r");
    }

    // One endless line would grow in the parser until memory is gone.
    const lastEnd = lines.lastIndexOf("\n");
    sinceLineEnd = lastEnd < 0 ? sinceLineEnd + lines.length : lines.length - lastEnd - 1;
    if (sinceLineEnd > longestLine) {
      throw refused("sheet.cell_too_long", { limit: reading.limits.cellChars });
    }
    yield* pieces(Buffer.from(lines));
  }
  if (decodeOrUndefined(decoder) === undefined) {
    throw await brokenEncoding(path, encoding, reading);
  }
}

/** Small enough that parsing one goes unnoticed even before the engine has compiled the parser; as fast as large ones. */
const pieceBytes = 1024;

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    yield bytes.subarray(at, at + pieceBytes);
  }
}

function unifyLineEnds(text: string): string {
  return text.includes("\r") ? text.replaceAll(/\r\n?/g, "\n") : text;
}

/** Without a block it checks that the file does not end inside a character. */
function decodeOrUndefined(decoder: TextDecoder, block?: Uint8Array): string | undefined {
  try {
    return block === undefined ? decoder.decode() : decoder.decode(block, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) {
      return undefined;
    }
    throw error;
  }
}

/** Reads once more from the start, line by line, because the decoder does not say where it stumbled. */
async function brokenEncoding(path: string, encoding: TextEncodingName, { pace }: SheetReading): Promise<Error> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let line = 1;
  for await (const block of fileBlocks(path, pace)) {
    for (let at = 0; at < block.length; ) {
      const end = block.indexOf(0x0a, at) + 1 || block.length;
      const text = decodeOrUndefined(decoder, block.subarray(at, end));
      if (text === undefined) {
        return refused("sheet.encoding", { line });
      }
      // In UTF-16 the byte 0x0A may be half of another character, so the decoded text is what counts.
      if (text.includes("\n")) {
        line += 1;
      }
      at = end;
    }
  }
  return refused("sheet.encoding", { line });
}
