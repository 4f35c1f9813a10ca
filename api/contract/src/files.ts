import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { limits } from "./limits.ts";
import { empty, photo, voice } from "./shapes.ts";

const because = "A report needs no account, so its photos need none either; an unused upload is deleted after a day.";

/** `claim` proves that who attaches the file is who sent it; it is shown once. */
const claim = z.string();

export const uploadPhoto = endpoint({
  method: "POST",
  path: "/files/photos",
  summary: "Uploads one photo; it is decoded, re-encoded and stripped of its metadata.",
  access: { public: true, because },
  params: empty,
  body: empty,
  upload: { bytesMax: limits.photoBytesMax },
  ratePerMinute: 60,
  result: photo.extend({ claim }),
  refusals: ["file.too_large", "file.not_an_image", "file.broken", "file.bomb", "file.polyglot", "file.heic_unreadable", "service.full"],
});

export const uploadVoice = endpoint({
  method: "POST",
  path: "/files/voices",
  summary: "Uploads one recorded voice note (MP3, M4A or WAV, at most 60 s).",
  access: { public: true, because },
  params: empty,
  body: empty,
  upload: { bytesMax: limits.voiceBytesMax },
  ratePerMinute: 30,
  result: voice.extend({ claim }),
  refusals: ["file.too_large", "file.not_a_voice_note", "file.voice_too_long", "file.broken", "file.polyglot", "service.full"],
});
