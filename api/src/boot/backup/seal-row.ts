import type { PersonalData } from "../../kernel/personal-data.ts";
import { join, name, sql, type Sql, type SqlValue } from "../../kernel/sql.ts";
import { openBox, sealBox, type KeyRing, type KeySource } from "./keys.ts";
import { fromLine, toLine, type Row } from "./table-rows.ts";

/** What a row of a backup says of one owner: closed, and what stands there instead when his key is gone. */
interface Box {
  /** The account whose key closes it; null for the deployment's own. */
  readonly of: number | null;
  readonly box: string;
  /** Null: the row goes with its owner. */
  readonly blank: Readonly<Record<string, SqlValue>> | null;
}

const boxes = "~";

/** The declarations that a table's rows are closed by. */
export interface TableSeal {
  readonly table: string;
  readonly key: readonly string[];
  readonly parts: readonly PersonalData[];
}

export const sealOf = (personalData: readonly PersonalData[], table: string, key: readonly string[]): TableSeal => ({
  table,
  key,
  parts: personalData.filter((data) => data.table === table && Object.keys(data.columns).length > 0),
});

/** Columns beside the table's own that say to whom each part of a row belongs. */
export const ownerColumns = ({ parts }: TableSeal): Sql =>
  parts.length === 0 ? sql`` : sql`, ${join(parts.map((part, index) => sql`${part.ownerOfRow ?? sql`NULL`} AS ${name(ownerColumn(index))}`), ", ")}`;

const ownerColumn = (index: number): string => `cq_owner_${index}`;

/** A row as it goes into the backup: personal columns closed under their owner's key. */
export function sealRow(seal: TableSeal, ring: KeySource, found: Row): Row | Readonly<Record<string, unknown>> {
  const row: Record<string, unknown> = { ...found };
  const closed: Box[] = [];
  seal.parts.forEach((part, index) => {
    const owner = (found[ownerColumn(index)] as number | null | undefined) ?? null;
    delete row[ownerColumn(index)];
    const own = Object.fromEntries(Object.keys(part.columns).map((column) => [column, found[column] ?? null]));
    // What an erased person has left is blank already; it needs no key that nobody may have.
    if (part.whenErased === "columns_blank" && Object.entries(part.columns).every(([column, blank]) => own[column] === blank)) {
      return;
    }
    for (const column of Object.keys(part.columns)) {
      delete row[column];
    }
    const blank = part.whenErased === "row_goes" ? null : part.columns;
    closed.push({ of: owner, box: sealBox(ring.keyFor(owner), Buffer.from(toLine(own)), contextOf(seal, found)).toString("base64"), blank });
  });
  return closed.length === 0 ? row : { ...row, [boxes]: closed };
}

/**
 * A row as it comes back.
 * @returns null for a row that went with its owner; `lost` names him.
 */
export function openRow(table: string, key: readonly string[], ring: KeyRing, line: string, lost: (owner: number) => void): Row | null {
  const { [boxes]: closed, ...row } = fromLine(line) as Row & { readonly [boxes]?: readonly Box[] };
  const opened: Record<string, SqlValue> = { ...(row as Row) };
  for (const { of, box, blank } of closed ?? []) {
    const keyBytes = ring.find(of);
    if (keyBytes) {
      Object.assign(opened, fromLine(openBox(keyBytes, Buffer.from(box, "base64"), contextOf({ table, key }, opened)).toString()));
      continue;
    }
    if (of !== null) {
      lost(of);
    }
    if (blank === null) {
      return null;
    }
    Object.assign(opened, blank);
  }
  return opened;
}

/** A box moved to another row does not open there. */
const contextOf = ({ table, key }: Pick<TableSeal, "table" | "key">, row: Readonly<Record<string, unknown>>): string =>
  JSON.stringify([table, ...key.map((column) => row[column] ?? null)]);
