import type { FilesDeps } from "../deps.ts";
import { processPhoto } from "../media/photo.ts";
import { takeUpload } from "../take-upload.ts";
import { storeFile, type Stored } from "./store-file.ts";

/** Keeps a photo as we encoded it anew; of what was sent nothing stays. */
export async function storePhoto(deps: FilesDeps, path: string): Promise<Stored> {
  const { full, thumbnail, width, height } = await takeUpload(path, processPhoto);
  return storeFile(deps, { kind: "photo", mime: "image/jpeg", content: full, thumbnail, width, height });
}
