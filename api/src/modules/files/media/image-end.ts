import { readBoxes } from "./iso-boxes.ts";

export type PhotoKind = "jpeg" | "png" | "webp" | "heic";

/** The offset just behind the image, or null when the file breaks off before its image ends. */
export function imageEnd(kind: PhotoKind, bytes: Buffer): number | null {
  return ends[kind](bytes);
}

const ends: Record<PhotoKind, (bytes: Buffer) => number | null> = {
  jpeg: jpegEnd,
  png: pngEnd,
  webp: webpEnd,
  heic: heicEnd,
};

/** Walks from marker to marker, so an end marker inside an embedded preview is not taken for the end. */
export function jpegEnd(bytes: Buffer): number | null {
  let at = 2;
  for (;;) {
    at = bytes.indexOf(0xff, at);
    if (at === -1) { return null; }
    while (bytes[at] === 0xff) { at += 1; }
    const marker = bytes[at];
    at += 1;
    if (marker === undefined) { return null; }
    if (marker === 0xd9) { return at; }
    if (hasLength(marker)) {
      if (at + 2 > bytes.length) { return null; }
      at += bytes.readUInt16BE(at);
    }
  }
}

// 00 is a stuffed byte of the picture itself, 01 and D0 to D8 stand alone.
const hasLength = (marker: number): boolean => marker > 0x01 && (marker < 0xd0 || marker > 0xd8);

function pngEnd(bytes: Buffer): number | null {
  let at = 8;
  while (at + 12 <= bytes.length) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) { return null; }
    if (bytes.toString("latin1", at + 4, at + 8) === "IEND") { return end; }
    at = end;
  }
  return null;
}

function webpEnd(bytes: Buffer): number | null {
  const size = bytes.readUInt32LE(4);
  const end = 8 + size + (size % 2);
  // Some encoders forget the padding byte at the very end.
  return end <= bytes.length || 8 + size === bytes.length ? Math.min(end, bytes.length) : null;
}

function heicEnd(bytes: Buffer): number | null {
  const { boxes, stoppedAt } = readBoxes(bytes, 0, bytes.length);
  const isWhole = ["meta", "mdat"].every((needed) => boxes.some(({ type }) => type === needed));
  return isWhole ? stoppedAt : null;
}
