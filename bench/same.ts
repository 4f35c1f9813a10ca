import { deepStrictEqual, ok, strictEqual } from "node:assert";
import { randomBytes } from "node:crypto";
import { openDatabase, type Database } from "../api/src/kernel/database.ts";
import { name, sql } from "../api/src/kernel/sql.ts";

interface Asked {
  readonly url: string;
  readonly path: string;
  readonly token: string;
}

/** Stops the bench unless both programs answer the same bytes to the same request by the same statements. */
export async function checkSameList(ours: Asked, peer: Asked): Promise<void> {
  const watch = await watchStatements();
  const [mine, minesSql] = await watch.during(() => textOf(ours));
  const [theirs, theirsSql] = await watch.during(() => textOf(peer));
  await watch.close();
  strictEqual(mine.length, theirs.length, "the answers are not of one length");
  strictEqual(theirs.replace(cursor, ""), mine.replace(cursor, ""), "the answers differ");
  strictEqual((JSON.parse(mine) as { rows: object[] }).rows.length, 20, "the page is not full");
  deepStrictEqual(theirsSql, minesSql, "the peer does not run the API's statements: bring peer-sql.ts up to date");
}

/** The cursor is encrypted with fresh randomness, so two of one place never look alike. */
const cursor = /"next":"[^"]+"/;

async function textOf({ url, path, token }: Asked): Promise<string> {
  const response = await fetch(url + path, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  strictEqual(response.status, 200, text);
  return text;
}

/** What the database itself says it was asked, without the blanks that only lay out. */
async function watchStatements() {
  const root = openDatabase({ url: `${process.env.MYSQL_URL}/mysql` });
  await root.change(sql`SET GLOBAL log_output = 'TABLE'`);
  return {
    async during<T>(work: () => Promise<T>): Promise<[T, string[]]> {
      await root.change(sql`TRUNCATE TABLE mysql.general_log`);
      await root.change(sql`SET GLOBAL general_log = 1`);
      const answer = await work();
      await root.change(sql`SET GLOBAL general_log = 0`);
      const rows = await root.select<{ statement: string }>(sql`
        SELECT CONVERT(argument USING utf8mb4) AS statement FROM mysql.general_log
        WHERE command_type = 'Query' AND user_host LIKE 'cunqing_app%'`);
      const statements = rows.map(({ statement }) => statement.replace(/\s+/g, " ").trim()).filter((statement) => !/^(SET|SELECT VERSION)/.test(statement));
      return [answer, statements.toSorted()];
    },
    close: () => root.close(),
  };
}

const submittedTables = ["idempotency_keys", "cases", "journal", "journal_details", "journal_unsealed"];

/** Stops the bench unless one submitted case leaves the same rows behind, column by column, of about the same size. */
export async function checkSameSubmit(db: Database, ours: Asked, peer: Asked, body: string): Promise<void> {
  const mine = await rowsOfSubmit(db, ours, body);
  const theirs = await rowsOfSubmit(db, peer, body);
  const columnsOf = (tables: typeof mine) => tables.map(({ table, rows }) => ({ table, rows: rows.map((row) => row.columns) }));
  const bytesOf = (tables: typeof mine): number => tables.flatMap(({ rows }) => rows).reduce((sum, row) => sum + row.bytes, 0);
  deepStrictEqual(columnsOf(theirs), columnsOf(mine), "the peer does not insert the API's rows");
  ok(Math.abs(bytesOf(theirs) / bytesOf(mine) - 1) < 0.05, `the peer's rows hold ${bytesOf(theirs)} bytes, the API's ${bytesOf(mine)}`);
}

async function rowsOfSubmit(db: Database, { url, path, token }: Asked, body: string) {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}`, "idempotency-key": randomBytes(18).toString("base64url") };
  const before = await Promise.all(submittedTables.map((table) => countOf(db, table)));
  const response = await fetch(url + path, { method: "POST", headers, body });
  strictEqual(response.status, 200, await response.text());
  return Promise.all(
    submittedTables.map(async (table, index) => {
      const made = (await countOf(db, table)) - (before[index] ?? 0);
      const key = table === "journal_details" || table === "journal_unsealed" ? "journal_id" : "id";
      const rows = await db.select<Record<string, unknown>>(sql`SELECT * FROM ${name(table)} ORDER BY ${name(key)} DESC LIMIT ${made}`);
      return { table, rows: rows.map(shapeOf) };
    }),
  );
}

/** Which columns are filled, and how many bytes all of them hold. */
function shapeOf(row: Record<string, unknown>) {
  const filled = Object.entries(row).filter(([, value]) => value !== null);
  const bytes = filled.reduce((sum, [, value]) => sum + (Buffer.isBuffer(value) ? value.length : Buffer.byteLength(String(value))), 0);
  return { columns: filled.map(([column]) => column), bytes };
}

async function countOf(db: Database, table: string): Promise<number> {
  return (await db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${name(table)}`))?.n ?? 0;
}
