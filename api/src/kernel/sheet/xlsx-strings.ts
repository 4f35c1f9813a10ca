import type { SheetLimits } from "./limits.ts";
import type { SheetReading } from "./reading.ts";
import { refused } from "./sheet-refused.ts";
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
const pageStrings = 16 * 1024;

/**
 * Texts as UTF-8 in large pages. As strings they would each keep alive the whole chunk of XML they were cut from, and
 * how much memory a table takes would depend on how it was written. Nothing is ever copied to grow, so no row waits.
 */
class StringStore implements SharedStrings {
  readonly #limits: SheetLimits;
  readonly #pages: Buffer[] = [];
  /** Start and length of each text, in turn. */
  readonly #places: Uint32Array[] = [];
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
      throw refused("sheet.too_large", { limit: "一次能读完的文字" });
    }

    const page = (this.#pages[Math.floor(start / pageBytes)] ??= Buffer.allocUnsafeSlow(pageBytes));
    page.write(text, start % pageBytes, length);
    const places = (this.#places[Math.floor(this.#count / pageStrings)] ??= new Uint32Array(pageStrings * 2));
    places.set([start, length], (this.#count % pageStrings) * 2);
    this.#count += 1;
    this.#end = start + length;
  }

  at(index: number): string | undefined {
    if (!Number.isInteger(index) || index < 0 || index >= this.#count) {
      return undefined;
    }
    const at = (index % pageStrings) * 2;
    const [start = 0, length = 0] = this.#places[Math.floor(index / pageStrings)]?.subarray(at, at + 2) ?? [];
    const from = start % pageBytes;
    return this.#pages[Math.floor(start / pageBytes)]?.toString("utf8", from, from + length);
  }
}
