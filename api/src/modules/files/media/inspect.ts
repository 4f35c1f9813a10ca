import { foreignContent, isHarmlessTrailer } from "./foreign-content.ts";
import { imageEnd, type PhotoKind } from "./image-end.ts";
import { MediaRefused } from "./media-refused.ts";

/** What kind of photo the bytes are, whatever the name or type sent with them said. Refuses all else. */
export function inspectPhoto(bytes: Buffer): PhotoKind {
  const kind = sniffPhoto(bytes);
  if (!kind) { throw new MediaRefused("file.not_an_image", "The first bytes are of no photo format we take."); }

  const foreign = foreignContent(bytes);
  if (foreign) { throw new MediaRefused("file.polyglot", `The ${kind} is also ${foreign}.`); }

  const end = imageEnd(kind, bytes);
  if (end === null) { throw new MediaRefused("file.broken", `The ${kind} breaks off.`); }
  if (!isHarmlessTrailer(bytes.subarray(end))) {
    throw new MediaRefused("file.polyglot", `${bytes.length - end} unknown bytes follow the ${kind}.`);
  }
  return kind;
}

/** By the first bytes alone; null for everything that is not one of the four. */
export function sniffPhoto(bytes: Buffer): PhotoKind | null {
  if (bytes.length < 12) { return null; }
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) { return "jpeg"; }
  if (bytes.toString("latin1", 0, 8) === "\u0089PNG\r\n\u001a\n") { return "png"; }
  if (bytes.toString("latin1", 0, 4) === "RIFF" && bytes.toString("latin1", 8, 12) === "WEBP") { return "webp"; }
  return isHeic(bytes) ? "heic" : null;
}

const heicBrands: ReadonlySet<string> = new Set(["heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs"]);
const neutralBrands: ReadonlySet<string> = new Set(["mif1", "msf1"]);

// "mif1" alone only says "an image": AVIF says so too, and then names itself among the compatible brands.
function isHeic(bytes: Buffer): boolean {
  if (bytes.toString("latin1", 4, 8) !== "ftyp") { return false; }
  const major = bytes.toString("latin1", 8, 12);
  if (heicBrands.has(major)) { return true; }
  if (!neutralBrands.has(major)) { return false; }
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const compatible = (bytes.toString("latin1", 16, end).match(/.{4}/gs) ?? []);
  return compatible.some((brand) => heicBrands.has(brand));
}
