import type { Deps } from "../../kernel/deps.ts";
import type { UrlSigner } from "../../kernel/crypto/signed-url.ts";
import type { Module } from "../../kernel/module.ts";
import type { FileStorage } from "./ports.ts";

export { attachFiles, type AttachOrder, type Attachment } from "./commands/attach-files.ts";
export { filesOf, type StoredFile } from "./queries/files-of.ts";
export { presentPhoto, presentVoice } from "./file.presenter.ts";
export type { FileStorage } from "./ports.ts";

export interface FilesDeps extends Deps {
  readonly storage: FileStorage;
  readonly urls: UrlSigner;
}

export function createFiles(_deps: FilesDeps): Module {
  return { routes: [] };
}
