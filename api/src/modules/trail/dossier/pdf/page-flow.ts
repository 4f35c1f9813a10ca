import { fontOf, linesOf, widthOf, type FontName } from "./text-width.ts";

export type BlockStyle = "title" | "heading" | "step" | "text" | "small" | "mono";

/** A paragraph. Everything on our pages is one. */
export interface Block {
  readonly style: BlockStyle;
  readonly text: string;
  /** Points from the left margin. */
  readonly indent?: number;
}

export const pageSize = { width: 595, height: 842 } as const;
const margin = { left: 60, right: 60, top: 62, bottom: 68 };

interface Look {
  readonly size: number;
  readonly leading: number;
  readonly before: number;
  readonly isMono: boolean;
  readonly isBold: boolean;
  readonly grey: number;
  /** Lines that must follow on the same page. */
  readonly keeps: number;
}

const looks: Readonly<Record<BlockStyle, Look>> = {
  title: { size: 20, leading: 30, before: 0, isMono: false, isBold: true, grey: 0, keeps: 3 },
  heading: { size: 13.5, leading: 21, before: 14, isMono: false, isBold: true, grey: 0, keeps: 3 },
  step: { size: 11.5, leading: 19, before: 11, isMono: false, isBold: true, grey: 0, keeps: 3 },
  text: { size: 11, leading: 18, before: 4, isMono: false, isBold: false, grey: 0.05, keeps: 1 },
  small: { size: 9, leading: 14, before: 2, isMono: false, isBold: false, grey: 0.35, keeps: 1 },
  mono: { size: 8, leading: 12, before: 2, isMono: true, isBold: false, grey: 0.25, keeps: 1 },
};

/** Lays blocks out on pages of A4 and answers each page's drawing commands. */
export function flow(blocks: readonly Block[], footer: string): string[] {
  const pages: string[][] = [[]];
  let y: number = pageSize.height - margin.top;
  for (const block of blocks) {
    const look = looks[block.style];
    const indent = block.indent ?? 0;
    const lines = linesOf(block.text, look.size, pageSize.width - margin.left - margin.right - indent, look.isMono);
    y -= (pages.at(-1)?.length ?? 0) > 0 ? look.before : 0;
    for (const [index, line] of lines.entries()) {
      const needed = index === 0 ? look.leading * look.keeps : look.leading;
      if (y - needed < margin.bottom) {
        pages.push([]);
        y = pageSize.height - margin.top;
      }
      y -= look.leading;
      pages.at(-1)?.push(drawLine(line, margin.left + indent, y, look));
    }
  }
  return pages.map((commands, index) => [...commands, footerLine(footer, index + 1, pages.length)].join("\n"));
}

function footerLine(footer: string, page: number, count: number): string {
  return drawLine(`${footer}    第 ${page} 页，共 ${count} 页`, margin.left, 38, looks.small);
}

const resourceOf: Readonly<Record<FontName, string>> = { latin: "F1", mono: "F2", chinese: "F3" };

/** One line: a run for every change of font, each at the place that our own widths say, so that none drifts. */
function drawLine(line: string, left: number, y: number, look: Look): string {
  const commands: string[] = [];
  let x = left;
  for (const { font, text, width } of runsOf(line, look)) {
    commands.push(`/${resourceOf[font]} ${look.size} Tf 1 0 0 1 ${round(x)} ${round(y)} Tm <${font === "chinese" ? utf16(text) : latin(text)}> Tj`);
    x += width;
  }
  // Stroking the outline too is how a font without a bold face is made heavier.
  const weight = look.isBold ? `2 Tr 0.25 w ${look.grey} G` : "0 Tr";
  return `BT ${look.grey} g ${weight} ${commands.join(" ")} ET`;
}

function runsOf(line: string, look: Look): { font: FontName; text: string; width: number }[] {
  const runs: { font: FontName; text: string; width: number }[] = [];
  for (const sign of line) {
    const font = fontOf(sign, look.isMono);
    const width = (widthOf(sign, font) * look.size) / 1000;
    const last = runs.at(-1);
    if (last?.font === font) {
      last.text += sign;
      last.width += width;
    } else {
      runs.push({ font, text: sign, width });
    }
  }
  return runs;
}

const latin = (text: string): string => Buffer.from(text, "latin1").toString("hex");
const utf16 = (text: string): string => Buffer.from(text, "utf16le").swap16().toString("hex");
const round = (points: number): string => points.toFixed(2);
