import { describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import { changesOf, type PresentEntry } from "./compare-rows.ts";
import { checkRow, rollColumns, shownValue, type RollRow } from "./roll-columns.ts";
import { addTo, emptyTally, problemsKeptMax } from "./roll-tally.ts";

const columns = rollColumns("2026-11-24");
const person = inventPerson(8);
const cells = { name: person.name, identity: person.identityNumber, householdNumber: "12" };

describe("a row of a roll", () => {
  it("needs a name, an identity number and a household; sex and birthday come from the number", () => {
    expect(checkRow(columns, { line: 2, cells })).toEqual({
      row: { line: 2, name: person.name, identity: person.identityNumber, sex: person.sex, birthOn: person.bornOn, phone: null, householdNumber: "12", relation: "", gridName: "" },
    });
    expect(checkRow(columns, { line: 3, cells: {} })).toEqual({
      problems: ["姓名", "身份证号", "户号"].map((column) => ({ line: 3, column, kind: "error", value: "", message: `“${column}”没有填` })),
    });
  });

  it.each([
    ["身份证号", "33082519581203123X", "330825********123X"],
    ["身份证号", "1234", "**34"],
    ["手机号", "13812345678", "138****5678"],
    ["姓名", "吴大伯", "吴**"],
    ["出生日期", "1958-12-03", "1958******"],
    ["户号", "000012", "000012"],
    ["户号", "33082519581203123X", "330825********123X"],
    ["网格", "网".repeat(100), "网".repeat(60)],
  ])("of its %s shows %s as %s", (column, value, shown) => {
    expect(shownValue(column, value)).toBe(shown);
  });
});

describe("a change", () => {
  const row: RollRow = { line: 5, name: "吴大伯", identity: person.identityNumber, sex: "male", birthOn: "1958-12-03", phone: "13812345678", householdNumber: "12", relation: "户主", gridName: "第一网格" };
  const present: PresentEntry = { name: "吴大伯", sex: "male", birth_on: "1958-12-03", phone_index: "p1", household_number: "12", relation: "户主", grid_name: "第一网格" };
  const indexed = { row, identityIndex: "i", phoneIndex: "p1" };

  it.each<[string, Partial<PresentEntry>, string[]]>([
    ["nothing", {}, []],
    ["the name", { name: "吴二" }, ["姓名"]],
    ["the phone", { phone_index: "p2" }, ["手机号"]],
    ["a phone that was not there", { phone_index: null }, ["手机号"]],
    ["household and relation", { household_number: "11", relation: "子" }, ["户号", "与户主关系"]],
    ["the grid that was not there", { grid_name: "" }, ["网格"]],
  ])("of %s is told column by column", (_what, was, expected) => {
    expect(changesOf(indexed, { ...present, ...was }).map(({ column }) => column)).toEqual(expected);
  });

  it("never tells a whole phone or name", () => {
    const told = JSON.stringify(changesOf(indexed, { ...present, name: "吴阿二", phone_index: "p2" }));
    expect(told).not.toContain("13812345678");
    expect(told).not.toContain("吴阿二");
  });
});

it("problems beyond the kept ones are counted all the same", () => {
  const problem = { line: 1, column: "姓名", kind: "error", value: "", message: "" } as const;
  const found = { rowsRead: 1, newCount: 0, changedCount: 0, sameCount: 0, problems: Array.from({ length: problemsKeptMax + 10 }, () => problem) };
  const { tally, keep } = addTo(emptyTally, found);
  expect([tally.errorCount, keep.length]).toEqual([problemsKeptMax + 10, problemsKeptMax]);
  expect(addTo(tally, found).keep).toEqual([]);
});
