import { SaxesParser } from "saxes";
import { refused } from "./sheet-refused.ts";

export type XmlAttributes = Readonly<Record<string, string>>;

/** Element names come without their prefix: some programs write `x:row` where others write `row`. */
export type XmlListener = {
  open(name: string, attributes: XmlAttributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

export type XmlFeed = { write(chunk: Uint8Array): void; end(): void };

/**
 * A push parser for parts of a workbook. It knows no DOCTYPE, so no entities of the file's own, and it bounds what a
 * hostile file could make it remember: the depth of nesting and the length of one token.
 */
export function openXml(listener: XmlListener): XmlFeed {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  let depth = 0;
  let sinceEvent = 0;

  parser.on("doctype", () => {
    throw refused("sheet.unsafe");
  });
  parser.on("error", () => {
    throw refused("sheet.damaged");
  });
  parser.on("opentag", ({ name, attributes }) => {
    sinceEvent = 0;
    depth += 1;
    if (depth > deepest) {
      throw refused("sheet.unsafe");
    }
    listener.open(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    sinceEvent = 0;
    depth -= 1;
    listener.close?.(localName(name));
  });
  parser.on("text", (text) => {
    sinceEvent = 0;
    listener.text?.(text);
  });
  parser.on("cdata", (text) => {
    sinceEvent = 0;
    listener.text?.(text);
  });

  return {
    write: (chunk) => {
      const text = decode(decoder, chunk);
      sinceEvent += text.length;
      parser.write(text);
      if (sinceEvent > longestToken) {
        throw refused("sheet.unsafe");
      }
    },
    end: () => {
      parser.write(decode(decoder));
      parser.close();
    },
  };
}

/** Reads a small part to its end. */
export async function readXml(chunks: AsyncIterable<Uint8Array>, listener: XmlListener): Promise<void> {
  const feed = openXml(listener);
  for await (const chunk of chunks) {
    feed.write(chunk);
  }
  feed.end();
}

const deepest = 64;

/** A cell holds at most 32,767 characters, six bytes each when every one is escaped. */
const longestToken = 1024 * 1024;

function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function decode(decoder: TextDecoder, chunk?: Uint8Array): string {
  try {
    return chunk === undefined ? decoder.decode() : decoder.decode(chunk, { stream: true });
  } catch (error) {
    if (error instanceof TypeError) {
      throw refused("sheet.damaged");
    }
    throw error;
  }
}
