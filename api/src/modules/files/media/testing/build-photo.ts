import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

/** A small picture with colours that are told apart after encoding. */
export function buildPhoto(format: "jpeg" | "png" | "webp", width = 64, height = 48): Promise<Buffer> {
  const picture = sharp({ create: { width, height, channels: 3, background: { r: 200, g: 120, b: 40 } } });
  return picture.toFormat(format).toBuffer();
}

/** Black, one bit a pixel, so that a huge picture fits into a small file. */
export function buildHugePng(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.writeUInt8(1, 8);
  const pixels = deflateSync(Buffer.alloc(height * (1 + Math.ceil(width / 8))), { level: 1 });
  const signature = Buffer.from("\u0089PNG\r\n\u001a\n", "latin1");
  return Buffer.concat([signature, pngChunk("IHDR", header), pngChunk("IDAT", pixels), pngChunk("IEND", Buffer.alloc(0))]);
}

/** An empty archive's end, with a comment: enough for every tool to call the whole file a ZIP. */
export function buildZipEnd(comment = ""): Buffer {
  const end = Buffer.alloc(22 + comment.length);
  end.write("PK\u0005\u0006", 0, "latin1");
  end.writeUInt16LE(comment.length, 20);
  end.write(comment, 22, "latin1");
  return end;
}

export function pngChunk(type: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), content]);
  const chunk = Buffer.alloc(8 + named.length);
  chunk.writeUInt32BE(content.length, 0);
  named.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(named), 4 + named.length);
  return chunk;
}

/** A chequered square: some kilobytes as a PNG, and a JPEG many times that size. */
export function buildPattern(side: number): Promise<Buffer> {
  const pixels = Buffer.alloc(side * side);
  for (let at = 0; at < pixels.length; at += 1) {
    pixels[at] = ((at % side) ^ Math.floor(at / side)) & 1 ? 255 : (at * 7) & 0x7f;
  }
  return sharp(pixels, { raw: { width: side, height: side, channels: 1 } }).png().toBuffer();
}
