import type { FilesDeps } from "../deps.ts";
import { processVoice } from "../media/voice.ts";
import { takeUpload } from "../take-upload.ts";
import { storeFile, type Stored } from "./store-file.ts";

/** Keeps the sound of a recorded note, without what the recorder wrote about itself. */
export async function storeVoice(deps: FilesDeps, path: string): Promise<Stored> {
  const { audio, mime, durationMs } = await takeUpload(path, processVoice);
  return storeFile(deps, { kind: "voice", mime, content: audio, seconds: Math.max(1, Math.round(durationMs / 1000)) });
}
