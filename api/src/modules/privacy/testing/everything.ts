import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { rowsOf } from "../../../boot/backup/table-rows.ts";
import type { Database } from "../../../kernel/database.ts";
import { tableNames } from "../../../kernel/sql-differences.ts";

/** A place that was searched, and the bytes in it. */
export interface Searched {
  readonly place: string;
  readonly bytes: Buffer;
}

/** Every value of every row, blobs as bytes. */
export async function allRows(db: Database): Promise<Searched[]> {
  const found: Searched[] = [];
  for (const table of await tableNames(db)) {
    for await (const rows of rowsOf(db, table)) {
      for (const row of rows) {
        found.push({ place: `table ${table}`, bytes: Buffer.concat(Object.values(row).map((value) => (Buffer.isBuffer(value) ? value : Buffer.from(`${String(value)}\n`)))) });
      }
    }
  }
  return found;
}

/** Every file of a folder, what is packed also unpacked; the database's own files are among them on SQLite. */
export function allFiles(folder: string): Searched[] {
  if (!existsSync(folder)) {
    return [];
  }
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return entries.flatMap((entry) => {
    const path = join(entry.parentPath, entry.name);
    const bytes = readFileSync(path);
    return [{ place: path, bytes }, ...(path.endsWith(".gz") ? [{ place: `${path} unpacked`, bytes: gunzipSync(bytes) }] : [])];
  });
}

/** Where any of these can be read, as itself or in base64. */
export function findAnywhere(searched: readonly Searched[], secrets: readonly (string | Buffer)[]): string[] {
  const needles = secrets.map((secret) => (typeof secret === "string" ? Buffer.from(secret) : secret));
  return searched.flatMap(({ place, bytes }) => needles.filter((needle) => bytes.includes(needle)).map((needle) => `${needle.toString().slice(0, 20)} in ${place}`));
}
