import type { IndexedRow } from "./stage-people.ts";
import { shownValue, type RollProblem } from "./roll-columns.ts";

/** What the roll in force says of a person. */
export interface PresentEntry {
  readonly name: string;
  readonly sex: string;
  readonly birth_on: string | null;
  readonly phone_index: string | null;
  readonly household_number: string;
  readonly relation: string;
  readonly grid_name: string;
}

interface Compared {
  readonly column: string;
  readonly before: (entry: PresentEntry) => string;
  readonly now: (indexed: IndexedRow) => string;
  /** How the change is told; phones are known here by their hashes only. */
  readonly tell?: (indexed: IndexedRow) => { readonly value: string; readonly message: string };
}

const sexWords: Readonly<Record<string, string>> = { male: "男", female: "女" };

const compared: readonly Compared[] = [
  { column: "姓名", before: (entry) => entry.name, now: ({ row }) => row.name },
  { column: "性别", before: (entry) => sexWords[entry.sex] ?? "", now: ({ row }) => sexWords[row.sex] ?? "" },
  { column: "出生日期", before: (entry) => entry.birth_on ?? "", now: ({ row }) => row.birthOn },
  {
    column: "手机号",
    before: (entry) => entry.phone_index ?? "",
    now: ({ phoneIndex }) => phoneIndex ?? "",
    tell: ({ row }) => ({ value: shownValue("手机号", row.phone ?? ""), message: row.phone === null ? "原来有手机号，现在没有填" : "手机号和名册上的不同" }),
  },
  { column: "户号", before: (entry) => entry.household_number, now: ({ row }) => row.householdNumber },
  { column: "与户主关系", before: (entry) => entry.relation, now: ({ row }) => row.relation },
  { column: "网格", before: (entry) => entry.grid_name, now: ({ row }) => row.gridName },
];

/** What a new row changes on the roll in force, a line for each column; nothing when all is the same. */
export function changesOf(indexed: IndexedRow, present: PresentEntry): RollProblem[] {
  return compared
    .filter(({ before, now }) => before(present) !== now(indexed))
    .map(({ column, before, now, tell }) => {
      const was = shownValue(column, before(present));
      const told = tell?.(indexed) ?? { value: shownValue(column, now(indexed)), message: was === "" ? "原来没有填" : `原来是“${was}”` };
      return { line: indexed.row.line, column, kind: "change", ...told };
    });
}
