import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import { limits } from "@cunqing/contract";
import { Refusal } from "./refusal.ts";
import { name, sql, type Sql } from "./sql.ts";

/** Where a page ended: the sort key and the internal id of its last row. */
export interface Place {
  readonly key: number | string;
  readonly id: number;
}

export interface PageOrder {
  readonly cursor?: string | undefined;
  readonly size?: number | undefined;
}

export interface Page<Row> {
  readonly rows: Row[];
  /** The cursor of the page after; null at the end. */
  readonly next: string | null;
}

export interface Pager {
  /** The condition "after the cursor", in the list's own order. */
  after(order: PageOrder, columns: { readonly key: string; readonly id: string }, direction: "up" | "down"): Sql;
  /** Cuts a list that was read with one row more than the page holds (`limitOf`). */
  cut<Row>(rows: readonly Row[], order: PageOrder, placeOf: (row: Row) => Place): Page<Row>;
}

export const sizeOf = (order: PageOrder): number => order.size ?? limits.pageSize;
export const limitOf = (order: PageOrder): number => sizeOf(order) + 1;

/** Cursors are encrypted, because the place in them holds an internal key and those never leave. */
export function createPager(key: Buffer): Pager {
  return {
    after(order, columns, direction) {
      if (order.cursor === undefined) {
        return sql`1 = 1`;
      }
      const place = openCursor(key, order.cursor);
      const beyond: Sql = { text: direction === "up" ? ">" : "<", values: [] };
      const [by, id] = [name(columns.key), name(columns.id)];
      return sql`(${by} ${beyond} ${place.key} OR (${by} = ${place.key} AND ${id} ${beyond} ${place.id}))`;
    },
    cut(rows, order, placeOf) {
      const kept = rows.slice(0, sizeOf(order));
      const last = kept.at(-1);
      const more = rows.length > kept.length && last !== undefined;
      return { rows: kept, next: more ? sealCursor(key, placeOf(last)) : null };
    },
  };
}

function sealCursor(key: Buffer, place: Place): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const body = Buffer.concat([cipher.update(JSON.stringify([place.key, place.id])), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url");
}

function openCursor(key: Buffer, cursor: string): Place {
  const bytes = Buffer.from(cursor, "base64url");
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    const text = Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString();
    const [by, id] = JSON.parse(text) as [number | string, number];
    return { key: by, id };
  } catch {
    // Forged, cut short, or from before a change of keys: the person can only start over.
    throw new Refusal("request.invalid", { fields: [{ path: "cursor", message: "翻页位置已失效，请从头再看" }] });
  }
}
