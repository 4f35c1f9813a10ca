import { CallRefused } from "@cunqing/contract/client";
import type { ResultOf, submitCase as submitEndpoint } from "@cunqing/contract";
import { submitCase, uploadPhoto, uploadVoice } from "@cunqing/contract/paths";
import { callAs } from "../../base/call.ts";
import type { KeptFile } from "../../base/kept-file.ts";
import { dropKept, sendKept } from "../../base/kept-files.ts";
import { randomKey } from "../../base/random-key.ts";
import { orderOf, uploadOf, type Draft } from "./draft.ts";

export type Sent = ResultOf<typeof submitEndpoint>;

/** Where the draft lies, so that every step of sending is on the phone before the next begins. */
export interface DraftPlace {
  read(): Draft;
  write(draft: Draft): void;
}

/**
 * Uploads what is not up yet, then submits. Called again after a failure it goes on where it stopped; the service
 * recognises the key, so the report arrives once.
 */
export async function sendDraft(place: DraftPlace): Promise<Sent> {
  const sending = place.read().sending ?? (await prepare(place));
  try {
    const sent = await callAs(senderOf(sending.order.isAnonymous), submitCase, { body: sending.order }, { idempotencyKey: sending.key });
    await dropFiles(place.read());
    return sent;
  } catch (error) {
    if (isSettled(error)) {
      // The service said no and made no case: the person may change the report and send it under a new key.
      place.write({ ...place.read(), sending: null, uploads: isAboutFiles(error) ? {} : place.read().uploads });
    }
    throw error;
  }
}

async function prepare(place: DraftPlace): Promise<NonNullable<Draft["sending"]>> {
  const { photos, voice } = place.read();
  for (const photo of photos) {
    await ensureUploaded(place, photo, "photo");
  }
  if (voice) {
    await ensureUploaded(place, voice, "voice");
  }
  const order = orderOf(place.read(), Date.now());
  if (order === null) {
    throw new Error("a draft was sent before it was complete");
  }
  const sending = { key: randomKey(), order };
  place.write({ ...place.read(), sending });
  return sending;
}

async function ensureUploaded(place: DraftPlace, file: KeptFile, kind: "photo" | "voice"): Promise<void> {
  const draft = place.read();
  if (uploadOf(draft, file, Date.now())) {
    return;
  }
  const sender = senderOf(draft.isAnonymous);
  const { id, claim } = kind === "photo" ? await sendKept(uploadPhoto, file, sender) : await sendKept(uploadVoice, file, sender);
  const latest = place.read();
  place.write({ ...latest, uploads: { ...latest.uploads, [file.id]: { id, claim, at: Date.now() } } });
}

/** An anonymous report travels without any token, so nothing ties it to an account. */
const senderOf = (isAnonymous: boolean) => (isAnonymous ? "nobody" : "villager");

/** Busy, overloaded or still being answered: the outcome is open. Anything else refused is final. */
const isSettled = (error: unknown): error is CallRefused =>
  error instanceof CallRefused && error.status < 500 && error.code !== "request.in_flight" && error.code !== "request.too_many";

const isAboutFiles = (error: CallRefused): boolean => error.code.startsWith("file.");

async function dropFiles(draft: Draft): Promise<void> {
  await Promise.all([...draft.photos, ...(draft.voice ? [draft.voice] : [])].map(dropKept));
}
