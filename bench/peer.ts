import { createHash, randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import type { Context } from "koa";
import Koa from "koa";
import mysql from "mysql2/promise";
import { answerOf, type PeerKeys } from "./peer-answer.ts";
import { listSql, submitSql } from "./peer-sql.ts";

/**
 * The bar: what one would write to answer these two requests and nothing else. It runs the API's own statements and
 * answers the API's own bytes, but has no rights, no limits, no contract, no metrics and no second engine.
 */
export interface PeerOrder extends PeerKeys {
  readonly databaseUrl: string;
  readonly poolMax: number;
}

const order = JSON.parse(process.argv[2] ?? "{}") as PeerOrder;
const pool = mysql.createPool({ uri: order.databaseUrl, connectionLimit: order.poolMax });
const app = new Koa();
app.use((ctx) => (ctx.method === "GET" ? list(ctx) : submit(ctx)));
const server = app.listen(0, "127.0.0.1", () => {
  process.stdout.write(`ready http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on("SIGTERM", () => process.exit(0));

type Row = mysql.RowDataPacket;

async function list(ctx: Context): Promise<void> {
  const size = Number(ctx.query.size);
  const tokenHash = createHash("sha256").update(ctx.get("authorization").slice("Bearer ".length)).digest("hex");
  const [[session]] = await pool.query<Row[]>(listSql.session, [tokenHash]);
  if (!session) {
    ctx.status = 401;
    return;
  }
  const [[appointment]] = await pool.query<Row[]>(listSql.appointments, [session.staff_id]);
  const [[area]] = await pool.query<Row[]>(listSql.area, [ctx.query.areaId]);
  if (!appointment || !area) {
    ctx.status = 404;
    return;
  }
  const [own, ownEnd] = rangeOf(appointment.area_path);
  const [from, to] = rangeOf(area.path);
  const [cases] = await pool.query<Row[]>(listSql.cases, [own, ownEnd, own, ownEnd, session.staff_id, from, to, area.id, size + 1]);
  const page = cases.slice(0, size);
  const [[areas], [files]] = await Promise.all([
    pool.query<Row[]>(listSql.areas, [[...new Set(page.map((row) => row.village_id))]]),
    pool.query<Row[]>(listSql.files, [page.map((row) => row.id)]),
  ]);
  ctx.type = "application/json; charset=utf-8";
  ctx.body = JSON.stringify(answerOf(order, page, cases.length > size, areas, files));
}

/** Everything inside a path: from the path to the first text after all that begin with it. */
const rangeOf = (path: string): [string, string] => [path, `${path.slice(0, -1)}0`];

const randomId = (): string => randomBytes(16).toString("base64url");
const randomHex = (): string => randomBytes(32).toString("hex");

async function submit(ctx: Context): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of ctx.req as AsyncIterable<Buffer>) {
    chunks.push(chunk);
  }
  const form = JSON.parse(Buffer.concat(chunks).toString()) as Record<"door" | "categoryCode" | "text" | "place", string>;
  const publicId = randomId();
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    await insertRows(connection, form, publicId);
    await connection.commit();
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
  ctx.body = { case: { id: publicId, excerpt: form.text.slice(0, 60), state: "submitted" }, followCode: null };
}

async function insertRows(connection: mysql.PoolConnection, form: Record<string, string>, publicId: string): Promise<void> {
  const now = Date.now();
  const { villageId, villagePath, villagePublicId, accountId } = order;
  await connection.query(submitSql.key, [`account:${accountId}`, "POST /cases", randomHex(), randomHex(), publicId, now]);
  const number = randomBytes(6).toString("hex");
  const due = now + 5 * 86_400_000;
  const [made] = await connection.query<mysql.ResultSetHeader>(submitSql.case, [
    publicId, number, form.door, form.categoryCode, villageId, villagePath, form.text, form.place, accountId, 5, now, due, now, now + 86_400_000,
  ]);
  const entryId = randomId();
  const details = ["door", "category", "text", "place"].map((field) => [field, form[field === "category" ? "categoryCode" : field], randomBytes(32)] as const);
  const publicForm = Buffer.from(JSON.stringify({
    actor: randomId(), area: villagePublicId, at: now, fields: Object.fromEntries(details.map(([field]) => [field, randomHex()])),
    id: entryId, kind: "case.submitted", subject: { id: publicId, kind: "case" }, v: 1,
  }));
  const [entry] = await connection.query<mysql.ResultSetHeader>(submitSql.journal, [
    entryId, made.insertId, publicId, accountId, villageId, randomBytes(12).toString("base64url"), now, publicForm,
  ]);
  await connection.query(submitSql.details, [details.map((detail) => [entry.insertId, ...detail])]);
  await connection.query(submitSql.unsealed, [entry.insertId]);
}
