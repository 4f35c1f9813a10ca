/** The text without what cannot be seen at its ends: spaces of every width, tabs, and marks copied from web pages. */
export function bareText(text: string): string {
  return text.replaceAll(/^[\s\u200B-\u200F\u2060\uFEFF]+|[\s\u200B-\u200F\u2060\uFEFF]+$/g, "");
}

/** Full-width letters and digits as half-width ones, and no spaces at all: for codes, numbers and titles. */
export function compactText(text: string): string {
  return text.normalize("NFKC").replaceAll(/[\s\u200B-\u200F\u2060\uFEFF]+/g, "");
}
