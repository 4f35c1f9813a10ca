/**
 * What two worlds may differ in: what looks random and is of the same length. Ids, hashes, signatures and tokens become
 * one letter as often as they were long, so that a length that differs is still seen.
 */
export function withoutChance(text: string): string {
  return text
    .replace(/\b\d{4}-\d{3}-\d{3}\b/g, "<number>")
    .replace(/[A-Za-z0-9+/_-]{16,}={0,2}/g, (run) => (isRandom(run) ? `<${"x".repeat(run.length)}>` : run))
    .replace(/\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){3,}\b/g, (code) => `<${"c".repeat(code.length)}>`);
}

/** Words of ours have no digits or capitals amid small letters; 16 random characters that have neither are rarer than a strike of lightning. */
const isRandom = (run: string): boolean => /[0-9]/.test(run) || /[A-Z]/.test(run) || /[+/_-]/.test(run);
