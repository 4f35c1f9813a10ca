import type { Database } from "../../kernel/database.ts";
import { primaryKeyOf } from "../../kernel/sql-differences.ts";
import { join, name, nothing, sql, type Sql, type SqlValue } from "../../kernel/sql.ts";

export type Row = Readonly<Record<string, SqlValue>>;

const pageRows = 1000;

/**
 * All rows of a table in the order of its primary key, a page at a time: memory does not grow with the table.
 * `beside`: further columns, with a comma before them.
 */
export async function* rowsOf(db: Database, table: string, beside: Sql = nothing): AsyncGenerator<Row[]> {
  const key = await primaryKeyOf(db, table);
  const order = join(key.map(name), ", ");
  let last: Row | undefined;
  do {
    const rows: Row[] = await db.select<Row>(sql`SELECT * ${beside} FROM ${name(table)} ${after(key, last)} ORDER BY ${order} LIMIT ${pageRows}`);
    if (rows.length > 0) {
      yield rows;
    }
    last = rows.length === pageRows ? rows.at(-1) : undefined;
  } while (last);
}

function after(key: readonly string[], last: Row | undefined): Sql {
  if (!last) {
    return nothing;
  }
  const values = key.map((column) => sql`${last[column] ?? null}`);
  return sql`WHERE (${join(key.map(name), ", ")}) > (${join(values, ", ")})`;
}

/** One line of a backup. Bytes are the only values that JSON cannot say. */
export const toLine = (row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(Object.fromEntries(Object.entries(row).map(([column, value]) => [column, Buffer.isBuffer(value) ? { base64: value.toString("base64") } : value])));

export function fromLine(line: string): Row {
  const parsed = JSON.parse(line) as Record<string, SqlValue | { base64: string }>;
  return Object.fromEntries(
    Object.entries(parsed).map(([column, value]) => [
      column,
      typeof value === "object" && value !== null && "base64" in value ? Buffer.from(value.base64 as string, "base64") : (value as SqlValue),
    ]),
  );
}
