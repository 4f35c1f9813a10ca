import { fromBase64Url, toBase64Url } from "./base64.ts";

/** What fits on paper: enough to ask for the rest and to see whether the answer is the same (trust.md 4). */
export interface QrReceipt {
  readonly origin: string;
  readonly position: number;
  readonly leaf: Uint8Array;
  /** The salt of one's own words, or of the sealed entry; null where there are none. */
  readonly salt: Uint8Array | null;
}

export const receiptPage = "/features/record/check/index";
export const qrBytesMax = 300;

/** An address, so that a stranger's camera opens the page that checks. Throws when it would pass the limit. */
export function qrText(publicUrl: string, { origin, position, leaf, salt }: QrReceipt): string {
  const query = `o=${encodeURIComponent(origin)}&p=${position}&l=${toBase64Url(leaf)}${salt ? `&s=${toBase64Url(salt)}` : ""}`;
  const text = `${publicUrl}/m/#${receiptPage}?${query}`;
  // Everything in it is ASCII, so characters are bytes.
  if (text.length > qrBytesMax) {
    throw new RangeError(`A QR text of ${text.length} bytes is over ${qrBytesMax}.`);
  }
  return text;
}

/** Reads the address, or its query alone as a page of the mini-program receives it; null for anything else. */
export function parseQrText(text: string): QrReceipt | null {
  const query = text.slice(text.indexOf("?") + 1);
  const fields = new Map(query.split("&").map((pair): [string, string] => [pair.slice(0, 1), pair.slice(2)]));
  const [origin, leafText, saltText] = [decoded(fields.get("o")), fields.get("l"), fields.get("s")];
  const leaf = leafText === undefined ? null : fromBase64Url(leafText);
  const salt = saltText === undefined ? null : fromBase64Url(saltText);
  const position = /^(0|[1-9]\d{0,15})$/.test(fields.get("p") ?? "") ? Number(fields.get("p")) : null;
  if (!origin || leaf?.length !== 32 || position === null || (saltText !== undefined && salt?.length !== 32)) {
    return null;
  }
  return { origin, position, leaf, salt };
}

function decoded(text: string | undefined): string | null {
  try {
    return text === undefined ? null : decodeURIComponent(text);
  } catch {
    return null;
  }
}
