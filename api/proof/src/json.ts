/** What somebody else wrote: nothing in it is taken for granted. */
export interface JsonObject {
  readonly [name: string]: unknown;
}

/** Null for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export function asObject(value: unknown): JsonObject | null {
  // The one thing the compiler cannot see: an object that is no array has names and unknown values.
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : null;
}
