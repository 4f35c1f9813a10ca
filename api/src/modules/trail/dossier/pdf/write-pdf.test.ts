import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { linesOf } from "./text-width.ts";
import { writePdf } from "./write-pdf.ts";

const order = { title: "卷宗", footer: "卷宗", blocks: [{ style: "title", text: "诉求 A(1)\\" }, ...Array.from({ length: 90 }, () => ({ style: "text", text: "黄泥挡住了路" }) as const)] } as const;
const pdf = writePdf(order);

test("every object lies where the table says", () => {
  const text = pdf.toString("latin1");
  const start = Number(/startxref\n(\d+)/.exec(text)?.[1]);
  expect(text.slice(start, start + 4)).toBe("xref");
  const rows = [...text.slice(start).matchAll(/^(\d{10}) 00000 n /gm)];
  for (const [index, row] of rows.entries()) {
    expect(text.slice(Number(row[1])).startsWith(`${index + 1} 0 obj`)).toBe(true);
  }
  expect(text).toContain(`/Size ${rows.length + 1} `);
});

test("long text goes on on further pages, each with its number", () => {
  const count = Number(/\/Count (\d+)/.exec(pdf.toString("latin1"))?.[1]);
  expect(count).toBeGreaterThan(2);
  expect(pdf.toString("latin1").match(/\/Type \/Page /g)).toHaveLength(count);
});

test("words stand in it as hexadecimal, so that no sign of a villager can become a command", () => {
  const text = pdf.toString("latin1");
  const at = text.indexOf("stream\n") + "stream\n".length;
  const content = inflateSync(pdf.subarray(at, text.indexOf("\nendstream", at))).toString("latin1");
  expect(content).toContain("<8bc96c42>");
  expect(content).toContain(`<${Buffer.from(" A(1)\\").toString("hex")}>`);
  expect(content).not.toContain("A(1)");
});

test("the same story gives the same bytes", () => {
  expect(writePdf(order)).toEqual(pdf);
});

test.each([
  ["一二三四五", 33, ["一二三", "四五"]],
  ["一二三，四五", 33, ["一二三，", "四五"]],
  ["ab cdef", 30, ["ab ", "cdef"]],
  ["", 30, [""]],
  ["一\n二", 30, ["一", "二"]],
])("%j is broken at the width, before no closing mark and inside no word", (text, width, lines) => {
  expect(linesOf(text, 11, width, false)).toEqual(lines);
});
