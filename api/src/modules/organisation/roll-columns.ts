import { columnsOf, readColumns, type ColumnSpec, type NamedRow, type Parsed } from "../../kernel/sheet/columns.ts";
import { birthDateOf, parseChineseName, parseDate, parseIdentityNumber, parseMobile, parseSex, sexOf, type Sex } from "../../kernel/sheet/person-fields.ts";
import { maskIdentity, maskName, maskPhone } from "../../kernel/crypto/mask.ts";

/** A row of a roll whose every cell is right. */
export interface RollRow {
  readonly line: number;
  readonly name: string;
  readonly identity: string;
  readonly sex: Sex;
  readonly birthOn: string;
  readonly phone: string | null;
  readonly householdNumber: string;
  readonly relation: string;
  readonly gridName: string;
}

export interface RollProblem {
  readonly line: number;
  readonly column: string;
  readonly kind: "error" | "duplicate" | "change";
  /** Masked where it says who somebody is. */
  readonly value: string;
  readonly message: string;
}

export type CheckedRow = { readonly row: RollRow } | { readonly problems: readonly RollProblem[] };

/** The columns of a roll. `today` (YYYY-MM-DD) bounds what a birthday can be. */
export function rollColumns(today: string) {
  return columnsOf([
    { key: "name", names: ["姓名", "名字", "户籍姓名"], required: true, parse: parseChineseName },
    { key: "identity", names: ["身份证号", "身份证号码", "身份证", "证件号码", "公民身份号码"], required: true, parse: (cell: string) => parseIdentityNumber(cell, today) },
    { key: "sex", names: ["性别"], required: false, parse: parseSex },
    { key: "birthOn", names: ["出生日期", "出生年月日", "生日"], required: false, parse: parseDate },
    { key: "phone", names: ["手机号", "手机号码", "手机", "联系电话", "电话", "联系方式"], required: false, parse: parseMobile },
    { key: "householdNumber", names: ["户号", "户编号", "户籍号"], required: true, parse: shortText(40) },
    { key: "relation", names: ["与户主关系", "与户主的关系", "户主关系", "关系"], required: false, parse: shortText(20) },
    { key: "gridName", names: ["网格", "所属网格", "网格名称"], required: false, parse: shortText(40) },
  ]);
}

export type RollColumns = ReturnType<typeof rollColumns>;

/** Reads one row: either all of it is right, or each wrong cell is named. */
export function checkRow(columns: RollColumns, named: NamedRow<RollColumns[number]["key"]>): CheckedRow {
  const read = readColumns(columns, named);
  if (!read.ok) {
    return { problems: read.problems.map(({ line, column, problem }) => ({ line, column, kind: "error", value: shownCell(columns, named, column), message: problem })) };
  }
  const { values } = read;
  const [sex, birthOn] = [sexOf(values.identity), birthDateOf(values.identity)];
  const problems: RollProblem[] = [];
  if (values.sex !== null && values.sex !== sex) {
    problems.push({ line: named.line, column: "性别", kind: "error", value: shownCell(columns, named, "性别"), message: "性别和身份证号对不上，请对照证件检查" });
  }
  if (values.birthOn !== null && values.birthOn !== birthOn) {
    problems.push({ line: named.line, column: "出生日期", kind: "error", value: shownCell(columns, named, "出生日期"), message: "出生日期和身份证号对不上，请对照证件检查" });
  }
  if (problems.length > 0) {
    return { problems };
  }
  const { name, identity, phone, householdNumber } = values;
  return { row: { line: named.line, name, identity, sex, birthOn, phone, householdNumber, relation: values.relation ?? "", gridName: values.gridName ?? "" } };
}

const valueMax = 60;

/** What a problem list may show of a value: enough to find the cell, not enough to read the person. */
export function shownValue(column: string, value: string): string {
  const mask = masks[column] ?? maskNumbers;
  return value === "" ? "" : mask(value).slice(0, valueMax);
}

const masks: Readonly<Record<string, (value: string) => string>> = {
  姓名: maskName,
  身份证号: maskIdentity,
  手机号: maskPhone,
  出生日期: (value) => value.slice(0, 4) + "*".repeat(Math.max(0, value.length - 4)),
};

/** An identity number that slipped into another column is one all the same. */
const maskNumbers = (value: string): string => value.replace(/\d{11,17}[\dXx]?/g, maskIdentity);

function shownCell(columns: readonly ColumnSpec[], named: NamedRow, column: string): string {
  const key = columns.find(({ names }) => names[0] === column)?.key ?? "";
  return shownValue(column, named.cells[key] ?? "");
}

function shortText(charsMax: number): (cell: string) => Parsed<string> {
  return (cell) => ([...cell].length <= charsMax ? { ok: true, value: cell } : { ok: false, problem: `这一格不能超过 ${charsMax} 个字` });
}
