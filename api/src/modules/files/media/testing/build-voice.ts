/** Frames of MPEG-2 layer III, 16 kHz, 24 kbit/s, as the recorder of WeChat makes them: 36 ms and 108 bytes each. */
export function buildMp3(frameCount: number, fill = 0): Buffer {
  const frame = Buffer.alloc(108, fill);
  frame.writeUInt32BE(0xfff338c4, 0);
  return Buffer.concat(Array.from({ length: frameCount }, () => frame));
}

export function buildId3(words: string): Buffer {
  const content = Buffer.from(words);
  const head = Buffer.from("ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000", "latin1");
  head.writeUInt8(content.length >>> 7, 8);
  head.writeUInt8(content.length & 0x7f, 9);
  return Buffer.concat([head, content]);
}

export function buildWav(seconds: number, extraChunks: readonly Buffer[] = [], sampleRate = 8000): Buffer {
  const format = Buffer.alloc(16);
  format.writeUInt16LE(1, 0);
  format.writeUInt16LE(1, 2);
  format.writeUInt32LE(sampleRate, 4);
  format.writeUInt32LE(sampleRate * 2, 8);
  format.writeUInt16LE(2, 12);
  format.writeUInt16LE(16, 14);
  const sound = Buffer.alloc(seconds * sampleRate * 2, 5);
  const chunks = Buffer.concat([riffChunk("fmt ", format), ...extraChunks, riffChunk("data", sound)]);
  return riffChunk("RIFF", Buffer.concat([Buffer.from("WAVE"), chunks]));
}

export function riffChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, "latin1");
  head.writeUInt32LE(content.length, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
}

export interface M4aParts {
  readonly frameCount?: number;
  /** What one frame lasts in the time table, of 16,000 a second; AAC has 1024. */
  readonly frameTicks?: number;
  readonly handler?: string;
  readonly codec?: string;
  readonly objectType?: number;
  readonly brand?: string;
  readonly inMoov?: readonly Buffer[];
  readonly inTrak?: readonly Buffer[];
  readonly atRoot?: readonly Buffer[];
  readonly fragmented?: boolean;
}

const frameBytes = 20;

/** A file with one track of AAC at 16 kHz, in tables or in one fragment. */
export function buildM4a(parts: M4aParts = {}): Buffer {
  const frameCount = parts.frameCount ?? 32;
  const ftyp = box("ftyp", Buffer.from(`${parts.brand ?? "M4A "}\u0000\u0000\u0000\u0000isom`, "latin1"));
  const mdat = box("mdat", Buffer.alloc(frameCount * frameBytes, 0x21));
  const tail = parts.atRoot ?? [];
  if (parts.fragmented) {
    const moov = box("moov", mvhd(), trak({ ...parts, frameCount: 0 }, 0), box("mvex", numbers("trex", 0, 1, 1, 1024, 0, 0)));
    const trun = numbers("trun", 0, frameCount);
    return Buffer.concat([ftyp, moov, box("moof", numbers("mfhd", 0, 1), box("traf", numbers("tfhd", 0, 1), trun)), mdat, ...tail]);
  }
  const moovOf = (offset: number): Buffer => box("moov", mvhd(), trak(parts, offset), ...(parts.inMoov ?? []));
  const offset = ftyp.length + moovOf(0).length + 8;
  return Buffer.concat([ftyp, moovOf(offset), mdat, ...tail]);
}

export function box(type: string, ...content: readonly Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(8 + body.length, 0);
  head.write(type, 4, "latin1");
  return Buffer.concat([head, body]);
}

function numbers(type: string, ...values: readonly number[]): Buffer {
  const body = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => { body.writeUInt32BE(value, index * 4); });
  return box(type, body);
}

// Recorded at a moment that must not stay in the file.
const recordedAt = 0xe1e2e3e4;

const mvhd = (): Buffer => numbers("mvhd", 0, recordedAt, recordedAt, 16_000, 0);

function trak(parts: M4aParts, chunkOffset: number): Buffer {
  const frameCount = parts.frameCount ?? 32;
  const hdlr = box("hdlr", Buffer.from(`\0\0\0\0\0\0\0\0${parts.handler ?? "soun"}${"\0".repeat(12)}Redmi Note 13\0`, "latin1"));
  const stts = frameCount === 0 ? numbers("stts", 0, 0) : numbers("stts", 0, 1, frameCount, parts.frameTicks ?? 1024);
  const stco = frameCount === 0 ? numbers("stco", 0, 0) : numbers("stco", 0, 1, chunkOffset);
  const tables = [stts, numbers("stsc", 0, 1, 1, frameCount, 1), numbers("stsz", 0, frameBytes, frameCount), stco];
  const stbl = box("stbl", sampleEntry(parts), ...tables);
  const minf = box("minf", numbers("smhd", 0, 0), stbl);
  const mdia = box("mdia", numbers("mdhd", 0, recordedAt, recordedAt, 16_000, 0, 0), hdlr, minf);
  return box("trak", numbers("tkhd", 7, recordedAt, recordedAt, 1, 0, 0), mdia, ...(parts.inTrak ?? []));
}

function sampleEntry(parts: M4aParts): Buffer {
  const descriptor = [0, 0, 0, 0, 0x03, 0x19, 0, 1, 0, 0x04, 0x80, 0x11, parts.objectType ?? 0x40, 0x15, 0, 0, 0];
  const entry = Buffer.alloc(28);
  entry.writeUInt16BE(1, 6);
  entry.writeUInt16BE(1, 16);
  entry.writeUInt16BE(16, 18);
  entry.writeUInt16BE(16_000, 24);
  const one = box(parts.codec ?? "mp4a", entry, box("esds", Buffer.from(descriptor)));
  const count = Buffer.alloc(8);
  count.writeUInt32BE(1, 4);
  return box("stsd", count, one);
}
