import type { SheetLimits } from "./limits.ts";
import { refused } from "./sheet-refused.ts";
import type { SheetReading } from "./reading.ts";
import { openXml, type XmlListener } from "./xlsx-xml.ts";

/** The table of texts that cells point into. */
export type SharedStrings = { at(index: number): string | undefined };

export const noSharedStrings: SharedStrings = { at: () => undefined };

export async function readSharedStrings(
  chunks: AsyncIterable<Buffer>,
  { limits, pace }: SheetReading,
): Promise<SharedStrings> {
  const store = new StringStore(limits);
  const feed = openXml(sharedStringListener((text) => {
    store.add(text);
  }));
  for await (const chunk of chunks) {
    feed.write(chunk);
    if (pace.isDue()) {
      await pace.rest();
    }
  }
  feed.end();
  return store;
}

function sharedStringListener(add: (text: string) => void): XmlListener {
  let text = "";
  let isText = false;
  let isPhonetic = false;
  return {
    open: (name) => {
      if (name === "si") {
        text = "";
      }
      if (name === "rPh") {
        isPhonetic = true;
      }
      isText = name === "t" && !isPhonetic;
    },
    text: (piece) => {
      if (isText) {
        text += piece;
      }
    },
    close: (name) => {
      if (name === "rPh") {
        isPhonetic = false;
      }
      if (name === "si") {
        add(text);
      }
      isText = false;
    },
  };
}

const pageBytes = 1024 * 1024;

/**
 * Texts as UTF-8 in large pages. As strings they would each keep alive the whole chunk of XML they were cut from, and
 * how much memory a table takes would depend on how it was written.
 */
class StringStore implements SharedStrings {
  readonly #limits: SheetLimits;
  readonly #pages: Buffer[] = [];
  #starts = new Float64Array(1024);
  #count = 0;
  #end = 0;

  constructor(limits: SheetLimits) {
    this.#limits = limits;
  }

  add(text: string): void {
    const length = Buffer.byteLength(text);
    const inPage = this.#end % pageBytes;
    // A text never lies across two pages, so each can be read in one piece.
    const start = inPage + length > pageBytes ? this.#end - inPage + pageBytes : this.#end;
    if (length > pageBytes || this.#count >= this.#limits.sharedStrings || start + length > this.#limits.sharedStringBytes) {
      throw refused("sheet.too_large", { limit: "能一次读完的文字" });
    }

    const page = Math.floor(start / pageBytes);
    const buffer = (this.#pages[page] ??= Buffer.allocUnsafeSlow(pageBytes));
    buffer.write(text, start % pageBytes, length);
    this.#remember(start, length);
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) {
      return undefined;
    }
    const start = this.#starts[index * 2] ?? 0;
    const length = this.#starts[index * 2 + 1] ?? 0;
    const from = start % pageBytes;
    return this.#pages[Math.floor(start / pageBytes)]?.toString("utf8", from, from + length);
  }

  #remember(start: number, length: number): void {
    if (this.#count * 2 === this.#starts.length) {
      const longer = new Float64Array(this.#starts.length * 2);
      longer.set(this.#starts);
      this.#starts = longer;
    }
    this.#starts[this.#count * 2] = start;
    this.#starts[this.#count * 2 + 1] = length;
    this.#count += 1;
    this.#end = start + length;
  }
}
