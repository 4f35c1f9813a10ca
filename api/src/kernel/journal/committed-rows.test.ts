import { describe, expect, it } from "vitest";
import { canonicalJson } from "../crypto/canonical-json.ts";
import { canonicalRows, createCommittedRows, isRowField, rowFieldOf, type CommittedTable } from "./committed-rows.ts";

const ownOf = (): CommittedTable => ({ subjectKind: "pond", table: "ponds", key: "id", leftOut: { seen_at: "changes alone" } });
const own = ownOf();
const fish: CommittedTable = { subjectKind: "pond", table: "fish", key: "pond_id", order: ["id"], kinds: ["pond.stocked"] };
const text = (table: CommittedTable, ...rows: Parameters<typeof canonicalRows>[1]): string => canonicalRows(table, rows).toString();

describe("what is committed to of a row", () => {
  it("is its columns by name, without what changes alone and what has no value", () => {
    expect(text(ownOf(), { name: "塘", id: 3, seen_at: 9, closed_at: null })).toBe('[{"id":3,"name":"塘"}]');
  });

  it("is the same before and after a column was added", () => {
    expect(text(ownOf(), { id: 3, name: "塘" })).toBe(text(ownOf(), { id: 3, name: "塘", new_column: null }));
  });

  it.each<[string, string | number | Buffer, string]>([
    ["a whole number, however the engine types it", 120, "120"],
    ["a fraction, by twelve digits", 119.17234500000001, '"119.172345000"'],
    ["the same fraction a last bit away", 119.172345, '"119.172345000"'],
    ["text with trailing spaces", "村 ", '"村 "'],
    ["bytes", Buffer.from([1, 2]), '{"base64":"AQI="}'],
  ])("writes %s", (_, value, written) => {
    expect(text(ownOf(), { value })).toBe(`[{"value":${written}}]`);
  });

  it("is written as RFC 8785 asks, whatever the text", () => {
    const row = { b: "引号\" 换行\n 制表\u0001 表情🌾", a: 12, C: "/" };
    expect(text(ownOf(), row)).toBe(canonicalJson([row]).toString());
  });

  it("follows a column that a migration adds while it runs", () => {
    const table = ownOf();
    text(table, { id: 3 });
    expect(text(table, { id: 3, depth: 2 })).toBe('[{"depth":2,"id":3}]');
  });

  it("does not hang on the order in which an engine hands rows out, and tells none from one", () => {
    const [a, b] = [{ id: 1, kind: "鲤" }, { id: 2, kind: "鲫" }];
    expect(text(fish, b, a)).toBe(text(fish, a, b));
    expect(text(fish)).toBe("[]");
  });
});

describe("which entries commit", () => {
  const rows = createCommittedRows([own, fish]);

  it.each([
    ["pond.renamed", "pond", ["ponds"]],
    ["pond.stocked", "pond", ["ponds", "fish"]],
    ["lake.renamed", "lake", []],
  ])("%s about a %s", (kind, subjectKind, tables) => {
    expect(rows.of(kind, subjectKind).map(({ table }) => table)).toEqual(tables);
  });

  it("names them so that nobody takes them for something to show", () => {
    expect([own, fish].map(rowFieldOf)).toEqual(["row", "row.fish"]);
    expect(["row", "row.fish", "rows", "borrow", "text", ""].map(isRowField)).toEqual([true, true, false, false, false, false]);
  });
});
