import * as contract from "@cunqing/contract";
import { route, type Route, type UploadedFile } from "../../kernel/http/route.ts";
import { Refusal } from "../../kernel/refusal.ts";
import { storePhoto } from "./commands/store-photo.ts";
import { storeVoice } from "./commands/store-voice.ts";
import type { FilesDeps } from "./deps.ts";
import { presentPhoto, presentVoice } from "./file.presenter.ts";

export function fileRoutes(deps: FilesDeps): Route[] {
  return [
    route(contract.uploadPhoto, async ({ file }) => {
      const stored = await storePhoto(deps, pathOf(file));
      return { ...presentPhoto(deps, stored), claim: stored.claim };
    }),
    route(contract.uploadVoice, async ({ file }) => {
      const stored = await storeVoice(deps, pathOf(file));
      return { ...presentVoice(deps, stored), claim: stored.claim };
    }),
  ];
}

function pathOf(file: UploadedFile | undefined): string {
  if (!file) {
    throw new Refusal("request.invalid");
  }
  return file.path;
}
