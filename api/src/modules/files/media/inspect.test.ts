import { expect, test } from "vitest";
import { inspectPhoto, sniffPhoto } from "./inspect.ts";
import { MediaRefused } from "./media-refused.ts";
import { box } from "./testing/build-voice.ts";
import { buildPhoto, buildZipEnd, pngChunk } from "./testing/build-photo.ts";
import { heicSample } from "./testing/heic-sample.ts";

const jpeg = await buildPhoto("jpeg");
const png = await buildPhoto("png");
const webp = await buildPhoto("webp");
const film = Buffer.concat([box("ftyp", Buffer.from("mp42\0\0\0\0")), box("moov", Buffer.alloc(2000)), box("mdat", Buffer.alloc(5000, 9))]);

function verdictOn(bytes: Buffer): string {
  try {
    return inspectPhoto(bytes);
  } catch (error) {
    if (error instanceof MediaRefused) { return error.code; }
    throw error;
  }
}

test.each([["jpeg", jpeg], ["png", png], ["webp", webp], ["heic", heicSample]])("a %s is known by its bytes", (kind, bytes) => {
  expect(verdictOn(bytes)).toBe(kind);
});

const brands = (major: string, ...others: readonly string[]): Buffer =>
  box("ftyp", Buffer.from(`${major}\0\0\0\0${others.join("")}`, "latin1"));

test.each([
  ["nothing", Buffer.alloc(0)],
  ["SVG", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
  ["XML", Buffer.from('<?xml version="1.0"?><svg></svg>')],
  ["GIF", Buffer.from("GIF89a\u0001\u0000\u0001\u0000\u0080\u0000\u0000", "latin1")],
  ["BMP", Buffer.from("BM\u0046\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0036\u0000", "latin1")],
  ["TIFF", Buffer.from("II*\u0000\u0008\u0000\u0000\u0000\u0000\u0000\u0000\u0000", "latin1")],
  ["ZIP", Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(100), buildZipEnd()])],
  ["PDF", Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj")],
  ["HTML", Buffer.from("<!DOCTYPE html><html><body>x</body></html>")],
  ["an AVIF that calls itself a mere image", brands("mif1", "avif", "miaf")],
  ["AVIF", brands("avif", "mif1", "heic")],
  ["a film", brands("mp42", "isom")],
  ["a sound in RIFF", Buffer.from("RIFF\u0000\u0000\u0000\u0000WAVEfmt ", "latin1")],
])("%s is not a photo", (_, bytes) => {
  expect(verdictOn(bytes)).toBe("file.not_an_image");
});

test("a mere image that names HEIC among its brands is one", () => {
  expect(sniffPhoto(brands("mif1", "miaf", "heic"))).toBe("heic");
});

const commentSegment = (words: string): Buffer => {
  const head = Buffer.from([0xff, 0xfe, 0, 0]);
  head.writeUInt16BE(words.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, Buffer.from(words), jpeg.subarray(2)]);
};
const withAt = (bytes: Buffer, at: number, words: string): Buffer => {
  const changed = Buffer.concat([bytes, Buffer.alloc(Math.max(0, at + words.length - bytes.length))]);
  changed.write(words, at, "latin1");
  return changed;
};
const gifWebp = Buffer.concat([webp, Buffer.from("GIF89a"), Buffer.alloc(3000, 1)]);

test.each([
  ["a JPEG with a ZIP behind", Buffer.concat([jpeg, Buffer.from("PK\u0003\u0004"), Buffer.alloc(60), buildZipEnd()])],
  ["a JPEG with a ZIP and a long comment behind", Buffer.concat([jpeg, buildZipEnd("x".repeat(60_000))])],
  ["a JPEG with a ZIP inside a segment and its end behind", Buffer.concat([commentSegment("PK\u0003\u0004"), buildZipEnd()])],
  ["a JPEG with a web page behind", Buffer.concat([jpeg, Buffer.from("<html><body onload=alert(1)>")])],
  ["a JPEG with a script in its comment", commentSegment("<SCRIPT>alert(1)</SCRIPT>")],
  ["a JPEG with PHP in its comment", commentSegment("<?php system($_GET[0]); ?>")],
  ["a JPEG with a PDF in its comment", commentSegment("%PDF-1.4")],
  ["a JPEG that is also a TAR", commentSegment(" ".repeat(233) + "ustar" + " ".repeat(20)).fill("ustar", 257, 262)],
  ["a JPEG that reads as a script", Buffer.from(jpeg).fill("/*", 4, 6)],
  ["a JPEG that reads as a film", Buffer.from(jpeg).fill("ftyp", 4, 8)],
  ["a JPEG with a RAR behind", Buffer.concat([jpeg, Buffer.from("Rar!\u001a\u0007\u0001\u0000", "latin1")])],
  ["a JPEG with a 7z behind", Buffer.concat([jpeg, Buffer.from("377abcaf271c0004", "hex")])],
  ["a JPEG with 10 kB of anything behind", Buffer.concat([jpeg, Buffer.alloc(10_000, 7)])],
  ["a JPEG with a program behind", Buffer.concat([jpeg, Buffer.from("\u007fELF"), Buffer.alloc(4000, 3)])],
  ["a PNG with a script in a text chunk", Buffer.concat([png.subarray(0, 33), pngChunk("tEXt", Buffer.from("x\0<script >")), png.subarray(33)])],
  ["a PNG with a ZIP behind", Buffer.concat([png, buildZipEnd()])],
  ["a PNG with 10 kB of anything behind", Buffer.concat([png, Buffer.alloc(10_000, 7)])],
  ["a PNG that is also a disk image", withAt(png, 32_769, "CD001")],
  ["a WEBP with a GIF behind", gifWebp],
  ["a HEIC with a ZIP behind", Buffer.concat([heicSample, buildZipEnd()])],
  ["a HEIC with a script in a spare box", Buffer.concat([heicSample, box("free", Buffer.from("<script>"))])],
])("%s is refused as two things at once", (_, bytes) => {
  expect(verdictOn(bytes)).toBe("file.polyglot");
});

const samsung = (): Buffer => {
  const directory = Buffer.alloc(24);
  directory.write("SEFH", 0, "latin1");
  const foot = Buffer.alloc(8);
  foot.writeUInt32LE(directory.length, 0);
  foot.write("SEFT", 4, "latin1");
  return Buffer.concat([Buffer.alloc(3000, 5), directory, foot]);
};

test.each([
  ["a second picture (HDR)", Buffer.concat([jpeg, jpeg])],
  ["the film of a live photo", Buffer.concat([jpeg, film])],
  ["a second picture and a film and some notes", Buffer.concat([jpeg, Buffer.alloc(64), jpeg, film, Buffer.from("LIVE_3000")])],
  ["Samsung's directory", Buffer.concat([jpeg, samsung()])],
  ["a vendor's notes", Buffer.concat([jpeg, Buffer.from('vivo{"model":"V2055A"}')])],
  ["a page of zeros", Buffer.concat([jpeg, Buffer.alloc(100_000)])],
])("what phones hang behind a picture does no harm: %s", (_, bytes) => {
  expect(verdictOn(bytes)).toBe("jpeg");
});

test.each([["jpeg", jpeg], ["png", png], ["webp", webp], ["heic", heicSample]])("a %s that breaks off is broken, wherever", (_, bytes) => {
  const verdicts = new Set(Array.from({ length: bytes.length - 40 }, (__, at) => verdictOn(bytes.subarray(0, at + 40))));
  expect([...verdicts]).toEqual(["file.broken"]);
});

test("no changed byte makes anything but an answer or a refusal", () => {
  for (const whole of [jpeg, png, webp, heicSample]) {
    const verdicts = Array.from(whole, (_, at) => [0, 1, 0x7f, 0xff].map((value) => verdictOn(Buffer.from(whole).fill(value, at, at + 1)))).flat();
    expect(verdicts.every((verdict) => /^(?:jpeg|png|webp|heic|file\.\w+)$/.test(verdict))).toBe(true);
  }
});
