import { randomBytes } from "node:crypto";

/** A public id: 128 bits, 22 characters. */
export const randomId = (): string => freshBytes(16).toString("base64url");

const reserveBytes = 4096;
let reserve = Buffer.alloc(0);
let taken = 0;

/**
 * Random bytes for ids and salts, of which one command needs a dozen: asking the system once for many costs a
 * fraction. None is handed out twice. What opens something by itself asks for its own.
 */
export function freshBytes(count: number): Buffer {
  if (taken + count > reserve.length) {
    reserve = randomBytes(Math.max(reserveBytes, count));
    taken = 0;
  }
  taken += count;
  return reserve.subarray(taken - count, taken);
}

/** A secret that opens something by itself (session, set-up link): 256 bits, 43 characters. */
export const randomToken = (): string => randomBytes(32).toString("base64url");

/** A code a person copies from a slip: K7M2Q-… in groups of five, 25 bits a group, never under 100 bits. */
export function randomCode(groups: number = fewestGroups): string {
  if (!Number.isInteger(groups) || groups < fewestGroups) {
    throw new RangeError(`A code needs at least ${fewestGroups} groups, or it could be guessed.`);
  }
  return codeOfBytes(randomBytes(groups * groupLength));
}

/** The code that some uniformly random bytes (an HMAC's, say) stand for: one symbol a byte. */
export function codeOfBytes(bytes: Buffer): string {
  // 256 is a multiple of 32, so the remainder favours no symbol.
  return inGroups([...bytes].map((byte) => alphabet.charAt(byte % alphabet.length)));
}

/** The code as we print it, from however it was typed; null when it cannot be one. */
export function normalCode(typed: string, groups: number = fewestGroups): string | null {
  const bare = typed.normalize("NFKC").toUpperCase().replace(separators, "");
  const symbols = [...bare].map((symbol) => lookAlikes.get(symbol) ?? symbol);
  const isCode = symbols.length === groups * groupLength && symbols.every((symbol) => alphabet.includes(symbol));
  return isCode ? inGroups(symbols) : null;
}

const fewestGroups = 4;
const groupLength = 5;
// Of each pair that looks alike only one is here (0 not O, 1 not I or L, V not U); the other is read as it.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const lookAlikes: ReadonlyMap<string, string> = new Map([["O", "0"], ["I", "1"], ["L", "1"], ["U", "V"]]);
const separators = /[\s\-_.,·、。‐-―−]/gu;

function inGroups(symbols: readonly string[]): string {
  const text = symbols.join("");
  return (text.match(/.{5}/g) ?? []).join("-");
}
