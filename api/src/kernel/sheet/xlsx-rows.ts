import type { SheetReading, SheetRow } from "./reading.ts";
import { columnLetters, problemAt, refused } from "./sheet-refused.ts";
import { openArchive, type Archive } from "./xlsx-archive.ts";
import { readCell, type Book, type RawCell } from "./xlsx-cells.ts";
import { noSharedStrings, readSharedStrings } from "./xlsx-strings.ts";
import { noDateStyles, readDateStyles } from "./xlsx-styles.ts";
import { openWorkbook, type Workbook } from "./xlsx-workbook.ts";
import { openXml, type XmlAttributes, type XmlListener } from "./xlsx-xml.ts";

export async function* readXlsx(path: string, reading: SheetReading): AsyncGenerator<SheetRow> {
  const { limits, pace } = reading;
  const archive = await openArchive(path, limits);
  try {
    const workbook = await openWorkbook(archive);
    const listener = new RowListener(await readBook(archive, workbook, reading), reading);
    const feed = openXml(listener);
    for await (const chunk of archive.read(workbook.sheetPart)) {
      feed.write(chunk);
      yield* listener.take();
      if (pace.isDue()) {
        await pace.rest();
      }
    }
    feed.end();
  } finally {
    await archive.close();
  }
}

async function readBook(archive: Archive, workbook: Workbook, reading: SheetReading): Promise<Book> {
  const { stylesPart, stringsPart, countsFrom1904 } = workbook;
  return {
    countsFrom1904,
    isDateStyle: stylesPart === undefined ? noDateStyles : await readDateStyles(archive.readSmall(stylesPart)),
    strings: stringsPart === undefined ? noSharedStrings : await readSharedStrings(archive.read(stringsPart), reading),
  };
}

/** Gathers rows while the worksheet streams by; only the rows of one chunk are ever held. */
class RowListener implements XmlListener {
  readonly #book: Book;
  readonly #reading: SheetReading;
  #done: SheetRow[] = [];
  #line = 0;
  #lastColumn = -1;
  #cells: string[] = [];
  #cell: RawCell | undefined;
  #isContent = false;
  #isPhonetic = false;

  constructor(book: Book, reading: SheetReading) {
    this.#book = book;
    this.#reading = reading;
  }

  take(): SheetRow[] {
    const rows = this.#done;
    this.#done = [];
    return rows;
  }

  open(name: string, attributes: XmlAttributes): void {
    this.#isContent = false;
    switch (name) {
      case "row":
        this.#startRow(attributes);
        break;
      case "c":
        this.#cell = this.#startCell(attributes);
        break;
      case "f":
        if (this.#cell !== undefined) {
          this.#cell.isFormula = true;
        }
        break;
      case "rPh":
        this.#isPhonetic = true;
        break;
      case "v":
      case "t":
        this.#isContent = this.#cell !== undefined && !this.#isPhonetic;
        break;
      case "mergeCell":
        this.#tellMerged(attributes["ref"] ?? "");
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#isContent && this.#cell !== undefined) {
      this.#cell.content += text;
    }
  }

  close(name: string): void {
    this.#isContent = false;
    if (name === "rPh") {
      this.#isPhonetic = false;
    }
    if (name === "c" && this.#cell !== undefined) {
      this.#endCell(this.#cell);
    }
    if (name === "row" && this.#cells.length > 0) {
      this.#done.push({ line: this.#line, cells: this.#cells });
    }
  }

  #startRow({ r }: XmlAttributes): void {
    const line = r === undefined ? this.#line + 1 : Number(r);
    if (!Number.isInteger(line) || line <= this.#line || line > lastRow) {
      throw refused("sheet.damaged");
    }
    this.#line = line;
    this.#lastColumn = -1;
    this.#cells = [];
  }

  #startCell({ r, t = "n", s = "0" }: XmlAttributes): RawCell {
    const column = r === undefined ? this.#lastColumn + 1 : columnOf(r);
    if (column <= this.#lastColumn) {
      throw refused("sheet.damaged", { line: this.#line });
    }
    this.#lastColumn = column;
    return { column, type: t, style: Number(s), content: "", isFormula: false };
  }

  #endCell(cell: RawCell): void {
    this.#cell = undefined;
    if (cell.content === "" && !cell.isFormula) {
      return;
    }
    const { limits, onProblem } = this.#reading;
    const text = readCell(cell, this.#line, this.#book, onProblem);
    if (text.trim() === "") {
      return;
    }

    const place = { line: this.#line, column: columnLetters(cell.column) };
    if (cell.column >= limits.columns) {
      throw refused("sheet.too_many_columns", { ...place, limit: limits.columns });
    }
    if (text.length > limits.cellChars) {
      throw refused("sheet.cell_too_long", { ...place, limit: limits.cellChars });
    }
    while (this.#cells.length < cell.column) {
      this.#cells.push("");
    }
    this.#cells.push(text);
  }

  #tellMerged(range: string): void {
    const [, column, line] = /^([A-Z]{1,3})(\d{1,7}):/.exec(range) ?? [];
    if (column !== undefined) {
      this.#reading.onProblem(problemAt("sheet.merged", Number(line), column));
    }
  }
}

const lastRow = 1_048_576;

function columnOf(reference: string): number {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference)?.[0];
  if (letters === undefined) {
    throw refused("sheet.damaged");
  }
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
