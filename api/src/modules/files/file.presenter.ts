import type * as z from "zod";
import type { photo, voice } from "@cunqing/contract";
import type { Clock } from "../../kernel/clock.ts";
import type { UrlSigner } from "../../kernel/crypto/signed-url.ts";
import type { StoredFile } from "./queries/files-of.ts";

interface SignDeps {
  readonly urls: UrlSigner;
  readonly clock: Clock;
}

/** Addresses live this long, and those made in one quarter of an hour are alike, so that a phone may keep the picture. */
const addressMs = 30 * 60_000;
const stepMs = 15 * 60_000;

export function presentPhoto(deps: SignDeps, file: Pick<StoredFile, "publicId">): z.output<typeof photo> {
  return { id: file.publicId, url: addressOf(deps, file, "full"), thumbnailUrl: addressOf(deps, file, "thumbnail") };
}

/** For lists, which show nothing larger. */
export function thumbnailOf(deps: SignDeps, file: Pick<StoredFile, "publicId">): string {
  return addressOf(deps, file, "thumbnail");
}

export function presentVoice(deps: SignDeps, file: Pick<StoredFile, "publicId" | "seconds">): z.output<typeof voice> {
  return { id: file.publicId, url: addressOf(deps, file, "full"), seconds: file.seconds ?? 0 };
}

function addressOf({ urls, clock }: SignDeps, file: Pick<StoredFile, "publicId">, size: "full" | "thumbnail"): string {
  const until = Math.floor(clock.now() / stepMs) * stepMs + addressMs;
  return urls.sign(`/api/files/${file.publicId}/${size}`, until, "file");
}
