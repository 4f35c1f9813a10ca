import { bareText } from "./text.ts";

/** What a parser says of one cell: the value, or words for the person who must correct it. */
export type Parsed<Value> = { ok: true; value: Value } | { ok: false; problem: string };

export type ColumnSpec<Key extends string = string, Value = unknown> = {
  key: Key;
  /** Titles that mean this column; the first is what we call it when we speak of it. */
  names: readonly [string, ...string[]];
  /** The column must be there, and no cell of it may be empty. */
  required: boolean;
  /** Gets the cell trimmed and never empty. */
  parse(cell: string): Parsed<Value>;
};

/** A row by the keys of its columns. A column that the table does not have is missing here too. */
export type NamedRow<Key extends string = string> = { line: number; cells: Partial<Record<Key, string>> };

export type CellProblem = { line: number; column: string; problem: string };

/** An optional cell that is empty is null. */
export type ColumnValues<Columns extends readonly ColumnSpec[]> = {
  [Column in Columns[number] as Column["key"]]: Column extends { required: true; parse(cell: string): Parsed<infer Value> }
    ? Value
    : Column extends { parse(cell: string): Parsed<infer Value> }
      ? Value | null
      : never;
};

export type ReadRow<Columns extends readonly ColumnSpec[]> =
  | { ok: true; values: ColumnValues<Columns> }
  | { ok: false; problems: CellProblem[] };

/** Keeps the exact keys and value types of a list of columns. */
export function columnsOf<const Columns extends readonly ColumnSpec[]>(columns: Columns): Columns {
  return columns;
}

/** Parses every cell of a row, so that the person sees all of its problems at once. */
export function readColumns<const Columns extends readonly ColumnSpec[]>(
  columns: Columns,
  row: NamedRow,
): ReadRow<Columns> {
  const values: Record<string, unknown> = {};
  const problems: CellProblem[] = [];
  for (const column of columns) {
    const parsed = readCell(column, bareText(row.cells[column.key] ?? ""));
    if (parsed.ok) {
      values[column.key] = parsed.value;
    } else {
      problems.push({ line: row.line, column: column.names[0], problem: parsed.problem });
    }
  }
  if (problems.length > 0) {
    return { ok: false, problems };
  }
  // Each key was set from its own column just above, which the compiler cannot follow through the loop.
  return { ok: true, values: values as ColumnValues<Columns> };
}

function readCell(column: ColumnSpec, cell: string): Parsed<unknown> {
  if (cell !== "") {
    return column.parse(cell);
  }
  return column.required ? { ok: false, problem: `“${column.names[0]}”没有填` } : { ok: true, value: null };
}
