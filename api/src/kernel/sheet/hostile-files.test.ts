import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildXlsx, xlsxParts, type XlsxPlan } from "./testing/build-xlsx.ts";
import { buildZip, type ZipPart } from "./testing/build-zip.ts";
import { makeSheetFolder, outcomeOf, type SheetFolder } from "./testing/sheet-files.ts";

let folder: SheetFolder;
beforeAll(async () => {
  folder = await makeSheetFolder();
});
afterAll(async () => {
  await folder.remove();
});

const good = buildXlsx([["姓名"], ["张三"]]);
const megabyte = 1024 * 1024;
const sheet = "xl/worksheets/sheet1.xml";

/** A good workbook with these parts in the place of its own, or added to it. */
function withParts(...parts: ZipPart[]): Buffer {
  const plan: XlsxPlan = { sheets: [{ name: "名册", rows: [["姓名"], ["张三"]] }], parts };
  return buildZip(xlsxParts(plan));
}

function rowsXml(inner: string, prologue = ""): string {
  return `${prologue}<worksheet><sheetData>${inner}</sheetData></worksheet>`;
}

/** Parts as they are, but what the directory says of the sheet is a lie. */
function lyingSheet(lie: Partial<ZipPart>): Buffer {
  const parts = xlsxParts({ sheets: [{ name: "名册", rows: [["姓名"], ["张三".repeat(500)]] }] });
  return buildZip(parts.map((part) => (part.name === sheet ? { ...part, ...lie } : part)));
}

function patched(bytes: Buffer, at: number, value: number): Buffer {
  const copy = Buffer.from(bytes);
  copy[at] = value;
  return copy;
}

const far = Buffer.alloc(8, 0xff);

/**
 * A ZIP64 end that points beyond any file: its locator at the end record, or that record at the directory. A library
 * that reads there unchecked throws where nobody can catch it.
 */
function withFarTail(which: "record" | "directory"): Buffer {
  const at = good.lastIndexOf(Buffer.from("PK\x05\x06"));
  const record = Buffer.concat([Buffer.from("PK\x06\x06"), Buffer.alloc(28), Buffer.from([1]), Buffer.alloc(15), far]);
  const place = Buffer.alloc(8);
  place.writeBigUInt64LE(BigInt(at));
  const locator = Buffer.concat([Buffer.from("PK\x06\x07"), Buffer.alloc(4), which === "record" ? far : place, Buffer.alloc(4)]);
  return Buffer.concat([good.subarray(0, at), record, locator, good.subarray(at)]);
}

const laughs = `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(50)}"><!ENTITY c "${"&b;".repeat(50)}">]>`;
const ole = Buffer.from("d0cf11e0a1b11ae1", "hex");
const wordTypes = '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const macroTypes = '<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>';
const outsideLinks = '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="https://example.org/a.xml" TargetMode="External"/></Relationships>';
const climbingLinks = '<Relationships><Relationship Id="rId1" Type="http://x/worksheet" Target="../../../../etc/passwd"/></Relationships>';
const endlessText = rowsXml(`<row><c t="inlineStr"><is><t>${"a".repeat(2 * megabyte)}</t></is></c></row>`);

describe("a bad file is refused with the code that tells what it is", () => {
  it.each<[what: string, name: string, content: () => Uint8Array | string, code: string]>([
    ["a sheet that unpacks to 64 MB of nothing", "a.xlsx", () => withParts({ name: sheet, data: Buffer.alloc(64 * megabyte) }), "sheet.bomb"],
    ["another part that unpacks beyond the limit", "a.xlsx", () => withParts({ name: "xl/media/a.bin", data: "x", declaredBytes: 0xfffffff0 }), "sheet.bomb"],
    ["a sheet larger than it says", "a.xlsx", () => lyingSheet({ declaredBytes: 100 }), "sheet.bomb"],
    ["a sheet smaller than it says", "a.xlsx", () => lyingSheet({ declaredBytes: 100_000 }), "sheet.damaged"],
    ["a sheet with the wrong checksum", "a.xlsx", () => lyingSheet({ declaredCrc: 1 }), "sheet.damaged"],
    ["a sheet with a ZIP password", "a.xlsx", () => lyingSheet({ flags: 1 }), "sheet.encrypted"],
    ["parts that lie over each other", "a.xlsx", () => overlapping(), "sheet.bomb"],
    ["too many parts", "a.xlsx", () => withParts(...emptyParts(2001)), "sheet.bomb"],
    ["two parts of one name", "a.xlsx", () => buildZip([...xlsxParts({ sheets: [] }), { name: "XL/Workbook.xml", data: "<a/>" }]), "sheet.unsafe"],
    ["a part that climbs out", "a.xlsx", () => withParts({ name: "../../etc/passwd", data: "x" }), "sheet.damaged"],
    ["a link that climbs out", "a.xlsx", () => withParts({ name: "xl/_rels/workbook.xml.rels", data: climbingLinks }), "sheet.damaged"],
    ["a sheet that lies on the web", "a.xlsx", () => withParts({ name: "xl/_rels/workbook.xml.rels", data: outsideLinks }), "sheet.no_visible_sheet"],
    ["a DOCTYPE with a billion laughs", "a.xlsx", () => withParts({ name: sheet, data: rowsXml("<row><c><v>&c;</v></c></row>", laughs) }), "sheet.unsafe"],
    ["an outside entity in the workbook", "a.xlsx", () => withParts({ name: "xl/workbook.xml", data: '<!DOCTYPE x SYSTEM "file:///etc/passwd"><workbook/>' }), "sheet.unsafe"],
    ["an unknown entity", "a.xlsx", () => withParts({ name: sheet, data: rowsXml("<row><c><v>&x;</v></c></row>") }), "sheet.damaged"],
    ["a text without end", "a.xlsx", () => withParts({ name: sheet, data: endlessText }), "sheet.unsafe"],
    ["elements without end", "a.xlsx", () => withParts({ name: sheet, data: rowsXml("<a>".repeat(1000)) }), "sheet.unsafe"],
    ["rows out of order", "a.xlsx", () => withParts({ name: sheet, data: rowsXml('<row r="2"/><row r="1"/>') }), "sheet.damaged"],
    ["cells out of order", "a.xlsx", () => withParts({ name: sheet, data: rowsXml('<row r="1"><c r="B1"/><c r="A1"/></row>') }), "sheet.damaged"],
    ["a row beyond the last", "a.xlsx", () => withParts({ name: sheet, data: rowsXml('<row r="1048577"/>') }), "sheet.damaged"],
    ["a text that the table of texts lacks", "a.xlsx", () => withParts({ name: sheet, data: rowsXml('<row><c t="s"><v>99</v></c></row>') }), "sheet.damaged"],
    ["XML cut short", "a.xlsx", () => withParts({ name: sheet, data: "<worksheet><sheetData><row><c><v>1</v></c></row>" }), "sheet.damaged"],
    ["XML in broken UTF-8", "a.xlsx", () => withParts({ name: sheet, data: Buffer.from([0x3c, 0x61, 0x3e, 0xff, 0xff]) }), "sheet.damaged"],
    ["a workbook cut short", "a.xlsx", () => good.subarray(0, good.length - 40), "sheet.damaged"],
    ["a workbook with bytes after its end", "a.xlsx", () => Buffer.concat([good, Buffer.from("<script>")]), "sheet.damaged"],
    ["a workbook behind a picture", "a.xlsx", () => Buffer.concat([Buffer.from("\xFF\xD8\xFF\xE0", "latin1"), good]), "sheet.not_a_table"],
    ["a workbook behind a web page", "a.xlsx", () => Buffer.concat([Buffer.from("<html>"), good]), "sheet.not_a_table"],
    ["an end record beyond any file", "a.xlsx", () => withFarTail("record"), "sheet.damaged"],
    ["a directory beyond any file", "a.xlsx", () => withFarTail("directory"), "sheet.damaged"],
    ["a sheet beyond any file", "a.xlsx", () => lyingSheet({ isBeyondFile: true }), "sheet.damaged"],
    ["a packed part of an unknown method", "a.xlsx", () => patched(good, good.indexOf("PK\x01\x02") + 10, 99), "sheet.damaged"],
    ["macros under a harmless name", "a.xlsx", () => withParts({ name: "xl/vbaProject.bin", data: "x" }), "sheet.macro"],
    ["macros by content type", "a.xlsx", () => withParts({ name: "[Content_Types].xml", data: macroTypes }), "sheet.macro"],
    ["macros by name", "a.XLSM", () => good, "sheet.macro"],
    ["a Word file", "a.xlsx", () => withParts({ name: "[Content_Types].xml", data: wordTypes }), "sheet.not_a_table"],
    ["a ZIP of photos", "a.xlsx", () => buildZip([{ name: "a.jpg", data: "x" }]), "sheet.not_a_table"],
    ["a ZIP within a ZIP", "a.xlsx", () => buildZip([{ name: "b.xlsx", data: good, isStored: true }]), "sheet.not_a_table"],
    ["an empty ZIP", "a.xlsx", () => buildZip([]), "sheet.not_a_table"],
    ["a workbook with a password", "a.xlsx", () => Buffer.concat([ole, Buffer.alloc(300_000), Buffer.from("EncryptedPackage", "utf16le")]), "sheet.encrypted"],
    ["an old workbook", "a.xls", () => Buffer.concat([ole, Buffer.alloc(3000)]), "sheet.old_format"],
    ["an old workbook renamed", "a.xlsx", () => Buffer.concat([ole, Buffer.alloc(3000)]), "sheet.old_format"],
    ["an old workbook renamed to CSV", "a.csv", () => Buffer.concat([ole, Buffer.alloc(3000)]), "sheet.old_format"],
    ["a WPS workbook", "a.et", () => "x", "sheet.old_format"],
    ["a workbook named CSV", "a.csv", () => good, "sheet.name_mismatch"],
    ["a CSV named as a workbook", "a.xlsx", () => "姓名\n张三\n", "sheet.name_mismatch"],
    ["a web page named CSV", "a.csv", () => "\uFEFF\n <HTML><table><tr><td>张三", "sheet.not_a_table"],
    ["a PDF named CSV", "a.csv", () => "%PDF-1.7\n", "sheet.not_a_table"],
    ["a file without a suffix", "a", () => "姓名\n", "sheet.not_a_table"],
  ])("%s", async (_what, name, content, code) => {
    const { refused } = await outcomeOf(await folder.put(name, content()));
    expect(refused).toMatchObject({ code, message: expect.stringMatching(/请/) });
  });
});

function emptyParts(count: number): ZipPart[] {
  return Array.from({ length: count }, (_none, index) => ({ name: `xl/media/${index}.bin`, data: "", isStored: true }));
}

/** Each of 300 names of the directory points at the same 100 KB. */
function overlapping(): Buffer {
  const data = Buffer.alloc(100_000, "x");
  const body = { data, isStored: true };
  return buildZip([{ name: "a", ...body }, ...emptyParts(300).map(({ name }) => ({ name, ...body, isSharedWithFirst: true }))]);
}

it("the good workbook these are made from is read", async () => {
  expect(await outcomeOf(await folder.put("a.xlsx", good))).toMatchObject({ refused: undefined, problems: [] });
});

it("a workbook harmed at any place is read or refused, and never breaks the process", async () => {
  const bytes = buildXlsx([["姓名", "日期"], ["张三", { xml: '<c s="1"><v>45356</v></c>' }]], { formats: [14] });
  let seed = 20261124;
  const next = (below: number): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
    return (seed >>> 8) % below;
  };
  const outcomes = { read: 0, refused: 0 };
  for (let round = 0; round < 600; round += 1) {
    const harmed = Buffer.from(bytes);
    for (let hit = next(3); hit >= 0; hit -= 1) {
      // Half of the harm goes to the directory, where a library believes what it reads.
      const from = next(2) === 0 ? 4 : bytes.indexOf("PK\x01\x02");
      harmed[from + next(bytes.length - from)] = [0x00, 0xff, 0x7f, next(256)][next(4)] ?? 0;
    }
    const cut = next(10) === 0 ? harmed.subarray(0, next(harmed.length)) : harmed;
    // `outcomeOf` throws whatever is not a refusal.
    const { refused } = await outcomeOf(await folder.put("a.xlsx", cut));
    outcomes[refused === undefined ? "read" : "refused"] += 1;
  }
  expect(outcomes.refused).toBeGreaterThan(200);
  expect(outcomes.read).toBeGreaterThan(50);
}, 30_000);
