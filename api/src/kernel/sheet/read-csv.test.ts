import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readdir } from "node:fs/promises";
import { readSheet } from "./read-sheet.ts";
import { makeSheetFolder, outcomeOf, type SheetFolder } from "./testing/sheet-files.ts";

let folder: SheetFolder;
beforeAll(async () => {
  folder = await makeSheetFolder();
});
afterAll(async () => {
  await folder.remove();
});

const roll = "姓名,住址\n张三丰,溪口镇\n";
const rollRows = [
  { line: 1, cells: ["姓名", "住址"] },
  { line: 2, cells: ["张三丰", "溪口镇"] },
];
// "姓名,住址\n张三丰,溪口镇\n" in GBK; the platform encodes only UTF-8, so the bytes stand here.
const rollGbk = Buffer.from("d0d5c3fb2cd7a1d6b70ad5c5c8fdb7e12ccfaabfdad5f20a", "hex");
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");

describe("a text table is read the same however it was saved", () => {
  it.each<[string, string | Uint8Array]>([
    ["UTF-8", roll],
    ["UTF-8 with its mark", `\uFEFF${roll}`],
    ["UTF-16 little-endian", utf16(roll)],
    ["UTF-16 big-endian", utf16(roll).swap16()],
    ["GBK", rollGbk],
    ["semicolons", roll.replaceAll(",", ";")],
    ["tabs", roll.replaceAll(",", "\t")],
    ["Windows line ends", roll.replaceAll("\n", "\r\n")],
    ["old Mac line ends", roll.replaceAll("\n", "\r")],
    ["mixed line ends", "姓名,住址\r\n张三丰,溪口镇\r"],
    ["no line end at the end", roll.trimEnd()],
    ["quotes around everything", '"姓名","住址"\n"张三丰","溪口镇"\n'],
  ])("%s", async (_how, content) => {
    const { rows, refused } = await outcomeOf(await folder.put("a.csv", content));
    expect({ rows, refused }).toEqual({ rows: rollRows, refused: undefined });
  });
});

describe("the encoding is judged by the whole file", () => {
  const ascii = "1,2,3\n".repeat(60_000);

  it("reads a file that turns out to be GBK only after 360 KB of ASCII", async () => {
    const { rows } = await outcomeOf(await folder.put("a.csv", Buffer.concat([Buffer.from(ascii), rollGbk])));
    expect(rows.slice(-2).map(({ line, cells }) => ({ line: line - 60_000, cells }))).toEqual(rollRows);
  });

  it("takes GBK bytes that happen to be well-formed UTF-8 for what they are", async () => {
    // "通" is CD A8 in GBK; as UTF-8 that would be a mark above a letter.
    const { rows } = await outcomeOf(await folder.put("a.csv", Buffer.from("cda80acda8cda80a", "hex")));
    expect(rows.map(({ cells }) => cells[0])).toEqual(["通", "通通"]);
  });

  it("reads characters that lie across the blocks of the file", async () => {
    const names = Array.from({ length: 60_000 }, (_none, index) => `${"x".repeat(index % 3)}龙游县`);
    const { rows } = await outcomeOf(await folder.put("a.csv", names.join("\n")));
    expect(rows.map(({ cells }) => cells[0])).toEqual(names);
  });

  it.each<[string, Uint8Array, number]>([
    ["a UTF-8 file with one broken byte", Buffer.concat([Buffer.from(roll.repeat(500)), Buffer.from([0xff, 0x0a]), Buffer.from(roll)]), 1001],
    ["a UTF-8 file cut inside a character", Buffer.from(roll).subarray(0, -3), 2],
    ["a GBK file with a broken character", Buffer.concat([rollGbk, rollGbk, Buffer.from("d5ff0a", "hex"), rollGbk]), 5],
    ["a GBK file cut inside a character", rollGbk.subarray(0, -2), 2],
    ["a UTF-16 file cut inside a character", utf16(roll).subarray(0, -1), 2],
  ])("names the line of %s", async (_what, content, line) => {
    const { refused } = await outcomeOf(await folder.put("a.csv", content));
    expect(refused).toMatchObject({ code: "sheet.encoding", line });
    expect(refused?.message).toMatch(new RegExp(`^第 ${line} 行：有读不出的乱码。`));
  });
});

describe("cells", () => {
  it("may hold separators, quotes and line ends, and each row keeps the line on which it begins", async () => {
    const content = '姓名,备注\r\n张三,"他说""好"",\r\n两行\n三行"\r\n\r\n,\r\n李四,\r\n';
    const { rows } = await outcomeOf(await folder.put("a.csv", content));
    expect(rows).toEqual([
      { line: 1, cells: ["姓名", "备注"] },
      { line: 2, cells: ["张三", '他说"好",\n两行\n三行'] },
      { line: 7, cells: ["李四", ""] },
    ]);
  });

  it("that a spreadsheet program shortened to 3.30825E+17 are told of, by line and column", async () => {
    const { rows, problems } = await outcomeOf(await folder.put("a.csv", "姓名,身份证号\n张三,3.30825E+17\n李四,1.5E+3\n"));
    expect(rows).toHaveLength(3);
    expect(problems).toEqual([{ code: "sheet.digits_lost", line: 2, column: "B", message: expect.stringContaining("第 2 行 B 列") }]);
  });

  it("with a problem refuse the table when nobody listens, so that none slips in unseen", async () => {
    const rows = readSheet(await folder.put("a.csv", "身份证号\n3.30825E+17\n"));
    await rows.next();
    await expect(rows.next()).rejects.toMatchObject({ name: "SheetRefused", code: "sheet.digits_lost", line: 2, column: "A" });
  });
});

describe("what would not be a table, or would eat memory, is refused with its line", () => {
  const long = "字".repeat(2001);

  it.each<[string, string, string, number | undefined]>([
    ["a cell of 2,001 characters", `姓名\n张三\n${long}\n`, "sheet.cell_too_long", 3],
    ["201 columns", `a\n${"1,".repeat(200)}1\n`, "sheet.too_many_columns", 2],
    ["a quote that never closes", `姓名\n"张三\n${"x\n".repeat(900_000)}`, "sheet.cell_too_long", 2],
    ["a short file with a quote that never closes", '姓名\n李四\n"张三\n', "sheet.quotes", 3],
    ["text after a closing quote", '姓名\n"张"三\n', "sheet.quotes", 2],
    ["one endless line", "x,".repeat(900_000), "sheet.cell_too_long", undefined],
    ["a file of bytes", "a,b\n\0\0\0\n", "sheet.not_a_table", undefined],
    ["a file of spaces", " \n,,,\n\r\n", "sheet.empty", undefined],
    ["an empty file", "", "sheet.empty", undefined],
  ])("%s", async (_what, content, code, line) => {
    const { refused } = await outcomeOf(await folder.put("a.csv", content));
    expect(refused).toMatchObject({ code, line });
  });

  it("but 2,000 characters, 200 columns and trailing separators are not", async () => {
    const row = `${"字".repeat(2000)}${",1".repeat(199)}${",".repeat(50)}`;
    const { rows, refused } = await outcomeOf(await folder.put("a.csv", row));
    expect({ refused, columns: rows[0]?.cells.length }).toEqual({ refused: undefined, columns: 200 });
  });
});

it("a reader who leaves early leaves no file open", async () => {
  const file = await folder.put("a.csv", roll.repeat(20_000));
  const openBefore = (await readdir("/proc/self/fd")).length;
  for (let round = 0; round < 20; round += 1) {
    for await (const row of readSheet(file)) {
      expect(row.line).toBe(1);
      break;
    }
  }
  expect((await readdir("/proc/self/fd")).length).toBe(openBefore);
});
