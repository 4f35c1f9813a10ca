import type { UrlSigner } from "../../kernel/crypto/signed-url.ts";
import type { Deps } from "../../kernel/deps.ts";
import type { FileStorage } from "./ports.ts";

export interface FilesDeps extends Deps {
  readonly storage: FileStorage;
  readonly urls: UrlSigner;
}
