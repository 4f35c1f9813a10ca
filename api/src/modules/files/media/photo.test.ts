import sharp, { type Sharp } from "sharp";
import { describe, expect, test } from "vitest";
import { decodeHeic, heicLimits } from "./heic.ts";
import { MediaRefused } from "./media-refused.ts";
import { processPhoto } from "./photo.ts";
import { buildHugePng, buildPhoto } from "./testing/build-photo.ts";
import { heicSample, hugeHeicSample } from "./testing/heic-sample.ts";

async function refusalOf(work: Promise<unknown>): Promise<{ code: string; help: string | null }> {
  try {
    await work;
  } catch (error) {
    if (error instanceof MediaRefused) { return { code: error.code, help: error.help }; }
    throw error;
  }
  return { code: "taken", help: null };
}

async function colourAt(picture: Buffer, left: number, top: number): Promise<string> {
  const { data } = await sharp(picture).extract({ left, top, width: 1, height: 1 }).raw().toBuffer({ resolveWithObject: true });
  // Encoding moves every value a little, so only "much" and "little" are told apart.
  return [...data].map((value) => (value > 128 ? "1" : "0")).join("");
}

test.each(["jpeg", "png", "webp"] as const)("a %s becomes an upright JPEG and a thumbnail", async (format) => {
  const bytes = await buildPhoto(format, 3000, 1500);
  const { full, thumbnail, ...facts } = await processPhoto(bytes);
  expect(facts).toEqual({ width: 2048, height: 1024, originalBytes: bytes.length });
  expect(await sharp(full).metadata()).toMatchObject({ format: "jpeg", width: 2048, height: 1024, space: "srgb" });
  expect(await sharp(thumbnail).metadata()).toMatchObject({ format: "jpeg", width: 480, height: 240 });
});

test("a small photo is not blown up", async () => {
  expect(await processPhoto(await buildPhoto("jpeg", 64, 48))).toMatchObject({ width: 64, height: 48 });
});

test("the place, the device and every other note in a photo are gone from both sizes", async () => {
  const place = { GPSLatitudeRef: "N", GPSLatitude: "29/1 2/1 3/1", GPSLongitudeRef: "E", GPSLongitude: "119/1 10/1 0/1" };
  const bytes = await sharp(await buildPhoto("jpeg", 600, 400))
    .withExif({ IFD0: { Make: "XIAOMI", Model: "Redmi Note 13", Software: "HyperOS" }, IFD3: place })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">XIAOMI</x:xmpmeta>')
    .withIccProfile("p3")
    .jpeg()
    .toBuffer();
  const before = await sharp(bytes).metadata();
  expect([before.exif, before.icc, before.xmp].every((part) => part !== undefined)).toBe(true);
  expect(before.exif?.includes("Redmi")).toBe(true);

  const { full, thumbnail } = await processPhoto(bytes);
  for (const picture of [full, thumbnail]) {
    const { exif, icc, xmp, iptc, comments, orientation } = await sharp(picture).metadata();
    expect({ exif, icc, xmp, iptc, comments, orientation }).toEqual({});
    for (const trace of ["XIAOMI", "Redmi", "Exif", "GPS", "ICC_PROFILE", "adobe"]) { expect(picture.includes(trace)).toBe(false); }
  }
});

test.each([1, 2, 3, 4, 5, 6, 7, 8])("a photo taken with orientation %i is turned upright before the note goes", async (orientation) => {
  // Upper left corner red, all else black, as the viewer should see it.
  const upright = sharp({ create: { width: 80, height: 40, channels: 3, background: "#000000" } })
    .composite([{ input: { create: { width: 40, height: 20, channels: 3, background: "#ff0000" } }, left: 0, top: 0 }]);
  const stored = await unturn(await upright.png().toBuffer(), orientation);
  const bytes = await sharp(stored).withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();

  const { full, width, height } = await processPhoto(bytes);
  expect([width, height]).toEqual([80, 40]);
  expect(await colourAt(full, 10, 8)).toBe("100");
  expect(await colourAt(full, 70, 32)).toBe("000");
  expect(await colourAt(full, 70, 8)).toBe("000");
});

// What the sensor wrote, given what the viewer should see: the opposite of each EXIF orientation.
function unturn(upright: Buffer, orientation: number): Promise<Buffer> {
  // Sharp mirrors before it turns, whatever the order of the calls.
  const turns: Record<number, (picture: Sharp) => Sharp> = {
    2: (picture) => picture.flop(),
    3: (picture) => picture.rotate(180),
    4: (picture) => picture.flip(),
    5: (picture) => picture.flop().rotate(270),
    6: (picture) => picture.rotate(270),
    7: (picture) => picture.flop().rotate(90),
    8: (picture) => picture.rotate(90),
  };
  return (turns[orientation] ?? ((picture) => picture))(sharp(upright)).png().toBuffer();
}

test("what was see-through becomes white", async () => {
  const bytes = await sharp({ create: { width: 20, height: 20, channels: 4, background: "#00000000" } }).png().toBuffer();
  expect(await colourAt((await processPhoto(bytes)).full, 5, 5)).toBe("111");
});

test.each([
  ["in print colours", (picture: Sharp) => picture.toColourspace("cmyk").jpeg()],
  ["in grey", (picture: Sharp) => picture.toColourspace("b-w").jpeg()],
  ["with sixteen bits a colour", (picture: Sharp) => picture.toColourspace("rgb16").png()],
  ["with a palette", (picture: Sharp) => picture.png({ palette: true })],
] as const)("a photo %s comes out in screen colours", async (_, store) => {
  const bytes = await store(sharp({ create: { width: 40, height: 40, channels: 3, background: "#eeeeee" } })).toBuffer();
  const { full } = await processPhoto(bytes);
  expect(await sharp(full).metadata()).toMatchObject({ space: "srgb", channels: 3, depth: "uchar" });
  expect(await colourAt(full, 20, 20)).toBe("111");
});

test("of an animation the first picture is taken", async () => {
  const frames = await Promise.all(["#ff0000", "#0000ff"].map((background) =>
    sharp({ create: { width: 30, height: 30, channels: 3, background } }).png().toBuffer()));
  const animation = await sharp(frames, { join: { animated: true } }).webp({ lossless: true }).toBuffer();
  expect((await sharp(animation, { animated: true }).metadata()).pages).toBe(2);

  const { full, width, height } = await processPhoto(animation);
  expect([width, height, await colourAt(full, 15, 15)]).toEqual([30, 30, "100"]);
});

describe("decompression bombs", () => {
  test.each([[30_000, 30_000], [60_001, 1000]])("a PNG of %i by %i is refused without being decoded", async (width, height) => {
    const bytes = buildHugePng(width, height);
    expect(bytes.length).toBeLessThan(2 * 1024 * 1024);
    const started = Date.now();
    expect(await refusalOf(processPhoto(bytes))).toMatchObject({ code: "file.bomb" });
    expect(Date.now() - started).toBeLessThan(1000);
  });

  test("a header that lies about the size does not get the picture through", async () => {
    const bytes = buildHugePng(200, 200);
    bytes.writeUInt32BE(30_000, 16);
    expect((await refusalOf(processPhoto(bytes))).code).toMatch(/^file\.(bomb|broken)$/);
  });
});

test("more than 10 MB is refused before anything is read", async () => {
  expect(await refusalOf(processPhoto(Buffer.alloc(10 * 1024 * 1024 + 1)))).toMatchObject({ code: "file.too_large" });
});

test.each(["jpeg", "png", "webp"] as const)("a %s whose picture is damaged is broken, not ours to mend", async (format) => {
  const bytes = await buildPhoto(format, 400, 300);
  const damaged = Buffer.concat([bytes.subarray(0, Math.floor(bytes.length * 0.3)), Buffer.alloc(400, 0xa5), bytes.subarray(-60)]);
  expect((await refusalOf(processPhoto(damaged))).code).toBe("file.broken");
});

test("nine photos at once are all made, two at a time", async () => {
  const bytes = await buildPhoto("jpeg", 2000, 1500);
  const photos = await Promise.all(Array.from({ length: 9 }, () => processPhoto(bytes)));
  expect(new Set(photos.map((photo) => photo.full.toString("base64"))).size).toBe(1);
});

describe("HEIC", () => {
  test("a photo of an iPhone becomes a JPEG with the same colours and without its place", async () => {
    const { full, width, height } = await processPhoto(heicSample);
    expect([width, height]).toEqual([64, 48]);
    expect(await colourAt(full, 8, 8)).toBe("100");
    expect(await colourAt(full, 56, 8)).toBe("000");
    expect(await colourAt(full, 8, 40)).toBe("110");
    expect(await colourAt(full, 56, 40)).toBe("010");
    expect((await sharp(full).metadata()).exif).toBeUndefined();
  });

  test("a header without a picture is refused with what to do on the phone", async () => {
    const hollow = Buffer.from(heicSample);
    hollow.fill(0, hollow.indexOf("mdat") + 4);
    const { code, help } = await refusalOf(processPhoto(hollow));
    expect(code).toBe("file.heic_unreadable");
    expect(help).toContain("兼容性最佳");
  });

  test("12 kB that unfold to 52 megapixels are refused before a pixel is decoded", async () => {
    expect(hugeHeicSample.length).toBeLessThan(13_000);
    expect(await refusalOf(processPhoto(hugeHeicSample))).toMatchObject({ code: "file.bomb" });
  });

  test.each([
    ["time", { timeMs: 1 }],
    ["memory", { memoryMax: 48 * 1024 * 1024 }],
  ])("a decoder that takes more %s than it may is ended", async (_, limit) => {
    const refusal = refusalOf(decodeHeic(hugeHeicSample, { ...heicLimits, pixelsMax: 60_000_000, ...limit }));
    expect((await refusal).code).toBe("file.heic_unreadable");
  });
});
