import { buildZip, type ZipPart } from "./build-zip.ts";

/** A text is kept as a shared string; what is not a plain text or number is given as the XML of its cell. */
export type XlsxCell = string | number | null | { xml: string };

export type XlsxSheet = { name: string; state?: "hidden" | "veryHidden"; rows: readonly (readonly XlsxCell[])[]; merged?: string[] };

export type XlsxPlan = {
  sheets?: readonly XlsxSheet[];
  /** Number formats of the styles 1, 2, 3 …: an id of the format's own, or a code. */
  formats?: readonly (number | string)[];
  countsFrom1904?: boolean;
  /** Parts added, or put in the place of ours. */
  parts?: readonly ZipPart[];
};

export function buildXlsx(rows: readonly (readonly XlsxCell[])[], plan: XlsxPlan = {}): Buffer {
  return buildZip(xlsxParts({ ...plan, sheets: plan.sheets ?? [{ name: "名册", rows }] }));
}

export function xlsxParts({ sheets = [], formats = [], countsFrom1904 = false, parts = [] }: XlsxPlan): ZipPart[] {
  const strings = new Map<string, number>();
  const worksheets = sheets.map((sheet, index) => ({
    name: `xl/worksheets/sheet${index + 1}.xml`,
    data: sheetXml(sheet, strings),
  }));
  const ours: ZipPart[] = [
    { name: "[Content_Types].xml", data: contentTypesXml },
    { name: "_rels/.rels", data: linksXml([["rId1", "officeDocument", "xl/workbook.xml"]]) },
    { name: "xl/workbook.xml", data: workbookXml(sheets, countsFrom1904) },
    { name: "xl/_rels/workbook.xml.rels", data: workbookLinksXml(sheets.length) },
    { name: "xl/styles.xml", data: stylesXml(formats) },
    ...worksheets,
    { name: "xl/sharedStrings.xml", data: stringsXml([...strings.keys()]) },
  ];
  const added = new Map(parts.map((part) => [part.name, part]));
  const kept = ours.map((part) => added.get(part.name) ?? part);
  return [...kept, ...parts.filter((part) => !kept.includes(part))];
}

const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packaged = "http://schemas.openxmlformats.org/package/2006";

const contentTypesXml = `${xmlHead}<Types xmlns="${packaged}/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`;

function linksXml(links: readonly (readonly [id: string, type: string, target: string])[]): string {
  const written = links.map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`);
  return `${xmlHead}<Relationships xmlns="${packaged}/relationships">${written.join("")}</Relationships>`;
}

function workbookLinksXml(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_none, index) => index + 1);
  return linksXml([
    ...sheets.map((number) => [`rId${number}`, "worksheet", `worksheets/sheet${number}.xml`] as const),
    ["rIdStyles", "styles", "styles.xml"],
    ["rIdStrings", "sharedStrings", "/xl/sharedStrings.xml"],
  ]);
}

function workbookXml(sheets: readonly XlsxSheet[], countsFrom1904: boolean): string {
  const written = sheets.map(({ name, state = "visible" }, index) => {
    return `<sheet name="${name}" sheetId="${index + 1}" state="${state}" r:id="rId${index + 1}"/>`;
  });
  const dates = countsFrom1904 ? '<workbookPr date1904="1"/>' : "<workbookPr/>";
  return `${xmlHead}<workbook xmlns="${main}" xmlns:r="${office}">${dates}<sheets>${written.join("")}</sheets></workbook>`;
}

function stylesXml(formats: readonly (number | string)[]): string {
  const own = formats.flatMap((format, index) =>
    typeof format === "string" ? [`<numFmt numFmtId="${164 + index}" formatCode="${escapeXml(format)}"/>`] : [],
  );
  const styles = formats.map((format, index) => `<xf numFmtId="${typeof format === "string" ? 164 + index : format}"/>`);
  return `${xmlHead}<styleSheet xmlns="${main}"><numFmts>${own.join("")}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join("")}</cellXfs></styleSheet>`;
}

function sheetXml({ rows, merged = [] }: XlsxSheet, strings: Map<string, number>): string {
  const written = rows.map((cells, row) => {
    const cellsXml = cells.map((cell, column) => cellXml(cell, `${lettersOf(column)}${row + 1}`, strings));
    return `<row r="${row + 1}" spans="1:${cells.length}">${cellsXml.join("")}</row>`;
  });
  const merges = merged.map((range) => `<mergeCell ref="${range}"/>`).join("");
  return `${xmlHead}<worksheet xmlns="${main}"><sheetData>${written.join("")}</sheetData>${merges === "" ? "" : `<mergeCells>${merges}</mergeCells>`}</worksheet>`;
}

function cellXml(cell: XlsxCell, reference: string, strings: Map<string, number>): string {
  if (cell === null) {
    return "";
  }
  if (typeof cell === "object") {
    return cell.xml.replace("<c", `<c r="${reference}"`);
  }
  if (typeof cell === "number") {
    return `<c r="${reference}"><v>${cell}</v></c>`;
  }
  const index = strings.get(cell) ?? strings.size;
  strings.set(cell, index);
  return `<c r="${reference}" t="s"><v>${index}</v></c>`;
}

function stringsXml(strings: readonly string[]): string {
  const items = strings.map((text) => `<si><t xml:space="preserve">${escapeXml(text)}</t></si>`);
  return `${xmlHead}<sst xmlns="${main}" uniqueCount="${strings.length}">${items.join("")}</sst>`;
}

function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function lettersOf(column: number): string {
  const letter = String.fromCharCode(65 + (column % 26));
  return column < 26 ? letter : lettersOf(Math.floor(column / 26) - 1) + letter;
}
