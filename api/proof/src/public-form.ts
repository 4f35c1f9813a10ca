import { fromHex } from "./base64.ts";
import { asObject, parseJson, type JsonObject } from "./json.ts";

/** What the bytes of an entry say to everybody (trust.md 1 and 3). */
export type PublicForm = SealedForm | PlainForm;

export interface SealedForm {
  readonly form: "sealed";
  /** SHA-256(salt ‖ inner form). */
  readonly commitment: Uint8Array;
}

export interface PlainForm {
  readonly form: "plain";
  readonly id: string;
  readonly atMs: number;
  readonly kind: string;
  /** `id` is null where the subject is committed to instead of named. */
  readonly subject: { readonly kind: string; readonly id: string | null };
  readonly area: string | null;
  /** A commitment to who did it, which the journal's keeper can open; null where nothing is said. */
  readonly actor: string | null;
  /** SHA-256(salt ‖ value) of each field. */
  readonly fields: ReadonlyMap<string, Uint8Array>;
}

/** Every name that may stand in a plain form's JSON. */
export const plainFormNames = ["v", "id", "at", "kind", "subject", "area", "actor", "fields"] as const;

/** Null when the text is no form of version 1. */
export function parsePublicForm(text: string): PublicForm | null {
  const json = asObject(parseJson(text));
  if (json?.["v"] !== 1) {
    return null;
  }
  return "sealed" in json ? sealedOf(json) : plainOf(json);
}

function sealedOf(json: JsonObject): SealedForm | null {
  const commitment = asHash(json["sealed"]);
  return commitment && Object.keys(json).length === 2 ? { form: "sealed", commitment } : null;
}

function plainOf(json: JsonObject): PlainForm | null {
  const { id, at, kind, area } = json;
  const subject = asObject(json["subject"]);
  const subjectKind = subject?.["kind"];
  const subjectId = subject?.["id"] ?? null;
  const fields = fieldsOf(json["fields"]);
  if (typeof id !== "string" || typeof at !== "number" || typeof kind !== "string" || typeof subjectKind !== "string" || !fields) {
    return null;
  }
  if ((subjectId !== null && typeof subjectId !== "string") || (area !== null && typeof area !== "string") || !Number.isSafeInteger(at)) {
    return null;
  }
  return { form: "plain", id, atMs: at, kind, subject: { kind: subjectKind, id: subjectId }, area, actor: typeof json["actor"] === "string" ? json["actor"] : null, fields };
}

function fieldsOf(value: unknown): Map<string, Uint8Array> | null {
  const fields = new Map<string, Uint8Array>();
  for (const [field, commitment] of Object.entries(asObject(value) ?? { "": null })) {
    const hash = asHash(commitment);
    if (!hash) {
      return null;
    }
    fields.set(field, hash);
  }
  return fields;
}

function asHash(value: unknown): Uint8Array | null {
  const bytes = typeof value === "string" ? fromHex(value) : null;
  return bytes?.length === 32 ? bytes : null;
}
