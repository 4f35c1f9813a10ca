import type { BodyOf, CaseDoor, submitCase } from "@cunqing/contract";
import { isDoor } from "../../base/doors.ts";
import { isRecord } from "../../base/shapes.ts";
import { isKeptFile, type KeptFile } from "../../base/kept-file.ts";
import type { Spot } from "../../base/place.ts";
import type { Village } from "../../base/village.ts";

export type Order = BodyOf<typeof submitCase>;

/** A file the service has already, so a second try does not send it again. */
export interface Upload {
  readonly id: string;
  readonly claim: string;
  readonly at: number;
}

/** What a villager has put together so far. It lies in storage after every change and survives a kill of the app. */
export interface Draft {
  readonly door: CaseDoor;
  readonly village: Village | null;
  readonly categoryCode: string;
  readonly text: string;
  readonly photos: readonly KeptFile[];
  readonly voice: KeptFile | null;
  readonly place: string;
  readonly spot: Spot | null;
  readonly isPrivate: boolean;
  readonly isAnonymous: boolean;
  readonly uploads: Readonly<Record<string, Upload>>;
  /**
   * Set once the report has left the phone and nobody knows yet whether it arrived. From then on exactly this order
   * under exactly this key is sent again, so that it becomes one case and never two.
   */
  readonly sending: { readonly key: string; readonly order: Order } | null;
}

export const emptyDraft = (door: CaseDoor, village: Village | null, isSignedIn: boolean): Draft => ({
  door,
  village,
  categoryCode: "",
  text: "",
  photos: [],
  voice: null,
  place: "",
  spot: null,
  isPrivate: false,
  isAnonymous: !isSignedIn,
  uploads: {},
  sending: null,
});

/** Nothing in it that a person would miss. */
export const isBlank = (draft: Draft): boolean =>
  draft.text.trim() === "" && draft.photos.length === 0 && draft.voice === null && draft.sending === null;

/** What is still to be done before it can be sent; null when nothing. */
export function whatIsMissing(draft: Draft): string | null {
  if (draft.village === null) {
    return "请先选村子";
  }
  if (draft.categoryCode === "") {
    return "请选是哪一类事";
  }
  return isBlank(draft) ? "请写几个字、拍张照片或录一段话" : null;
}

/** An unused upload is deleted by the service after a day; an older one is sent anew. */
const uploadLifeMs = 20 * 3_600_000;

export function uploadOf(draft: Draft, file: KeptFile, now: number): Upload | null {
  const upload = draft.uploads[file.id];
  return upload && now - upload.at < uploadLifeMs ? upload : null;
}

/** The order for the service; null while a file has not been uploaded. */
export function orderOf(draft: Draft, now: number): Order | null {
  const photos = draft.photos.map((photo) => uploadOf(draft, photo, now));
  const voice = draft.voice && uploadOf(draft, draft.voice, now);
  if (draft.village === null || photos.includes(null) || (draft.voice && !voice)) {
    return null;
  }
  return {
    door: draft.door,
    villageId: draft.village.id,
    categoryCode: draft.categoryCode,
    text: draft.text.trim(),
    photos: photos.filter((photo) => photo !== null).map(asAttachment),
    ...(voice ? { voice: asAttachment(voice) } : {}),
    ...(draft.place.trim() ? { place: draft.place.trim() } : {}),
    ...(draft.spot ? { point: { lng: draft.spot.lng, lat: draft.spot.lat, system: draft.spot.system } } : {}),
    isPrivate: draft.isPrivate,
    isAnonymous: draft.isAnonymous,
  };
}

export function isDraft(value: unknown): value is Draft {
  return (
    isRecord(value) &&
    isDoor(value["door"]) &&
    typeof value["text"] === "string" &&
    typeof value["categoryCode"] === "string" &&
    typeof value["place"] === "string" &&
    Array.isArray(value["photos"]) &&
    value["photos"].every(isKeptFile) &&
    (value["voice"] === null || isKeptFile(value["voice"])) &&
    isRecord(value["uploads"]) &&
    (value["sending"] === null || isRecord(value["sending"]))
  );
}

const asAttachment = ({ id, claim }: Upload): { id: string; claim: string } => ({ id, claim });
