import { limits } from "@cunqing/contract/limits";
import { brokenVoice, type CleanVoice } from "./clean-voice.ts";
import { foreignContent } from "./foreign-content.ts";
import { MediaRefused } from "./media-refused.ts";
import { cleanMp3 } from "./voice-mp3.ts";
import { cleanMp4 } from "./voice-mp4.ts";
import { cleanWav } from "./voice-wav.ts";

export type VoiceKind = "mp3" | "m4a" | "wav";

export interface ProcessedVoice {
  /** The recording without titles, places, device names or clocks. */
  readonly audio: Buffer;
  readonly kind: VoiceKind;
  readonly mime: "audio/mpeg" | "audio/mp4" | "audio/wav";
  readonly durationMs: number;
  readonly originalBytes: number;
}

/** Checks a recorded note down to its frames, measures it, and takes out everything that is not sound. */
export function processVoice(bytes: Buffer): ProcessedVoice {
  if (bytes.length > limits.voiceBytesMax) {
    throw new MediaRefused("file.too_large", `A recording of ${bytes.length} bytes.`, "录音文件太大，请说短一点重新录一段");
  }
  const kind = sniffVoice(bytes);
  const { clean, mime } = formats[kind];
  const { audio, durationMs } = readWith(clean, bytes);

  if (durationMs < shortestMs) {
    throw new MediaRefused("file.not_a_voice_note", `Only ${durationMs} ms of sound.`, "录音太短，没有录到声音，请按住多说一会儿");
  }
  if (durationMs > limits.voiceSecondsMax * 1000 + graceMs) {
    throw new MediaRefused("file.voice_too_long", `A recording of ${durationMs} ms.`);
  }
  const foreign = foreignContent(audio);
  if (foreign) {
    throw new MediaRefused("file.polyglot", `The ${kind} is also ${foreign}.`, "录音里夹带了别的内容，请重新录一段");
  }
  return { audio, kind, mime, durationMs, originalBytes: bytes.length };
}

const shortestMs = 200;
// A recorder told to stop after 60 seconds still fills its last frames.
const graceMs = 500;

const formats = {
  mp3: { clean: cleanMp3, mime: "audio/mpeg" },
  m4a: { clean: cleanMp4, mime: "audio/mp4" },
  wav: { clean: cleanWav, mime: "audio/wav" },
} as const;

const unplayableHelp = "这种录音格式很多手机放不出来，请用小程序里的录音按钮重新录一段，或把要说的话打成字";

const unplayable: readonly { name: string; head: string }[] = [
  { name: "WebM", head: "\u001aE\u00df\u00a3" },
  { name: "Ogg", head: "OggS" },
  { name: "AMR", head: "#!AMR" },
  { name: "FLAC", head: "fLaC" },
  { name: "CAF", head: "caff" },
];

function sniffVoice(bytes: Buffer): VoiceKind {
  const head = bytes.toString("latin1", 0, 12);
  if (head.startsWith("ID3") || isMp3Frame(bytes)) { return "mp3"; }
  if (head.slice(4, 8) === "ftyp") { return "m4a"; }
  if (head.startsWith("RIFF") && head.slice(8) === "WAVE") { return "wav"; }

  const other = unplayable.find((format) => head.startsWith(format.head));
  const reason = other ? `A ${other.name} recording.` : "The first bytes are of no recording we take.";
  throw new MediaRefused("file.not_a_voice_note", reason, other ? unplayableHelp : null);
}

// Eleven bits of ones, then "layer III": raw AAC begins with ones too, but names no layer.
const isMp3Frame = (bytes: Buffer): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2;

function readWith(clean: (bytes: Buffer) => CleanVoice, bytes: Buffer): CleanVoice {
  try {
    return clean(bytes);
  } catch (error) {
    // Every number in the file is a stranger's; a read past the end of a box means that one of them lies.
    if (error instanceof RangeError) { throw brokenVoice(error.message); }
    throw error;
  }
}
