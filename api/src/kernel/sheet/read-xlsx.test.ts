import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readdir } from "node:fs/promises";
import { readSheet } from "./read-sheet.ts";
import { buildXlsx, type XlsxCell, type XlsxPlan } from "./testing/build-xlsx.ts";
import { makeSheetFolder, outcomeOf, type SheetFolder, type SheetOutcome } from "./testing/sheet-files.ts";

let folder: SheetFolder;
beforeAll(async () => {
  folder = await makeSheetFolder();
});
afterAll(async () => {
  await folder.remove();
});

async function read(rows: readonly (readonly XlsxCell[])[], plan: XlsxPlan = {}): Promise<SheetOutcome> {
  return outcomeOf(await folder.put("名册.xlsx", buildXlsx(rows, plan)));
}

/** What a single cell reads as, and what is told of it. */
async function readCell(cell: XlsxCell, plan: XlsxPlan = {}): Promise<[text: string | undefined, problem: string | undefined]> {
  const { rows, problems, refused } = await read([["表头"], [cell]], plan);
  expect(refused).toBeUndefined();
  return [rows[1]?.cells[0], problems[0]?.code];
}

describe("a workbook", () => {
  it("gives its rows with their numbers, gaps filled and empty rows left out", async () => {
    const { rows, problems } = await read([["姓名", "电话", "备注"], [], ["张三", null, "溪口镇"], ["李四", 13800138000, ""]]);
    expect(rows).toEqual([
      { line: 1, cells: ["姓名", "电话", "备注"] },
      { line: 3, cells: ["张三", "", "溪口镇"] },
      { line: 4, cells: ["李四", "13800138000"] },
    ]);
    expect(problems).toEqual([]);
  });

  it("is read from its first visible sheet", async () => {
    const sheets = [
      { name: "隐藏", state: "hidden", rows: [["a"]] },
      { name: "深藏", state: "veryHidden", rows: [["b"]] },
      { name: "名册", rows: [["c"]] },
      { name: "其他", rows: [["d"]] },
    ] as const;
    const { rows } = await read([], { sheets });
    expect(rows).toEqual([{ line: 1, cells: ["c"] }]);
  });

  it("tells of merged cells, by their first cell", async () => {
    const { problems } = await read([], { sheets: [{ name: "名册", rows: [["a"], ["b"]], merged: ["B2:B9", "A12:C12"] }] });
    expect(problems.map(({ code, line, column }) => [code, line, column])).toEqual([
      ["sheet.merged", 2, "B"],
      ["sheet.merged", 12, "A"],
    ]);
  });

  it("may be written with a namespace prefix and without references", async () => {
    const data = `<x:worksheet xmlns:x="urn:m"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>`;
    const { rows } = await read([[]], { parts: [{ name: "xl/worksheets/sheet1.xml", data }] });
    expect(rows).toEqual([{ line: 1, cells: ["甲", "1"] }]);
  });

  it("leaves no file open when its reader leaves early", async () => {
    const file = await folder.put("a.xlsx", buildXlsx(Array.from({ length: 30_000 }, (_none, index) => [index, "张三"])));
    const openBefore = (await readdir("/proc/self/fd")).length;
    for (let round = 0; round < 20; round += 1) {
      for await (const row of readSheet(file)) {
        expect(row.line).toBe(1);
        break;
      }
    }
    // The library closes on its own next turns.
    await expect.poll(async () => (await readdir("/proc/self/fd")).length).toBeLessThanOrEqual(openBefore);
  });
});

describe("a cell reads as a person sees it", () => {
  it.each<[string, XlsxCell, string, string | undefined]>([
    ["an identity number kept as text", "330825198001010017", "330825198001010017", undefined],
    ["an identity number kept as a number", { xml: "<c><v>3.3082519800101E+17</v></c>" }, "3.3082519800101E+17", "sheet.digits_lost"],
    ["sixteen digits", { xml: "<c><v>6222021234567890</v></c>" }, "6222021234567890", "sheet.digits_lost"],
    ["a phone number in powers of ten", { xml: "<c><v>1.38001380E10</v></c>" }, "13800138000", undefined],
    ["a decimal with the noise of binary", { xml: "<c><v>0.30000000000000004</v></c>" }, "0.3", undefined],
    ["a formula with its result", { xml: '<c t="str"><f>A1&amp;"x"</f><v>甲x</v></c>' }, "甲x", "sheet.formula"],
    ["a number formula", { xml: "<c><f>1+1</f><v>2</v></c>" }, "2", "sheet.formula"],
    ["an error", { xml: '<c t="e"><v>#N/A</v></c>' }, "#N/A", "sheet.error_value"],
    ["a truth value", { xml: '<c t="b"><v>1</v></c>' }, "TRUE", undefined],
    ["text in runs, without its reading aid", { xml: '<c t="inlineStr"><is><r><t>张</t></r><r><t>三</t></r><rPh><t>zhang</t></rPh></is></c>' }, "张三", undefined],
    ["escaped characters", { xml: '<c t="inlineStr"><is><t>甲_x000A_乙&amp;&lt;</t></is></c>' }, "甲\n乙&<", undefined],
    ["a day in words of the format", { xml: '<c t="d"><v>2024-03-05T00:00:00</v></c>' }, "2024-03-05", undefined],
  ])("%s", async (_what, cell, text, problem) => {
    expect(await readCell(cell)).toEqual([text, problem]);
  });

  it("a formula without a result is told of and reads as empty", async () => {
    const { rows, problems } = await read([["表头"], ["张三", { xml: "<c><f>A1</f></c>" }]]);
    expect(rows[1]?.cells).toEqual(["张三"]);
    expect(problems).toMatchObject([{ code: "sheet.formula_empty", line: 2, column: "B" }]);
  });
});

describe("a number is a date only when its format says so", () => {
  const serial: XlsxCell = { xml: '<c s="1"><v>45356</v></c>' };

  it.each<[string | number, string]>([
    [14, "2024-03-05"],
    [22, "2024-03-05"],
    [31, "2024-03-05"],
    [57, "2024-03-05"],
    ["yyyy\\-mm\\-dd", "2024-03-05"],
    ['yyyy"年"m"月"d"日"', "2024-03-05"],
    ["[$-804]yyyy/m/d;@", "2024-03-05"],
    ["yyyy-mm-dd hh:mm", "2024-03-05"],
    ["mmm", "2024-03-05"],
    [0, "45356"],
    [2, "45356"],
    [21, "45356"],
    ["0.00E+00", "45356"],
    ["[h]:mm:ss", "45356"],
    ['0"day"', "45356"],
    ["[Red]0.0;General", "45356"],
    ["General", "45356"],
    ["@", "45356"],
  ])("format %s gives %s", async (format, text) => {
    expect(await readCell(serial, { formats: [format] })).toEqual([text, undefined]);
  });

  it.each<[number, boolean, string, string | undefined]>([
    [1, false, "1900-01-01", undefined],
    [59, false, "1900-02-28", undefined],
    [60, false, "60", "sheet.not_a_date"],
    [61, false, "1900-03-01", undefined],
    [45356.75, false, "2024-03-05", undefined],
    [0, false, "0", "sheet.not_a_date"],
    [-5, false, "-5", "sheet.not_a_date"],
    [20240305, false, "20240305", "sheet.not_a_date"],
    [0, true, "1904-01-01", undefined],
    [43894, true, "2024-03-05", undefined],
  ])("day %d (counted from 1904: %s) is %s", async (value, countsFrom1904, text, problem) => {
    expect(await readCell({ xml: `<c s="1"><v>${value}</v></c>` }, { formats: [14], countsFrom1904 })).toEqual([text, problem]);
  });
});

describe("a workbook that is too much is refused", () => {
  it.each<[string, XlsxCell[], string, string]>([
    ["a cell of 2,001 characters", ["x", "字".repeat(2001)], "sheet.cell_too_long", "B"],
    ["something in column 201", [...Array<null>(200).fill(null), "x"], "sheet.too_many_columns", "GS"],
  ])("%s", async (_what, row, code, column) => {
    const { refused } = await read([["a"], row]);
    expect(refused).toMatchObject({ code, line: 2, column });
  });

  it("but styled empty cells far to the right are not something", async () => {
    const { refused } = await read([["a", ...Array<XlsxCell>(300).fill({ xml: '<c s="1"/>' })]]);
    expect(refused).toBeUndefined();
  });

  it.each([
    ["shared strings by count", { sharedStrings: 2 }, "sheet.too_large"],
    ["shared strings by bytes", { sharedStringBytes: 100 }, "sheet.too_large"],
    ["the file by size", { xlsxFileBytes: 1000 }, "sheet.too_large"],
    ["the parts by count", { zipEntries: 6 }, "sheet.bomb"],
    ["the parts by unpacked size", { unzippedBytes: 2000 }, "sheet.bomb"],
  ])("%s", async (_what, limits, code) => {
    const file = await folder.put("a.xlsx", buildXlsx([["甲", "乙", "丙"], ["字".repeat(50)]]));
    expect((await outcomeOf(file, { limits })).refused).toMatchObject({ code });
  });

  it("an empty workbook and an empty sheet are said to be empty", async () => {
    expect((await read([])).refused).toMatchObject({ code: "sheet.empty" });
    expect((await read([[" ", ""]])).refused).toMatchObject({ code: "sheet.empty" });
  });
});
