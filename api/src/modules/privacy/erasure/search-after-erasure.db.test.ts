import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { readSettings } from "@cunqing/config";
import { checkReceipt, type Receipt } from "@cunqing/proof";
import { startSandbox, type Sandbox } from "@cunqing/sandbox";
import { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeBackup } from "../../../boot/backup/make-backup.ts";
import { restoreBackup } from "../../../boot/backup/restore-backup.ts";
import { backupParts } from "../../../boot/backup/testing/backup-parts.ts";
import { epochOrder } from "../../../boot/backup/testing/epoch-order.ts";
import { compose } from "../../../boot/compose.ts";
import { openDeps, type Opened } from "../../../boot/open-deps.ts";
import { openDatabase } from "../../../kernel/database.ts";
import { createLog } from "../../../kernel/log.ts";
import { sql } from "../../../kernel/sql.ts";
import { createTestDatabase, type TestDatabase } from "../../../testing/test-database.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { createPhone } from "../../identity/testing/phone.ts";
import { trustOf } from "../../trail/testing/test-witness.ts";
import { openCheck, type VerifyDeps } from "../../trail/verify/open-check.ts";
import { stepDatabase } from "../../trail/verify/verify-database.ts";
import { newState, withFindings } from "../../trail/verify/verify-state.ts";
import { allFiles, allRows, findAnywhere, type Searched } from "../testing/everything.ts";
import { seedPerson, staffWords, words, type Person } from "../testing/seed-person.ts";

let sandbox: Sandbox;
let world: World;
let api: TestApi;
let person: Person;
let phoneIndex: string;
const logged: string[] = [];
/** What he said, who he is, what his pictures and his voice hold. */
const personal = (): (string | Buffer)[] => [...Object.values(words), phoneIndex, ...person.bytes];
/** And the names of his files, which are random: they may stand in an old backup, and nowhere that is open. */
const secrets = (): (string | Buffer)[] => [...personal(), ...person.files];

beforeAll(async () => {
  let now = Date.now;
  sandbox = await startSandbox({ clock: () => now() });
  world = await openWorld({ sandboxUrl: sandbox.url });
  now = world.clock.now;
  const log = createLog("trace", new Writable({ write: (chunk: Buffer, _, next) => (logged.push(chunk.toString()), next()) }));
  api = await startApi({ ...world, deps: { ...world.deps, log } });
  person = await seedPerson(world, api, sandbox);
  phoneIndex = world.deps.blindIndex.phone(words.phone);
});
afterAll(async () => {
  await api.close();
  await world.close();
  await sandbox.close();
});

let saved: Receipt[] = [];

async function receiptOf({ note, ticket }: Person["promises"][number]): Promise<Receipt> {
  const answer = await api.post("/trail/receipts", { ticket });
  expect(answer.status).toBe(200);
  return { v: 1, ...answer.body, promise: note };
}

/** What Redis holds of all of us, keys and values; the memory of one process is not looked into from outside. */
async function cached(): Promise<Searched[]> {
  const url = process.env.REDIS_URL;
  if (url === undefined) {
    return [];
  }
  const redis = new Redis(url);
  const keys = await redis.keys("*");
  const values = await Promise.all(keys.map((key) => redis.get(key).catch(() => "")));
  redis.disconnect();
  return keys.map((key, index) => ({ place: "redis", bytes: Buffer.from(`${key} ${values[index] ?? ""}`) }));
}

const backup = (name: string) =>
  makeBackup({ ...backupParts(world), db: world.deps.db, county: "longyou", filesFolder: join(world.folder, "files"), target: join(world.folder, "backups", name) });

async function verify(deps: VerifyDeps) {
  const { check, findings } = await openCheck(deps);
  let state = withFindings(newState, findings);
  while (state.phase !== "done") {
    state = await stepDatabase(check, state);
  }
  return state;
}

interface Restored {
  readonly opened: Opened;
  readonly folder: string;
  readonly database: TestDatabase;
}

/** What an operator has after `npm run restore` with the newest key file, and after the worker has rested. */
async function restore(name: string): Promise<Restored> {
  const folder = mkdtempSync(join(tmpdir(), "cunqing-restored-"));
  const database = await createTestDatabase(folder);
  const db = openDatabase({ url: database.migratorUrl });
  await restoreBackup({ ...backupParts(world), db, filesFolder: join(folder, "files"), source: join(world.folder, "backups", name), epoch: epochOrder(world, null) });
  await db.close();
  const opened = await openDeps(readSettings({ MODE: "test", DATA_DIR: folder, LOG_LEVEL: "silent", ...database.env }), { clock: world.clock });
  return { opened, folder, database };
}

async function finishErasures({ opened }: Restored): Promise<void> {
  const loop = compose(opened.deps).loops.find((one) => one.name === "erasures");
  while (await loop?.run(new AbortController().signal)) {
    // Until nobody is left to be erased.
  }
}

describe("a villager who has left something everywhere", () => {
  it("is found everywhere before, so that the search is worth something", async () => {
    await backup("old");
    const found = findAnywhere([...(await allRows(world.deps.db)), ...allFiles(join(world.folder, "files"))], secrets());
    for (const secret of secrets().filter((one) => one !== words.phone && one !== words.identity)) {
      expect(found.some((line) => line.startsWith(secret.toString().slice(0, 20)))).toBe(true);
    }
    expect((await verify(world.deps)).findings).toEqual([]);
    saved = await Promise.all(person.promises.map(receiptOf));
  });

  it("closes his account at once, because nothing of his is open, and is logged out everywhere", async () => {
    const plan = (await api.get("/me/closing", person.headers)).body;
    expect(plan).toMatchObject({ isRequested: false, plan: { openCases: 0, needsOfficer: false } });
    expect(plan.plan.kept.every((line: { basis: string | null }) => line.basis?.includes("《"))).toBe(true);
    const answer = await api.post("/me/closing", { isSure: true }, person.headers);
    expect([answer.status, answer.body.state]).toEqual([200, "erased"]);
    expect((await api.get("/account", person.headers)).status).toBe(401);
    await world.settle();
    expect(await world.deps.db.select(sql`SELECT state, finished_at IS NOT NULL AS ended FROM erasures`)).toEqual([{ state: "erased", ended: 1 }]);
  });

  it("is in no row, no file, no log of writes and no line of the log any more", async () => {
    expect(findAnywhere(await allRows(world.deps.db), secrets())).toEqual([]);
    const database = allFiles(world.folder).filter(({ place }) => !place.includes("/backups/"));
    expect(findAnywhere(database, secrets())).toEqual([]);
    expect(findAnywhere(await cached(), secrets())).toEqual([]);
    expect(logged.length).toBeGreaterThan(10);
    expect(findAnywhere([{ place: "log", bytes: Buffer.from(logged.join("")) }], secrets())).toEqual([]);
  });

  it("leaves no form that could be answered again, no message, no session", async () => {
    for (const rows of [
      sql`SELECT id FROM idempotency_keys WHERE scope = ${`account:${person.accountId}`}`,
      sql`SELECT id FROM sessions WHERE account_id = ${person.accountId}`,
      sql`SELECT id FROM messages WHERE recipient_kind = 'account' AND recipient_id = ${person.accountId}`,
      sql`SELECT id FROM deliveries WHERE account_id = ${person.accountId}`,
      sql`SELECT account_id FROM person_keys WHERE account_id = ${person.accountId}`,
    ]) {
      expect(await world.deps.db.select(rows)).toEqual([]);
    }
  });

  it("leaves a record in which every proof, entry and row still verifies", async () => {
    const state = await verify(world.deps);
    expect(state.findings).toEqual([]);
    expect(state.tally.detailsErased).toBeGreaterThan(0);
  });

  it("leaves him his receipts: the saved ones check as ever, and one fetched now checks without his words", async () => {
    const fetched = await Promise.all(person.promises.map(receiptOf));
    for (const receipt of [...saved, ...fetched]) {
      expect(checkReceipt(receipt, trustOf(world))).toMatchObject({ isGood: true });
    }
    expect(saved.some((receipt) => JSON.stringify(receipt).includes(words.publicText))).toBe(true);
    expect(findAnywhere([{ place: "receipts", bytes: Buffer.from(JSON.stringify(fetched)) }], secrets())).toEqual([]);
  });

  it("leaves his public case readable as staff released it, and his private one to nobody", async () => {
    const page = await api.get(`/cases/${person.publicCase}`);
    expect([page.status, page.body.text, page.body.outcome]).toEqual([200, staffWords.released, staffWords.outcome]);
    expect((await api.get(`/cases/${person.privateCase}`)).status).toBe(404);
  });

  it("is in no backup either, old or new, once the newest keys are the only ones", async () => {
    await backup("new");
    expect(findAnywhere(allFiles(join(world.folder, "backups")), personal())).toEqual([]);
    expect(allFiles(join(world.folder, "backup-keys"))).toHaveLength(1);
    for (const name of ["old", "new"]) {
      const restored = await restore(name);
      expect(findAnywhere([...(await allRows(restored.opened.deps.db)), ...allFiles(restored.folder)], secrets())).toEqual([]);
      await finishErasures(restored);
      const state = await verify(restored.opened.deps);
      expect(state.findings).toEqual([]);
      await restored.opened.close();
      await restored.database.drop();
    }
  }, 120_000);

  it("comes back with the same phone as somebody new", async () => {
    world.clock.advance(60_000);
    const again = await createPhone(api, sandbox).enter(words.phone);
    expect([again.status, again.body.account.id === person.publicId]).toEqual([200, false]);
  });
});
