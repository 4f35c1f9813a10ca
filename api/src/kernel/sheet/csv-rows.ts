import { finished } from "node:stream/promises";
import { CsvError, parse } from "csv-parse";
import { detectEncoding } from "./csv-encoding.ts";
import { readText } from "./csv-text.ts";
import type { SheetLimits } from "./limits.ts";
import type { SheetReading, SheetRow } from "./reading.ts";
import { columnLetters, problemAt, refused, type SheetRefused } from "./sheet-refused.ts";

export async function* readCsv(path: string, reading: SheetReading): AsyncGenerator<SheetRow> {
  const encoding = await detectEncoding(path, reading.pace);
  let feed: CsvFeed | undefined;
  for await (const piece of readText(path, encoding, reading)) {
    // The sign that parts the header cells parts them all, and the header lies in the first piece.
    feed ??= openCsv(findDelimiter(piece.toString("utf8")), reading);
    feed.write(piece);
    yield* checkedRows(feed.take(), reading);
    if (reading.pace.isDue()) {
      await reading.pace.rest();
    }
  }
  await feed?.end();
  yield* checkedRows(feed?.take() ?? [], reading);
}

type CsvFeed = { write(piece: Buffer): void; take(): SheetRow[]; end(): Promise<void> };

/** The parser takes each piece at once, so reading keeps in step with the one who reads and nothing piles up. */
function openCsv(delimiter: string, { limits }: SheetReading): CsvFeed {
  let rows: SheetRow[] = [];
  let nextLine = 1;
  const parser = parse({
    delimiter,
    record_delimiter: "\n",
    relax_column_count: true,
    // Bytes; a character of Chinese takes three or four.
    max_record_size: limits.cellChars * limits.columns * 4,
    on_record: (cells: string[], { lines }) => {
      // A cell may hold line ends, and people look for the line on which the record begins.
      rows.push({ line: lines - cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0), cells });
      nextLine = lines + 1;
      return null;
    },
  });
  // What went wrong is asked for after each piece; without a listener it would end the process.
  parser.on("error", () => undefined);
  parser.resume();

  const refuse = (error: unknown): never => {
    throw error instanceof CsvError ? refusalOf(error, nextLine, limits) : error;
  };
  return {
    write: (piece) => {
      parser.write(piece);
      if (parser.errored !== null) {
        refuse(parser.errored);
      }
    },
    take: () => {
      const taken = rows;
      rows = [];
      return taken;
    },
    end: async () => {
      parser.end();
      await finished(parser).catch(refuse);
    },
  };
}

function* checkedRows(rows: SheetRow[], reading: SheetReading): Generator<SheetRow> {
  for (const { line, cells } of rows) {
    if (cells.some((cell) => cell.trim() !== "")) {
      checkRecord(cells, line, reading);
      yield { line, cells };
    }
  }
}

function checkRecord(record: string[], line: number, { limits, onProblem }: SheetReading): void {
  if (record.length > limits.columns && record.slice(limits.columns).some((cell) => cell.trim() !== "")) {
    throw refused("sheet.too_many_columns", { line, limit: limits.columns });
  }
  record.length = Math.min(record.length, limits.columns);
  for (const [index, cell] of record.entries()) {
    if (cell.length > limits.cellChars) {
      throw refused("sheet.cell_too_long", { line, column: columnLetters(index), limit: limits.cellChars });
    }
    if (shortenedNumber.test(cell)) {
      onProblem(problemAt("sheet.digits_lost", line, columnLetters(index)));
    }
  }
}

/** How spreadsheet programs save an identity number that was typed as a number: 3.30825E+17. */
const shortenedNumber = /^\s*\d(?:\.\d+)?E\+(?:1[0-9]|[2-9]\d)\s*$/i;

function refusalOf(error: CsvError, line: number, limits: SheetLimits): SheetRefused {
  if (error.code === "CSV_MAX_RECORD_SIZE") {
    return refused("sheet.cell_too_long", { line, limit: limits.cellChars });
  }
  return refused("sheet.quotes", { line });
}

const delimiters = [",", ";", "\t"];

function findDelimiter(start: string): string {
  const unquoted = start.replaceAll(/"[^"]*"/g, "");
  const header = unquoted.split("\n").find((line) => line.trim() !== "") ?? "";
  const counts = delimiters.map((delimiter) => header.split(delimiter).length);
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ",";
}
