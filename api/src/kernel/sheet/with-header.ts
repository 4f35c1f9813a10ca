import type { ColumnSpec, NamedRow } from "./columns.ts";
import type { SheetRow } from "./reading.ts";
import { columnLetters, problemAt, refused, refuseOnProblem, type OnSheetProblem } from "./sheet-refused.ts";
import { bareText, compactText } from "./text.ts";

/**
 * Takes the first row as titles and gives the others by column key. Unknown columns and cells without a title are told
 * to `onProblem`; a required column that is missing, or any that comes twice, refuses the table.
 */
export async function* withHeader<const Columns extends readonly ColumnSpec[]>(
  rows: AsyncIterable<SheetRow>,
  columns: Columns,
  { onProblem = refuseOnProblem }: { onProblem?: OnSheetProblem } = {},
): AsyncGenerator<NamedRow<Columns[number]["key"]>> {
  let header: Header | undefined;
  let isWithoutRows = true;
  for await (const row of rows) {
    if (header === undefined) {
      header = readHeader(row, columns, onProblem);
      continue;
    }
    isWithoutRows = false;
    yield nameCells(row, header, onProblem);
  }
  if (header === undefined) {
    throw refused("sheet.empty");
  }
  if (isWithoutRows) {
    throw refused("sheet.no_rows");
  }
}

/** By position; undefined stands for a column we do not read. `told` are untitled columns already complained of. */
type Header = { keys: (string | undefined)[]; titles: string[]; told: Set<number> };

function readHeader({ line, cells }: SheetRow, columns: readonly ColumnSpec[], onProblem: OnSheetProblem): Header {
  const titles = cells.map(titleOf);
  const found = titles.map((title) => columns.find(({ names }) => names.some((name) => titleOf(name) === title)));

  const missing = columns.filter((column) => column.required && !found.includes(column));
  if (missing.length > 0) {
    throw refused("sheet.column_missing", { line, limit: listed(missing) });
  }
  const twice = columns.filter((column) => found.filter((other) => other === column).length > 1);
  if (twice.length > 0) {
    throw refused("sheet.column_twice", { line, limit: listed(twice) });
  }
  for (const [index, title] of titles.entries()) {
    if (title !== "" && found[index] === undefined) {
      onProblem(problemAt("sheet.column_unknown", line, bareText(cells[index] ?? "")));
    }
  }
  return { keys: found.map((column) => column?.key), titles, told: new Set() };
}

function nameCells({ line, cells }: SheetRow, header: Header, onProblem: OnSheetProblem): NamedRow {
  const named: NamedRow = { line, cells: {} };
  for (const [index, cell] of cells.entries()) {
    const key = header.keys[index];
    if (key !== undefined) {
      named.cells[key] = bareText(cell);
    } else if (isUntitled(header, index) && bareText(cell) !== "") {
      header.told.add(index);
      onProblem(problemAt("sheet.column_unnamed", line, columnLetters(index)));
    }
  }
  return named;
}

/** Told once a column: a forgotten title would otherwise be told a hundred thousand times. */
function isUntitled({ titles, told }: Header, index: number): boolean {
  return (titles[index] ?? "") === "" && !told.has(index);
}

/** Templates mark what must be filled with a star or a word in brackets, and people write spaces to align titles. */
function titleOf(cell: string): string {
  return compactText(cell)
    .toLowerCase()
    .replaceAll(/\*|\((?:必填|选填)\)/g, "");
}

function listed(columns: readonly ColumnSpec[]): string {
  return columns.map(({ names }) => `“${names[0]}”`).join("、");
}
