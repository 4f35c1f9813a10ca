import type { Module } from "../../kernel/module.ts";
import type { FilesDeps } from "./deps.ts";
import { fileRoutes } from "./file.routes.ts";
import { fileJobs } from "./jobs.ts";

export { attachFiles, photoDetails, type Attachment } from "./commands/attach-files.ts";
export { forgetFiles, removeBytes } from "./commands/remove-files.ts";
export { storePhoto } from "./commands/store-photo.ts";
export type { FilesDeps } from "./deps.ts";
export { createFileServing } from "./file-serving.ts";
export { filesOf, type StoredFile } from "./queries/files-of.ts";
export { storedContentsOf, type StoredContent } from "./queries/stored-of.ts";
export { presentPhoto, presentVoice, thumbnailOf } from "./file.presenter.ts";
export type { FileStorage } from "./ports.ts";

export function createFiles(deps: FilesDeps): Module {
  return { routes: fileRoutes(deps), jobs: fileJobs(deps) };
}
