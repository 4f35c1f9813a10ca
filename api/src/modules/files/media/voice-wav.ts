import { brokenVoice, type CleanVoice } from "./clean-voice.ts";
import { MediaRefused } from "./media-refused.ts";

/** Writes a new file of the format and the sound; titles, places and whatever else stood beside them stay out. */
export function cleanWav(bytes: Buffer): CleanVoice {
  const chunks = readChunks(bytes);
  const format = chunks.get("fmt ");
  const sound = chunks.get("data");
  if (!format || !sound) { throw brokenVoice("the WAV has no format or no sound"); }

  const { channels, sampleRate, bits } = readFormat(format);
  const blockBytes = channels * (bits / 8);
  const whole = sound.subarray(0, sound.length - (sound.length % blockBytes));
  const header = writeHeader(channels, sampleRate, bits, whole.length);
  const padding = Buffer.alloc(whole.length % 2);
  return {
    audio: Buffer.concat([header, whole, padding]),
    durationMs: Math.round((whole.length / blockBytes / sampleRate) * 1000),
  };
}

interface WavFormat {
  readonly channels: number;
  readonly sampleRate: number;
  readonly bits: number;
}

const plainPcm = 1;
const extensible = 0xfffe;

function readChunks(bytes: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  let at = 12;
  while (at + 8 <= bytes.length) {
    const name = bytes.toString("latin1", at, at + 4);
    const size = bytes.readUInt32LE(at + 4);
    // A recorder that streams does not know the size of its sound yet and writes none, or the largest one.
    const isOpen = name === "data" && (size === 0 || size === 0xffffffff);
    const end = isOpen ? bytes.length : Math.min(at + 8 + size, bytes.length);
    if (!chunks.has(name)) { chunks.set(name, bytes.subarray(at + 8, end)); }
    at = end + (size % 2);
  }
  return chunks;
}

function readFormat(format: Buffer): WavFormat {
  const tag = format.readUInt16LE(0);
  // The extended form names the real format at byte 24.
  const actual = tag === extensible ? format.readUInt16LE(24) : tag;
  const channels = format.readUInt16LE(2);
  const sampleRate = format.readUInt32LE(4);
  const bits = format.readUInt16LE(14);
  const isPlayable = actual === plainPcm && [1, 2].includes(channels) && [8, 16, 24].includes(bits)
    && sampleRate >= 4000 && sampleRate <= 192_000;
  if (!isPlayable) {
    throw new MediaRefused("file.not_a_voice_note", `WAV format ${actual} with ${channels} channels, ${bits} bits at ${sampleRate} Hz.`);
  }
  return { channels, sampleRate, bits };
}

function writeHeader(channels: number, sampleRate: number, bits: number, soundBytes: number): Buffer {
  const header = Buffer.alloc(44);
  header.write("RIFF", 0, "latin1");
  header.writeUInt32LE(36 + soundBytes + (soundBytes % 2), 4);
  header.write("WAVEfmt ", 8, "latin1");
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(plainPcm, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(sampleRate, 24);
  header.writeUInt32LE(sampleRate * channels * (bits / 8), 28);
  header.writeUInt16LE(channels * (bits / 8), 32);
  header.writeUInt16LE(bits, 34);
  header.write("data", 36, "latin1");
  header.writeUInt32LE(soundBytes, 40);
  return header;
}
