import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { randomId } from "../../kernel/crypto/random.ts";
import { openDatabase, type Database } from "../../kernel/database.ts";
import { sql } from "../../kernel/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";

/** The compose file's shape as processes: two web, a worker, a clock, on one MariaDB and one Redis. */
interface Process {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  readonly url: string;
}

const folder = mkdtempSync(join(tmpdir(), "cunqing-topology-"));
const running: Process[] = [];
let database: TestDatabase;
let db: Database;
let webs: [Process, Process];
let worker: Process;

async function run(roles: string): Promise<Process> {
  const child = spawn(process.execPath, ["--import", "tsx", "api/src/main.ts"], {
    env: { ...process.env, ...database.env, MODE: "development", ROLES: roles, PORT: "0", DATA_DIR: folder, LOG_LEVEL: "error" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", resolve));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (bytes: Buffer) => resolve(bytes.toString()));
    child.once("exit", (code) => reject(new Error(`${roles} ended with ${code}`)));
  });
  const started = { child, ended, url: /ready (\S+)/.exec(line)?.[1] ?? "" };
  running.push(started);
  return started;
}

const post = async (url: string, path: string, body: object, headers = {}) => {
  const response = await fetch(`${url}/api${path}`, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
};

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.migratorUrl });
  webs = [await run("web"), await run("web")];
  worker = await run("worker");
  await run("clock");
});
afterAll(async () => {
  for (const { child } of running) {
    child.kill("SIGKILL");
  }
  await Promise.all(running.map(({ ended }) => ended));
  await db.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function order() {
  const { rows } = (await (await fetch(`${webs[0].url}/api/villages?q=${encodeURIComponent("溪口村")}`)).json()) as { rows: { id: string }[] };
  return { door: "report", villageId: rows[0]?.id, categoryCode: "road", text: "村道上有黄泥", photos: [], isPrivate: false, isAnonymous: true };
}

const unsealed = async () => (await db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM journal_unsealed`))?.n;

it("what is sent to one web process is read at the other, and a key sent to both makes one case", async () => {
  const headers = { "idempotency-key": randomId() };
  const form = await order();
  const answers = await Promise.all(webs.map(({ url }) => post(url, "/cases", form, headers)));
  const good = answers.filter((answer) => answer.status === 200);
  expect(good.length).toBeGreaterThan(0);
  expect(answers.every((answer) => answer.status === 200 || answer.body.code === "request.in_flight")).toBe(true);
  const code = good[0]?.body.followCode;
  expect((await post(webs[1].url, "/cases/follow", { followCode: code })).body.id).toBe(good[0]?.body.case.id);
  expect(await db.select(sql`SELECT id FROM cases`)).toHaveLength(1);
});

it("a worker killed with no warning is replaced: every entry is sealed once, without a gap", async () => {
  const form = await order();
  const send = (index: number) => post(webs[index % 2 === 0 ? 0 : 1].url, "/cases", form, { "idempotency-key": randomId() });
  const sending = Promise.all(Array.from({ length: 20 }, (_, index) => send(index)));
  worker.child.kill("SIGKILL");
  await Promise.all([sending, worker.ended]);
  worker = await run("worker");
  await expect.poll(unsealed, { timeout: 30_000 }).toBe(0);
  const leaves = await db.select<{ position: number }>(sql`SELECT position FROM trail_leaves ORDER BY position`);
  expect(leaves.map((leaf) => leaf.position)).toEqual(leaves.map((_, index) => index));
  expect(leaves).toHaveLength((await db.select(sql`SELECT id FROM journal`)).length);
});

it("SIGTERM lets requests under way finish, answers 'not ready' meanwhile, and ends with 0", async () => {
  const form = await order();
  const sending = Array.from({ length: 10 }, () => post(webs[1].url, "/cases", form, { "idempotency-key": randomId() }));
  await sending[0];
  webs[1].child.kill("SIGTERM");
  const settled = await Promise.allSettled(sending);
  // A connection that had not been taken yet may be refused; one that was taken is answered in full.
  expect(settled.filter((one) => one.status === "fulfilled").every((one) => one.value.status === 200)).toBe(true);
  expect(await webs[1].ended).toBe(0);
  expect((await fetch(`${webs[0].url}/health/ready`)).status).toBe(200);
});
