import { brokenVoice, type CleanVoice } from "./clean-voice.ts";
import { MediaRefused } from "./media-refused.ts";

/** Keeps whole frames of sound and nothing else: tags before, between and behind them are left out. */
export function cleanMp3(bytes: Buffer): CleanVoice {
  const end = endOfSound(bytes);
  let at = startOfSound(bytes, end);
  let strayBytes = 0;
  let isInStep = false;
  let first: Frame | null = null;
  let samples = 0;
  const frames: Buffer[] = [];

  while (at + 4 <= end) {
    const frame = readFrame(bytes, at);
    const isWhole = frame !== null && at + frame.length <= end && isOfOneStream(first, frame);
    if (isWhole && (isInStep || isFollowed(bytes, at + frame.length, end))) {
      first ??= frame;
      isInStep = true;
      frames.push(bytes.subarray(at, at + frame.length));
      samples += isHeaderFrame(bytes, at, frame) ? 0 : frame.samples;
      at += frame.length;
    } else {
      isInStep = false;
      at += 1;
      strayBytes += 1;
      if (strayBytes > strayBytesMax) { throw noFrames(first !== null); }
    }
  }
  if (!first) { throw noFrames(false); }
  return { audio: Buffer.concat(frames), durationMs: Math.round((samples * 1000) / first.sampleRate) };
}

interface Frame {
  readonly mpeg1: boolean;
  readonly sampleRate: number;
  readonly length: number;
  readonly samples: number;
}

// A frame cut off at the end, or a recorder's padding, is left out; more than that is not a recording.
const strayBytesMax = 4096;

const noFrames = (isStarted: boolean): MediaRefused => isStarted
  ? brokenVoice("the MP3 holds bytes that are no frames")
  : new MediaRefused("file.not_a_voice_note", "No MP3 frames follow one another.");

// Kilobits per second of layer III, by the four bits of the header; 0 is "free format" and 15 is forbidden.
const bitRates1 = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const bitRates2 = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
const sampleRates1 = [44_100, 48_000, 32_000];

function readFrame(bytes: Buffer, at: number): Frame | null {
  const head = bytes.readUInt32BE(at);
  const version = (head >>> 19) & 3;
  const isLayer3 = head >>> 21 === 0x7ff && version !== 1 && ((head >>> 17) & 3) === 1;
  if (!isLayer3) { return null; }

  const mpeg1 = version === 3;
  const kilobits = (mpeg1 ? bitRates1 : bitRates2)[(head >>> 12) & 15] ?? 0;
  const baseRate = sampleRates1[(head >>> 10) & 3] ?? 0;
  if (kilobits === 0 || baseRate === 0) { return null; }

  const sampleRate = mpeg1 ? baseRate : baseRate / (version === 2 ? 2 : 4);
  const samples = mpeg1 ? 1152 : 576;
  const length = Math.floor((samples / 8) * ((kilobits * 1000) / sampleRate)) + ((head >>> 9) & 1);
  return { mpeg1, sampleRate, length, samples };
}

const isOfOneStream = (first: Frame | null, frame: Frame): boolean =>
  first === null || (first.mpeg1 === frame.mpeg1 && first.sampleRate === frame.sampleRate);

// Four bytes look like a frame by chance; two frames, one exactly behind the other, hardly ever. Asked only where
// the last frame did not lead here.
function isFollowed(bytes: Buffer, at: number, end: number): boolean {
  return at + 4 > end || readFrame(bytes, at) !== null || isBlank(bytes.subarray(at, end));
}

const isBlank = (bytes: Buffer): boolean => bytes.every((byte) => byte === 0);

// The first frame of a variable bit rate holds a table for seeking where others hold sound.
function isHeaderFrame(bytes: Buffer, at: number, frame: Frame): boolean {
  const text = bytes.toString("latin1", at + 4, at + Math.min(frame.length, 44));
  return /Xing|Info|VBRI/.test(text);
}

function startOfSound(bytes: Buffer, end: number): number {
  let at = 0;
  while (at + 10 <= end && bytes.toString("latin1", at, at + 3) === "ID3") {
    // Seven bits a byte, so that no size looks like the start of a frame.
    const size = [6, 7, 8, 9].reduce((sum, offset) => sum * 128 + (bytes.readUInt8(at + offset) & 0x7f), 0);
    const footer = bytes.readUInt8(at + 5) & 0x10 ? 10 : 0;
    at += 10 + size + footer;
  }
  return at;
}

function endOfSound(bytes: Buffer): number {
  let end = bytes.length;
  if (end >= 128 && bytes.toString("latin1", end - 128, end - 125) === "TAG") { end -= 128; }
  if (end >= 32 && bytes.toString("latin1", end - 32, end - 24) === "APETAGEX") {
    const hasHeader = bytes.readUInt32LE(end - 12) >>> 31 === 1;
    end -= bytes.readUInt32LE(end - 20) + (hasHeader ? 32 : 0);
  }
  return end;
}
