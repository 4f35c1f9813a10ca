import { MediaRefused } from "./media-refused.ts";

/** What each cleaner gives back: the sound alone, and how long it is. */
export interface CleanVoice {
  readonly audio: Buffer;
  readonly durationMs: number;
}

export const brokenVoice = (reason: string): MediaRefused =>
  new MediaRefused("file.broken", `The recording does not hold together: ${reason}`, "录音没有传完整，请重新录一段");
