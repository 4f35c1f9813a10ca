/** What our public forms are made of. Fractions are not among them: money is fen, time is milliseconds. */
export type CanonicalValue =
  | string
  | number
  | boolean
  | null
  | readonly CanonicalValue[]
  | { readonly [key: string]: CanonicalValue };

/** Always a defect: our own code offered something that has no canonical form. */
export class CanonicalJsonError extends Error {
  override readonly name = "CanonicalJsonError";
}

/** RFC 8785 bytes of the value. What is hashed and signed is these bytes, stored as they are. */
export function canonicalJson(value: CanonicalValue): Buffer {
  return Buffer.from(write(value, 0), "utf8");
}

const deepest = 64;

function write(value: unknown, depth: number): string {
  if (depth > deepest) { throw new CanonicalJsonError(`Nested deeper than ${deepest}, or in a circle.`); }
  if (value === null || typeof value === "boolean") { return String(value); }
  if (typeof value === "string") { return writeString(value); }
  if (typeof value === "number") { return writeInteger(value); }
  if (Array.isArray(value)) { return writeArray(value, depth); }
  if (typeof value === "object" && isPlain(value)) { return writeObject(value, depth); }
  throw new CanonicalJsonError(`A ${typeof value} has no canonical form.`);
}

// JSON.stringify escapes strings exactly as RFC 8785 asks (it was written after it), but it lets lone
// surrogates through as escapes, which other implementations refuse or replace.
function writeString(value: string): string {
  if (/\p{Surrogate}/u.test(value)) { throw new CanonicalJsonError("A string holds half a surrogate pair."); }
  return JSON.stringify(value);
}

function writeInteger(value: number): string {
  if (!Number.isSafeInteger(value)) { throw new CanonicalJsonError("Only whole numbers within 2^53 are allowed."); }
  return JSON.stringify(value);
}

function writeArray(values: readonly unknown[], depth: number): string {
  // Array.from turns the holes of a sparse array into undefined, which is then refused.
  return `[${Array.from(values, (one) => write(one, depth + 1)).join(",")}]`;
}

function writeObject(value: object, depth: number): string {
  // The default order of sort is by UTF-16 code units, as the RFC demands.
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${writeString(key)}:${write(one, depth + 1)}`).join(",")}}`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && Object.getOwnPropertySymbols(value).length === 0;
}
