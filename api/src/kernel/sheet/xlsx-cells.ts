import { problemAt, refused, columnLetters, type OnSheetProblem } from "./sheet-refused.ts";
import { dayOfSerial } from "./xlsx-dates.ts";
import type { SharedStrings } from "./xlsx-strings.ts";
import type { IsDateStyle } from "./xlsx-styles.ts";

/** What a cell's own XML does not say. */
export type Book = { strings: SharedStrings; isDateStyle: IsDateStyle; countsFrom1904: boolean };

/** A cell as it stands in the file. */
export type RawCell = {
  column: number;
  type: string;
  style: number;
  /** What stands in its value, or in its own text. */
  content: string;
  isFormula: boolean;
};

/** The cell as a person reads it; what the person could not see is told to `onProblem`. */
export function readCell(cell: RawCell, line: number, book: Book, onProblem: OnSheetProblem): string {
  const tell = (code: Parameters<typeof problemAt>[0]): void => {
    onProblem(problemAt(code, line, columnLetters(cell.column)));
  };
  if (cell.isFormula) {
    tell(cell.content === "" ? "sheet.formula_empty" : "sheet.formula");
  }

  switch (cell.type) {
    case "s":
      return cell.content === "" ? "" : unescape(sharedText(cell.content, book.strings));
    case "str":
    case "inlineStr":
      return unescape(cell.content);
    case "b":
      return cell.content === "1" ? "TRUE" : "FALSE";
    case "e":
      tell("sheet.error_value");
      return cell.content;
    case "d":
      return cell.content.slice(0, "2024-03-05".length);
    case "n":
      return readNumber(cell, book, tell);
    default:
      throw refused("sheet.damaged", { line, column: columnLetters(cell.column) });
  }
}

function sharedText(index: string, strings: SharedStrings): string {
  const text = strings.at(Number(index));
  if (text === undefined) {
    throw refused("sheet.damaged");
  }
  return text;
}

type Tell = (code: "sheet.not_a_date" | "sheet.digits_lost") => void;

function readNumber({ content, style }: RawCell, book: Book, tell: Tell): string {
  const text = content.trim();
  if (text === "") {
    return "";
  }
  const number = Number(text);
  if (!Number.isFinite(number)) {
    throw refused("sheet.damaged");
  }

  if (book.isDateStyle(style)) {
    const day = dayOfSerial(number, book.countsFrom1904);
    if (day !== undefined) {
      return day;
    }
    tell("sheet.not_a_date");
    return text;
  }
  // Spreadsheet programs keep 15 digits, so an 18-digit identity number in a number cell is already wrong.
  if (Math.abs(number) >= 1e15) {
    tell("sheet.digits_lost");
    return text;
  }
  return /^-?\d+$/.test(text) ? text : String(Number(number.toPrecision(15)));
}

/** `_x000D_` is how the format writes characters XML cannot hold. */
function unescape(text: string): string {
  if (!text.includes("_x")) {
    return text;
  }
  return text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_whole, code: string) => String.fromCharCode(Number.parseInt(code, 16)));
}
