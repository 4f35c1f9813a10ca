/** WeChat's JavaScript engine has no TextEncoder. Half a surrogate pair becomes U+FFFD, as TextEncoder does. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    pushCodePoint(bytes, character.codePointAt(0) ?? 0);
  }
  return Uint8Array.from(bytes);
}

/** Null for bytes that are not UTF-8, which includes overlong forms and surrogates. */
export function fromUtf8(bytes: Uint8Array): string | null {
  let text = "";
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at] ?? 0;
    const length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
    if (length === 0 || at + length > bytes.length) {
      return null;
    }
    let point = length === 1 ? first : first & (0x7f >> length);
    for (let next = 1; next < length; next += 1) {
      const byte = bytes[at + next] ?? 0;
      if ((byte & 0xc0) !== 0x80) {
        return null;
      }
      point = point * 64 + (byte & 63);
    }
    if (point < (smallest[length] ?? 0) || point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)) {
      return null;
    }
    text += String.fromCodePoint(point);
    at += length;
  }
  return text;
}

/** The first code point that needs so many bytes. */
const smallest = [0, 0, 0x80, 0x800, 0x10000];

function pushCodePoint(bytes: number[], read: number): void {
  const point = read >= 0xd800 && read <= 0xdfff ? 0xfffd : read;
  if (point < 0x80) {
    bytes.push(point);
  } else if (point < 0x800) {
    bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  } else if (point < 0x10000) {
    bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  } else {
    bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
}
