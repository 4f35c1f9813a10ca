import { describe, expect, expectTypeOf, it } from "vitest";
import { columnsOf, readColumns, type ColumnValues, type NamedRow } from "./columns.ts";
import { parseChineseName, parseInteger, parseMobile } from "./person-fields.ts";
import type { SheetRow } from "./reading.ts";
import type { SheetProblem } from "./sheet-refused.ts";
import { withHeader } from "./with-header.ts";

const columns = columnsOf([
  { key: "name", names: ["姓名", "户主姓名"], required: true, parse: parseChineseName },
  { key: "mobile", names: ["手机号", "电话"], required: false, parse: parseMobile },
  { key: "age", names: ["年龄（岁）"], required: false, parse: parseInteger({ min: 0, max: 150 }) },
]);

async function* table(...lines: string[][]): AsyncGenerator<SheetRow> {
  for (const [index, cells] of lines.entries()) {
    yield { line: index + 1, cells };
  }
}

async function read(...lines: string[][]): Promise<{ rows: NamedRow[]; problems: SheetProblem[] }> {
  const rows: NamedRow[] = [];
  const problems: SheetProblem[] = [];
  for await (const row of withHeader(table(...lines), columns, { onProblem: (problem) => problems.push(problem) })) {
    rows.push(row);
  }
  return { rows, problems };
}

describe("titles", () => {
  it.each([
    ["as they stand", ["姓名", "手机号", "年龄（岁）"]],
    ["by another name", ["户主姓名", "电话", "年龄(岁)"]],
    ["with spaces, stars and marks", ["* 姓 名（必填）", "\u3000手机号\u200B", "年龄 (岁)"]],
  ])("are found %s", async (_how, titles) => {
    const { rows, problems } = await read(titles, [" 张三 ", "\t13800138000", "30"]);
    expect(rows).toEqual([{ line: 2, cells: { name: "张三", mobile: "13800138000", age: "30" } }]);
    expect(problems).toEqual([]);
  });

  it("in another order or with optional ones missing still name their cells", async () => {
    const { rows } = await read(["电话", "姓名"], ["1", "张三"], ["", "李四"], ["2"]);
    expect(rows.map(({ cells }) => cells)).toEqual([{ mobile: "1", name: "张三" }, { mobile: "", name: "李四" }, { mobile: "2" }]);
  });

  it("we do not know are told once and their cells left out", async () => {
    const { rows, problems } = await read(["姓名", "爱好"], ["张三", "钓鱼"], ["李四", "下棋"]);
    expect(rows[0]?.cells).toEqual({ name: "张三" });
    expect(problems).toMatchObject([{ code: "sheet.column_unknown", line: 1, column: "爱好" }]);
  });

  it("that are forgotten above filled cells are told once, at the first such cell", async () => {
    const { problems } = await read(["姓名", ""], ["张三"], ["李四", "x", "y"], ["王五", "x", "y"]);
    expect(problems).toMatchObject([
      { code: "sheet.column_unnamed", line: 3, column: "B" },
      { code: "sheet.column_unnamed", line: 3, column: "C" },
    ]);
  });

  it.each([
    ["missing", [["电话"], ["1"]], "sheet.column_missing", "“姓名”"],
    ["there twice, even by two names", [["姓名", "电话", "手机号"], ["张三"]], "sheet.column_twice", "“手机号”"],
    ["all there is", [["姓名"]], "sheet.no_rows", "第 2 行"],
    ["not even there", [], "sheet.empty", "没有内容"],
  ])("that are %s refuse the table", async (_what, lines, code, words) => {
    await expect(read(...lines)).rejects.toMatchObject({ code, message: expect.stringContaining(words) });
  });
});

describe("a row", () => {
  it("gives typed values, and null for an optional cell that is empty or absent", () => {
    const result = readColumns(columns, { line: 2, cells: { name: "张 三", mobile: "" } });
    expect(result).toEqual({ ok: true, values: { name: "张三", mobile: null, age: null } });
    expectTypeOf<ColumnValues<typeof columns>>().toEqualTypeOf<{ name: string; mobile: string | null; age: number | null }>();
  });

  it("tells all of its problems at once, by line and title", () => {
    expect(readColumns(columns, { line: 7, cells: { name: " ", mobile: "123", age: "三十" } })).toEqual({
      ok: false,
      problems: [
        { line: 7, column: "姓名", problem: "“姓名”没有填" },
        { line: 7, column: "手机号", problem: expect.stringContaining("11 位") },
        { line: 7, column: "年龄（岁）", problem: "请填 0 到 150 之间的整数" },
      ],
    });
  });
});
