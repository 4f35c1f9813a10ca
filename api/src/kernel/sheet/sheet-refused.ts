/**
 * A table that cannot be read at all, or a cell that was read but should not be trusted. Both carry a code for
 * programs and plain words that tell the village clerk what to do next.
 */
const saveAgain = "请用 Excel 或 WPS 打开它，选“另存为”，格式选“Excel 工作簿（.xlsx）”，再上传。";

const refusalWords = {
  "sheet.empty": "这份表里没有内容。请检查是不是选错了文件。",
  "sheet.no_rows": "这份表只有表头，没有人员。请从第 2 行起填写，再上传。",
  "sheet.too_large": "这份表太大（超过{limit}）。请分成几份，或另存为 CSV 格式，再上传。",
  "sheet.too_many_columns": "列数太多（超过 {limit} 列）。请删去用不到的列，再上传。",
  "sheet.cell_too_long": "有一格的字太多（超过 {limit} 个字）。请缩短后再上传；如果没有这样的格子，多半是引号没有成对。",
  "sheet.quotes": "双引号没有成对，读不出后面的格子。请改好这一行的双引号，或另存为 .xlsx 格式，再上传。",
  "sheet.encoding": "有读不出的乱码。请用 Excel 或 WPS 打开它，选“另存为”，格式选“CSV UTF-8（逗号分隔）”，再上传。",
  "sheet.not_a_table": `这不是可以读取的表格。${saveAgain}`,
  "sheet.name_mismatch": `文件内容和文件名的后缀不一致。${saveAgain}`,
  "sheet.old_format": `这是旧格式的表格，不能直接读取。${saveAgain}`,
  "sheet.encrypted": "这份表加了打开密码。请先取消密码保存一次，再上传。",
  "sheet.macro": "这份表带有宏（小程序），为安全起见不能上传。请另存为不带宏的“Excel 工作簿（.xlsx）”，再上传。",
  "sheet.bomb": "这份表解压后大得不正常，为安全起见没有打开。请把内容复制到一份新的空白表格，再上传。",
  "sheet.unsafe": "这份表里有不该有的内容，为安全起见没有打开。请把内容复制到一份新的空白表格，再上传。",
  "sheet.damaged": `这份表损坏了，或者没有传完整。请重新上传；如果还不行，${saveAgain}`,
  "sheet.no_visible_sheet": "这份表里没有看得见的工作表。请取消隐藏后保存，再上传。",
  "sheet.column_missing": "缺少这些列：{limit}。请对照模板改好表头（要在第一行，上面不要有标题），再上传。",
  "sheet.column_twice": "这些列出现了两次：{limit}。请只留一列，再上传。",
} as const;

const problemWords = {
  "sheet.formula": "这一格是公式，按上次算出的结果读取。请核对，最好改成直接填写的内容。",
  "sheet.formula_empty": "这一格是公式，但文件里没有算出的结果。请改成直接填写的内容。",
  "sheet.merged": "这里有合并的单元格，只有左上角一格有内容。请取消合并，把每一格填全。",
  "sheet.digits_lost": "这个长号码被表格软件当成数字保存，后几位已经丢失。请先把这一列设为“文本”格式，再重新填写。",
  "sheet.error_value": "这一格显示的是错误。请改成正确的内容。",
  "sheet.not_a_date": "这一格设成了日期，但不是真实的日期。请按 2024-03-05 的样子填写。",
  "sheet.column_unknown": "不认识这一列，没有读取。如果需要，请对照模板改表头。",
  "sheet.column_unnamed": "这一列有内容，但没有表头，没有读取。请补上表头。",
} as const;

export type SheetRefusalCode = keyof typeof refusalWords;
export type SheetProblemCode = keyof typeof problemWords;

/** Where in the table; `line` counts as the spreadsheet program shows it, and a column is its letter or its title. */
export type SheetPlace = { line?: number | undefined; column?: string | undefined };

/** Something a person must look at; the reading goes on. */
export type SheetProblem = { code: SheetProblemCode; line: number; column?: string; message: string };

export type OnSheetProblem = (problem: SheetProblem) => void;

/** The whole table is refused: nothing that was read from it before may be kept. */
export class SheetRefused extends Error {
  override readonly name = "SheetRefused";
  readonly code: SheetRefusalCode | SheetProblemCode;
  readonly line: number | undefined;
  readonly column: string | undefined;

  constructor(code: SheetRefusalCode | SheetProblemCode, message: string, place: SheetPlace) {
    super(message);
    this.code = code;
    this.line = place.line;
    this.column = place.column;
  }
}

export function refused(code: SheetRefusalCode, place: SheetPlace & { limit?: string | number } = {}): SheetRefused {
  const words = refusalWords[code].replace("{limit}", String(place.limit ?? ""));
  return new SheetRefused(code, placeWords(place) + words, place);
}

export function problemAt(code: SheetProblemCode, line: number, column?: string): SheetProblem {
  const message = `${placeWords({ line, column })}${problemWords[code]}`;
  return column === undefined ? { code, line, message } : { code, line, column, message };
}

/** Used when the caller does not listen: a doubtful cell must not slip in unseen. */
export const refuseOnProblem: OnSheetProblem = (problem) => {
  throw new SheetRefused(problem.code, problem.message, problem);
};

/** 0 → A, 25 → Z, 26 → AA: as spreadsheet programs name columns. */
export function columnLetters(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnLetters(Math.floor(index / 26) - 1) + letter;
}

function placeWords({ line, column }: SheetPlace): string {
  if (line === undefined) {
    return "";
  }
  return column === undefined ? `第 ${line} 行：` : `第 ${line} 行 ${column} 列：`;
}
