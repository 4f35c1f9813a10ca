import type { Story } from "./dossier-story.ts";
import type { Block } from "./pdf/page-flow.ts";
import { writePdf } from "./pdf/write-pdf.ts";

/** The same story for printing. Pictures are named; they lie beside it in full. */
export function writePrint(story: Story): Buffer {
  const inner = 12;
  const blocks: Block[] = [
    { style: "title", text: story.title },
    ...story.facts.map(({ label, value }): Block => ({ style: "text", text: `${label}：${value}` })),
    { style: "heading", text: "办理经过" },
    ...story.steps.flatMap((step): Block[] => [
      { style: "step", text: step.title },
      { style: "small", text: `${step.at}　${step.by}`, indent: inner },
      ...step.details.map(({ label, value }): Block => ({ style: "text", text: `${label}：${value}`, indent: inner })),
      { style: step.leaf === null ? "small" : "mono", text: step.leaf === null ? step.place : `${step.place}  ${step.leaf}`, indent: inner },
    ]),
    ...picturesOf(story),
    { style: "heading", text: "怎样核验" },
    ...story.checking.map((text): Block => ({ style: "text", text })),
  ];
  return writePdf({ title: story.title, footer: story.title, blocks });
}

function picturesOf({ pictures, leftOut }: Story): Block[] {
  if (pictures.length + leftOut.length === 0) {
    return [];
  }
  return [
    { style: "heading", text: "照片和录音" },
    ...pictures.map(({ caption, name }): Block => ({ style: "text", text: `${caption}：${name}` })),
    ...leftOut.map((text): Block => ({ style: "text", text: `没有放进来：${text}` })),
  ];
}
