const standard = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const urlSafe = `${standard.slice(0, 62)}-_`;
const hexDigits = "0123456789abcdef";

export const toBase64 = (bytes: Uint8Array): string => encode(bytes, standard, "=");

/** Null unless the text is exactly what `toBase64` writes: one value has one spelling. */
export const fromBase64 = (text: string): Uint8Array | null => (text.length % 4 === 0 ? decode(text.replace(/={1,2}$/, ""), standard, text, toBase64) : null);

/** Without padding, for addresses. */
export const toBase64Url = (bytes: Uint8Array): string => encode(bytes, urlSafe, "");

export const fromBase64Url = (text: string): Uint8Array | null => decode(text, urlSafe, text, toBase64Url);

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += hexDigits.charAt(byte >> 4) + hexDigits.charAt(byte & 15);
  }
  return text;
}

/** Lower case only; null for anything else. */
export function fromHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0) {
    return null;
  }
  const bytes = new Uint8Array(text.length / 2);
  for (let index = 0; index < bytes.length; index += 1) {
    const high = hexDigits.indexOf(text.charAt(2 * index));
    const low = hexDigits.indexOf(text.charAt(2 * index + 1));
    if (high < 0 || low < 0) {
      return null;
    }
    bytes[index] = high * 16 + low;
  }
  return bytes;
}

function encode(bytes: Uint8Array, alphabet: string, padding: string): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const left = bytes.length - at;
    const group = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    text += left > 1 ? alphabet.charAt((group >> 6) & 63) : padding;
    text += left > 2 ? alphabet.charAt(group & 63) : padding;
  }
  return text;
}

function decode(digits: string, alphabet: string, original: string, again: (bytes: Uint8Array) => string): Uint8Array | null {
  if (digits.length % 4 === 1) {
    return null;
  }
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4));
  let held = 0;
  let bits = 0;
  let at = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const value = alphabet.indexOf(digits.charAt(index));
    if (value < 0) {
      return null;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (held >> bits) & 255;
      at += 1;
    }
  }
  // Left-over bits and missing padding would give one value several spellings.
  return again(bytes) === original ? bytes : null;
}
