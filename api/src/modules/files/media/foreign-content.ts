import { jpegEnd } from "./image-end.ts";
import { readBoxes } from "./iso-boxes.ts";

/** What else the bytes are, beside the photo or recording they claim to be; null when nothing. */
export function foreignContent(bytes: Buffer): string | null {
  return rules.find(({ found }) => found(bytes))?.name ?? null;
}

/**
 * Phones hang harmless things behind a picture: a second picture (HDR, depth), the film of a live photo, some vendor
 * notes. All of it is dropped when we encode anew; anything else behind the end was put there on purpose.
 */
export function isHarmlessTrailer(trailer: Buffer): boolean {
  let rest = trailer;
  for (;;) {
    rest = rest.subarray(startOfPart(rest));
    if (rest.length <= vendorNotesBytes || isSamsungTrailer(rest)) { return true; }
    const end = nextPartEnd(rest);
    if (end === null) { return false; }
    rest = rest.subarray(end);
  }
}

const vendorNotesBytes = 1024;

const rules: readonly { name: string; found: (bytes: Buffer) => boolean }[] = [
  // Longer words than a photo of 10 MB would hold by chance.
  { name: "HTML or PHP", found: (bytes) => /<(?:script|html|iframe)[\s>]|<!doctype\s+html|<\?php\s/i.test(bytes.toString("latin1")) },
  // PDF readers look for their mark in the first kilobyte.
  { name: "PDF", found: (bytes) => bytes.subarray(0, 1024).includes("%PDF-") },
  { name: "ZIP", found: hasZipDirectory },
  { name: "RAR", found: (bytes) => bytes.includes(Buffer.from([0x52, 0x61, 0x72, 0x21, 0x1a, 0x07])) },
  { name: "7z", found: (bytes) => bytes.includes(Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c])) },
  { name: "TAR", found: (bytes) => bytes.toString("latin1", 257, 262) === "ustar" },
  { name: "a disk image", found: (bytes) => bytes.toString("latin1", 32769, 32774) === "CD001" },
  // A JPEG whose first segment is as long as "/*" reads as a script with a comment.
  { name: "a script", found: (bytes) => bytes.toString("latin1", 0, 2) === "\u00ff\u00d8" && bytes.toString("latin1", 4, 6) === "/*" },
  { name: "a film", found: (bytes) => bytes[0] === 0xff && bytes.toString("latin1", 4, 8) === "ftyp" },
];

// A ZIP is read from its end: a directory record, followed by a comment of at most 65,535 bytes.
function hasZipDirectory(bytes: Buffer): boolean {
  const mark = Buffer.from([0x50, 0x4b, 0x05, 0x06]);
  const tail = bytes.subarray(-(22 + 65_535));
  for (let at = tail.indexOf(mark); at !== -1; at = tail.indexOf(mark, at + 1)) {
    if (at + 22 <= tail.length && at + 22 + tail.readUInt16LE(at + 20) <= tail.length) { return true; }
  }
  return false;
}

// Padding is left out, but a film begins with its size, whose first bytes look like padding themselves.
function startOfPart(bytes: Buffer): number {
  const first = bytes.findIndex((byte) => byte !== 0x00 && byte !== 0x0a && byte !== 0x0d && byte !== 0x20);
  if (first === -1) { return bytes.length; }
  const film = bytes.indexOf("ftyp", first, "latin1") - 4;
  return film >= 0 && film <= first && first - film <= 4 ? film : first;
}

function nextPartEnd(rest: Buffer): number | null {
  if (rest[0] === 0xff && rest[1] === 0xd8 && rest[2] === 0xff) { return jpegEnd(rest); }
  if (rest.toString("latin1", 4, 8) !== "ftyp") { return null; }
  // Words behind the film read as a box that is cut off; they are judged in the next round.
  const { boxes, stoppedAt } = readBoxes(rest, 0, rest.length);
  return boxes.some(({ type }) => type === "moov") ? stoppedAt : null;
}

// "SEFH", its entries, the length of that, "SEFT": what Samsung phones write behind every photo.
function isSamsungTrailer(rest: Buffer): boolean {
  if (rest.toString("latin1", rest.length - 4) !== "SEFT") { return false; }
  const start = rest.length - 8 - rest.readUInt32LE(rest.length - 8);
  return start >= 0 && rest.toString("latin1", start, start + 4) === "SEFH";
}
