/** Widths of Helvetica's printable ASCII, in thousandths of the size: the numbers of Adobe's own metrics. */
const helvetica = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556,
  278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667,
  611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833,
  556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

/** Which of the page's three fonts draws a sign: Latin, Latin of one width, or Chinese. */
export type FontName = "latin" | "mono" | "chinese";

export const fontOf = (sign: string, isMono: boolean): FontName => (isAscii(sign) ? (isMono ? "mono" : "latin") : "chinese");

export function widthOf(sign: string, font: FontName): number {
  switch (font) {
    case "latin":
      return helvetica[sign.charCodeAt(0) - 32] ?? 556;
    case "mono":
      return 600;
    case "chinese":
      return 1000;
  }
}

const isAscii = (sign: string): boolean => sign >= " " && sign <= "~";

/** What must not begin a line; it hangs on the end of the one before. */
const neverFirst = "，。、；：！？）》」』】”’…—,.;:!?)]}%";
/** Latin words, numbers and hashes stay whole where a line holds them. */
const joins = /[A-Za-z0-9_-]/;

/** Breaks a text into lines of at most `width` points at this size. */
export function linesOf(text: string, size: number, width: number, isMono: boolean): string[] {
  const lines = text.split("\n").flatMap((paragraph) => brokenLines([...paragraph.replace(/\t/g, " ")], size, width, isMono));
  return lines.length === 0 ? [""] : lines;
}

function brokenLines(signs: readonly string[], size: number, width: number, isMono: boolean): string[] {
  const lines: string[] = [];
  let start = 0;
  let filled = 0;
  for (let at = 0; at < signs.length; at += 1) {
    const sign = signs[at] ?? "";
    const one = (widthOf(sign, fontOf(sign, isMono)) * size) / 1000;
    if (filled + one > width && at > start && !neverFirst.includes(sign)) {
      const end = isMono ? at : wordStart(signs, start, at);
      lines.push(signs.slice(start, end).join(""));
      filled = signs.slice(end, at).reduce((sum, kept) => sum + (widthOf(kept, fontOf(kept, isMono)) * size) / 1000, 0);
      start = end;
    }
    filled += one;
  }
  return [...lines, signs.slice(start).join("")];
}

/** Where the word at a break begins, unless it fills the whole line by itself. */
function wordStart(signs: readonly string[], start: number, at: number): number {
  let first = at;
  while (first > start && joins.test(signs[first] ?? "") && joins.test(signs[first - 1] ?? "")) {
    first -= 1;
  }
  return first === start ? at : first;
}
