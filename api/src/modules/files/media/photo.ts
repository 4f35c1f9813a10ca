import { limits } from "@cunqing/contract/limits";
import sharp, { type Sharp } from "sharp";
import { createGate } from "./gate.ts";
import { decodeHeic } from "./heic.ts";
import type { PhotoKind } from "./image-end.ts";
import { inspectPhoto } from "./inspect.ts";
import { MediaRefused } from "./media-refused.ts";

export interface ProcessedPhoto {
  /** JPEG, upright, longest side at most 2048, without any metadata. */
  readonly full: Buffer;
  /** The same with the longest side at most 480. */
  readonly thumbnail: Buffer;
  readonly width: number;
  readonly height: number;
  readonly originalBytes: number;
}

const photoSides = { full: 2048, thumbnail: 480 } as const;
const photoPixelsMax = 60_000_000;

// One picture may need a few hundred megabytes while it is turned, so how many are open at once is our decision
// and not that of the number of villagers who press "send" at the same time.
sharp.concurrency(1);
sharp.cache(false);
const openPictures = createGate(2);
const openHeics = createGate(1);

/** Decodes what a stranger sent and encodes it anew: of the original file no byte is kept. */
export async function processPhoto(bytes: Buffer): Promise<ProcessedPhoto> {
  if (bytes.length > limits.photoBytesMax) {
    throw new MediaRefused("file.too_large", `A photo of ${bytes.length} bytes.`);
  }
  const kind = inspectPhoto(bytes);
  if (kind !== "heic") {
    return openPictures(() => processDirectly(bytes, kind));
  }
  // The place among the HEICs is kept until the picture is done, for the decoded pixels are the large part.
  return openHeics(async () => {
    const { data, width, height } = await decodeHeic(bytes);
    return openPictures(() => render(sharp(data, { raw: { width, height, channels: 4 } }), bytes.length));
  });
}

async function processDirectly(bytes: Buffer, kind: PhotoKind): Promise<ProcessedPhoto> {
  // Only the header is read here, before any pixel is.
  const header = await orBroken(sharp(bytes, { limitInputPixels: false }).metadata());
  if (header.format !== kind) {
    throw new MediaRefused("file.polyglot", `The bytes begin as ${kind} but decode as ${header.format}.`);
  }
  if (header.width * header.height > photoPixelsMax) {
    throw new MediaRefused("file.bomb", `A picture of ${header.width} by ${header.height}.`);
  }
  // Of an animation the first frame is taken: `pages` counts frames.
  return render(sharp(bytes, { limitInputPixels: photoPixelsMax, failOn: "error", sequentialRead: true, pages: 1 }), bytes.length);
}

async function render(source: Sharp, originalBytes: number): Promise<ProcessedPhoto> {
  // Sharp writes no metadata unless asked, and turns the colours into sRGB when the profile goes.
  const { data: full, info } = await orBroken(
    within(source.autoOrient().flatten({ background: "#ffffff" }), photoSides.full, 82).toBuffer({ resolveWithObject: true }),
  );
  const thumbnail = await orBroken(within(sharp(full), photoSides.thumbnail, 76).toBuffer());
  return { full, thumbnail, width: info.width, height: info.height, originalBytes };
}

function within(picture: Sharp, side: number, quality: number): Sharp {
  return picture
    .resize({ width: side, height: side, fit: "inside", withoutEnlargement: true })
    .toColourspace("srgb")
    .jpeg({ quality, progressive: true })
    // A small file can be made to decode for minutes (a JPEG of thousands of scans).
    .timeout({ seconds: 20 });
}

async function orBroken<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const isBomb = /pixel limit|timeout/i.test(reason);
    throw new MediaRefused(isBomb ? "file.bomb" : "file.broken", `The picture does not decode: ${reason}`);
  }
}
