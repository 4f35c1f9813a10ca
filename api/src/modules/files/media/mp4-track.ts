import { readBoxes, type Box } from "./iso-boxes.ts";

/** What the tables of one AAC track say. */
export interface SoundTrack {
  readonly timescale: number;
  readonly sampleRate: number;
  /** In units of the timescale, by the time table. */
  readonly duration: number;
  readonly sampleCount: number;
  readonly sampleBytes: number;
  readonly chunkOffsets: readonly number[];
}

export interface Fragments {
  readonly duration: number;
  readonly sampleCount: number;
}

/** Null when the track is not one of AAC sound. A table shorter than it claims ends in a RangeError. */
export function readSoundTrack(bytes: Buffer, trak: Box): SoundTrack | null {
  const mdhd = contentAt(bytes, trak, ["mdia", "mdhd"]);
  const hdlr = contentAt(bytes, trak, ["mdia", "hdlr"]);
  const stsd = contentAt(bytes, trak, ["mdia", "minf", "stbl", "stsd"]);
  if (!mdhd || !stsd || hdlr?.toString("latin1", 8, 12) !== "soun") { return null; }
  const isAac = stsd.readUInt32BE(4) === 1 && stsd.toString("latin1", 12, 16) === "mp4a" && isAacDescriptor(stsd);
  if (!isAac) { return null; }

  const table = (name: string): Buffer => contentAt(bytes, trak, ["mdia", "minf", "stbl", name]) ?? Buffer.alloc(12);
  const times = table("stts");
  const sizes = table("stsz");
  const timeEntries = rowsOf(times, 8, 8, times.readUInt32BE(4));
  const sampleCount = sizes.readUInt32BE(8);
  const fixedSize = sizes.readUInt32BE(4);
  return {
    timescale: mdhd.readUInt32BE(mdhd.readUInt8(0) === 1 ? 20 : 12),
    // A 16.16 number in the sample entry, of which the whole part counts.
    sampleRate: stsd.readUInt16BE(40),
    duration: sum(timeEntries.map((entry) => entry.readUInt32BE(0) * entry.readUInt32BE(4))),
    sampleCount,
    sampleBytes: fixedSize > 0 ? fixedSize * sampleCount : sum(numbersOf(sizes, 12, sampleCount)),
    chunkOffsets: numbersOf(table("stco"), 8, table("stco").readUInt32BE(4)),
  };
}

/** Recorders in browsers write the sound in fragments and leave the tables of the track empty. */
export function fragmentDurations(bytes: Buffer, root: readonly Box[], moov: Box): Fragments {
  const trex = contentAt(bytes, moov, ["mvex", "trex"]);
  const usual = trex ? trex.readUInt32BE(12) : 0;
  const trafs = root
    .filter(({ type }) => type === "moof")
    .flatMap((moof) => childrenOf(bytes, moof).filter(({ type }) => type === "traf"));

  const runs = trafs.flatMap((traf) => {
    const tfhd = contentAt(bytes, traf, ["tfhd"]);
    const usualHere = tfhd ? usualDuration(tfhd, usual) : usual;
    return childrenOf(bytes, traf)
      .filter(({ type }) => type === "trun")
      .map((trun) => readRun(bytes.subarray(trun.body, trun.end), usualHere));
  });
  return { duration: sum(runs.map((run) => run.duration)), sampleCount: sum(runs.map((run) => run.sampleCount)) };
}

/** The longer of what the clock of the file says and what its number of frames means: the clock could lie. */
export function trackDurationMs(track: SoundTrack, fragments: Fragments): number {
  const rate = track.sampleRate || track.timescale;
  if (track.timescale === 0 || rate === 0) { throw new RangeError("the MP4 has no clock"); }
  const byClock = (track.duration + fragments.duration) / track.timescale;
  const byFrames = ((track.sampleCount + fragments.sampleCount) * samplesPerFrame) / rate;
  return Math.round(Math.max(byClock, byFrames) * 1000);
}

const samplesPerFrame = 1024;

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const childrenOf = (bytes: Buffer, box: Box): Box[] => readBoxes(bytes, box.body, box.end).boxes;

function contentAt(bytes: Buffer, from: Box, path: readonly string[]): Buffer | null {
  let box: Box | undefined = from;
  for (const name of path) {
    box = box && childrenOf(bytes, box).find(({ type }) => type === name);
  }
  return box ? bytes.subarray(box.body, box.end) : null;
}

function rowsOf(table: Buffer, start: number, rowBytes: number, count: number): Buffer[] {
  if (start + count * rowBytes > table.length) { throw new RangeError("a table is shorter than it says"); }
  return Array.from({ length: count }, (_, row) => table.subarray(start + row * rowBytes, start + (row + 1) * rowBytes));
}

const numbersOf = (table: Buffer, start: number, count: number): number[] =>
  rowsOf(table, start, 4, count).map((row) => row.readUInt32BE(0));

// The sample entry ends in descriptors; number 4 begins with the kind of sound: 0x40 is AAC, 0x66 to 0x68 its older forms.
function isAacDescriptor(stsd: Buffer): boolean {
  const at = stsd.indexOf("esds", 16, "latin1");
  if (at === -1) { return false; }
  const esds = stsd.subarray(at + 8);
  const stream = skipDescriptorHead(esds, 0, 3);
  const decoder = stream === null ? null : skipDescriptorHead(esds, stream + 3, 4);
  return decoder !== null && [0x40, 0x66, 0x67, 0x68].includes(esds.readUInt8(decoder));
}

// A descriptor's length takes one to four bytes; the last one has its top bit clear.
function skipDescriptorHead(esds: Buffer, at: number, tag: number): number | null {
  if (esds.readUInt8(at) !== tag) { return null; }
  const lengthBytes = esds.subarray(at + 1, at + 5).findIndex((byte) => byte < 0x80) + 1;
  return lengthBytes === 0 ? null : at + 1 + lengthBytes;
}

function usualDuration(tfhd: Buffer, fallback: number): number {
  const flags = tfhd.readUIntBE(1, 3);
  const offset = 8 + (flags & 0x1 ? 8 : 0) + (flags & 0x2 ? 4 : 0);
  return flags & 0x8 ? tfhd.readUInt32BE(offset) : fallback;
}

function readRun(trun: Buffer, usual: number): Fragments {
  const flags = trun.readUIntBE(1, 3);
  const sampleCount = trun.readUInt32BE(4);
  if (!(flags & 0x100)) { return { sampleCount, duration: sampleCount * usual }; }
  const start = 8 + (flags & 0x1 ? 4 : 0) + (flags & 0x4 ? 4 : 0);
  // Each of these four flags adds one number to every row; the duration comes first.
  const rowBytes = 4 * [0x100, 0x200, 0x400, 0x800].filter((flag) => flags & flag).length;
  return { sampleCount, duration: sum(rowsOf(trun, start, rowBytes, sampleCount).map((row) => row.readUInt32BE(0))) };
}
