import type { CanonicalValue } from "../crypto/canonical-json.ts";
import { newSalt } from "../crypto/commitment.ts";
import type { Database } from "../database.ts";
import { forShare } from "../sql-differences.ts";
import { name, nothing, sql, type Sql } from "../sql.ts";

/**
 * Rows that speak for a subject: its entries commit to them, so that whoever changes a row behind our back is found
 * (docs/decisions/0009, "Rows"). What a module says of its own tables; boot adds what must be left out everywhere.
 */
export interface CommittedTable {
  readonly subjectKind: string;
  readonly table: string;
  /** The column that holds the subject's internal id. */
  readonly key: string;
  /** Columns that tell several rows of one subject apart, in order; none for the subject's own row. */
  readonly order?: readonly string[];
  /** Where the table holds rows of several kinds of subjects. */
  readonly only?: { readonly column: string; readonly value: string };
  /** Which entries commit. The subject's own row needs none: every entry does. Further rows name the kinds that change them. */
  readonly kinds?: readonly string[];
  /** Columns that change without an entry, each with its reason. */
  readonly leftOut?: Readonly<Record<string, string>>;
}

export interface CommittedRows {
  readonly tables: readonly CommittedTable[];
  /** What an entry of this kind about this subject commits to. */
  of(kind: string, subjectKind: string): readonly CommittedTable[];
}

export type TableRow = Readonly<Record<string, string | number | Buffer | null>>;

/** A commitment for the public form: its salt is kept as a detail, its value never (it stands in the row). */
export interface RowField {
  readonly field: string;
  readonly value: string;
  readonly salt: Buffer;
}

export function createCommittedRows(tables: readonly CommittedTable[]): CommittedRows {
  const bySubject = new Map<string, CommittedTable[]>();
  for (const table of tables) {
    bySubject.set(table.subjectKind, [...(bySubject.get(table.subjectKind) ?? []), table]);
  }
  return {
    tables,
    of: (kind, subjectKind) => (bySubject.get(subjectKind) ?? []).filter((table) => commits(table, kind)),
  };
}

export const commits = (table: CommittedTable, kind: string): boolean => table.kinds?.includes(kind) ?? true;

/** The detail's name: `row` for the subject's own, `row.<table>` for what hangs on it. */
export const rowFieldOf = (table: CommittedTable): string => (table.kinds ? `row.${table.table}` : "row");

/** Whether a detail is the salt of a row's commitment, and so nothing to show or to hand out. */
export const isRowField = (field: string): boolean => field === "row" || field.startsWith("row.");

/**
 * Reads what the entry commits to. Call it before the entry gets its id: the shared lock makes entries of one subject
 * come in the order in which its row changed, so the last entry speaks for the row as it stands.
 */
export async function commitRows(db: Database, rows: CommittedRows, kind: string, subject: { readonly kind: string; readonly id: number }): Promise<RowField[]> {
  const fields: RowField[] = [];
  for (const table of rows.of(kind, subject.kind)) {
    const found = await db.select<TableRow>(sql`
      SELECT * FROM ${name(table.table)} WHERE ${ofSubjects(table, sql`= ${subject.id}`)} ${table.kinds ? nothing : forShare(db)}`);
    fields.push({ field: rowFieldOf(table), value: canonicalRows(table, found).toString(), salt: newSalt() });
  }
  return fields;
}

/** The condition for rows of subjects; `which` compares their ids. */
export function ofSubjects(table: CommittedTable, which: Sql): Sql {
  const own = sql`${name(table.key)} ${which}`;
  return table.only ? sql`${name(table.only.column)} = ${table.only.value} AND ${own}` : own;
}

/**
 * The bytes that are committed to, equal on both engines, because a backup of one may come back into the other. A
 * column without a value is not mentioned, so that a column added later changes no commitment made before.
 */
export function canonicalRows(table: CommittedTable, rows: readonly TableRow[]): Buffer {
  const inOrder = rows.length > 1 ? rows.toSorted((a, b) => compare(table.order ?? [], a, b)) : rows;
  // With sorted names and these values JSON.stringify writes what RFC 8785 asks, at a fraction of canonicalJson's price;
  // text out of a database holds no half of a surrogate pair, which is all that it would refuse.
  return Buffer.from(JSON.stringify(inOrder.map((row) => keptOf(table, row))));
}

function keptOf(table: CommittedTable, row: TableRow): Record<string, CanonicalValue> {
  const kept: Record<string, CanonicalValue> = {};
  for (const column of columnsOf(table, row)) {
    const value = row[column];
    if (value !== null && value !== undefined) {
      kept[column] = canonicalValue(value);
    }
  }
  return kept;
}

interface Columns {
  readonly count: number;
  readonly sorted: readonly string[];
}

const knownColumns = new WeakMap<CommittedTable, Columns>();

/** What is kept of a row, by name. A table has the same columns in every row, until a migration adds one. */
function columnsOf(table: CommittedTable, row: TableRow): readonly string[] {
  const names = Object.keys(row);
  const known = knownColumns.get(table);
  if (known?.count === names.length) {
    return known.sorted;
  }
  const sorted = names.filter((column) => !(column in (table.leftOut ?? {}))).sort();
  knownColumns.set(table, { count: names.length, sorted });
  return sorted;
}

/** Twelve digits of a fraction: the engines and their drivers agree on fifteen, and a point on the map needs nine. */
function canonicalValue(value: string | number | Buffer): CanonicalValue {
  if (typeof value === "string") {
    return value;
  }
  if (typeof value === "number") {
    return Number.isSafeInteger(value) ? value : value.toPrecision(12);
  }
  return { base64: value.toString("base64") };
}

function compare(columns: readonly string[], a: TableRow, b: TableRow): number {
  for (const column of columns) {
    const [left, right] = [a[column] ?? 0, b[column] ?? 0];
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }
  return 0;
}
