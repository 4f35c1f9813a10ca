import type * as z from "zod";

/** One key for fields at rest. The id is stored beside what it encrypted, so keys can be rotated. */
export type FieldKey = { readonly id: string; readonly key: Uint8Array };

type Context = z.core.$RefinementCtx<string>;

/** Reads `FIELD_KEYS`. Its messages never repeat the text: it is a secret. */
export function readFieldKeys(text: string, context: Context): FieldKey[] {
  const complain = (message: string): FieldKey[] => {
    context.addIssue({ code: "custom", message });
    return [];
  };
  const entries = splitKeys(text.trim());
  if (!entries || entries.length === 0) {
    return complain("must be keyId:base64 entries, comma-separated or as JSON");
  }
  const keys = entries.map(readKey);
  const unusable = keys.findIndex((key) => key === null);
  if (unusable >= 0) {
    return complain(`entry ${unusable + 1} must be an id (a small letter, then up to 15 of a-z 0-9 -), a colon and 32 bytes in base64`);
  }
  const usable = keys.filter((key) => key !== null);
  return new Set(usable.map((key) => key.id)).size === usable.length ? usable : complain("uses one key id twice");
}

/** Reads a JSON object of strings; what is wrong with it is left to the schema after it. */
export function jsonStrings(text: string, context: Context): unknown {
  const value = parseJson(text);
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.values(value).every((entry) => typeof entry === "string")) {
    return value;
  }
  context.addIssue({ code: "custom", message: 'must be a JSON object of texts, like {"caseDone":"template id"}' });
  return {};
}

// An id starts with a letter so that a JSON object keeps its order: JavaScript moves number-like names to the front,
// and the first key is the one that encrypts.
const keyPattern = /^([a-z][a-z0-9-]{0,15}):([A-Za-z0-9+/]{43}=?)$/;

function readKey(entry: string): FieldKey | null {
  const [, id, base64] = keyPattern.exec(entry.trim()) ?? [];
  return id && base64 ? { id, key: new Uint8Array(Buffer.from(base64, "base64")) } : null;
}

function splitKeys(text: string): string[] | null {
  if (!text.startsWith("{") && !text.startsWith("[")) {
    return text.split(",");
  }
  const value = parseJson(text);
  if (Array.isArray(value)) {
    return value.map(String);
  }
  return typeof value === "object" && value !== null ? Object.entries(value).map(([id, key]) => `${id}:${String(key)}`) : null;
}

// The parser's own message quotes the text, which may be a secret: so it is dropped here.
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
