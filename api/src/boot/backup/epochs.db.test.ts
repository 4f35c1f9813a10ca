import { appendFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { isConsistent, openNote, parseCheckpoint, parseEpoch, parseNote, parseVerifierKey, toBase64, type Epoch } from "@cunqing/proof";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sealOnce } from "../../kernel/journal/sealer.ts";
import { openDatabase, type Database } from "../../kernel/database.ts";
import { sql } from "../../kernel/sql.ts";
import { buildCase } from "../../modules/cases/testing/build-case.ts";
import { growTree } from "../../modules/trail/tree/build-tree.ts";
import { createProofs } from "../../modules/trail/tree/proofs.ts";
import { createTileReader } from "../../modules/trail/tree/tile-reader.ts";
import { buildVillager } from "../../testing/build-actors.ts";
import { startApi } from "../../testing/start-api.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { readLastCheckpoint } from "./last-checkpoint.ts";
import { makeBackup } from "./make-backup.ts";
import { restoreBackup } from "./restore-backup.ts";
import { backupParts } from "./testing/backup-parts.ts";
import { epochOrder } from "./testing/epoch-order.ts";
import { refuseUnfinishedRestore } from "./unfinished-restore.ts";

let world: World;
let backups = 0;
const opened: { database: TestDatabase; db: Database }[] = [];

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  for (const { database, db } of opened) {
    await db.close();
    await database.drop();
  }
  await world.close();
});

async function report(count: number): Promise<void> {
  const wu = await buildVillager(world, world.areas.xikouVillage);
  for (let index = 0; index < count; index += 1) {
    await buildCase(world, wu, world.areas.xikouVillage);
  }
}

async function backup(db: Database = world.deps.db): Promise<string> {
  backups += 1;
  const target = join(world.folder, `backup-${backups}`);
  await makeBackup({ ...backupParts(world), db, county: "longyou", filesFolder: join(world.folder, "no-files"), target });
  return target;
}

async function restore(source: string, lastNote: string | null) {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.migratorUrl });
  opened.push({ database, db });
  const { epoch } = await restoreBackup({ ...backupParts(world), db, filesFolder: join(world.folder, `files-${opened.length}`), source, epoch: epochOrder(world, lastNote) });
  return { db, epoch };
}

/** An entry past all commands: into a restored county, or into one that somebody forges. */
async function addEntry(db: Database, entryId: string): Promise<void> {
  await db.change(sql`
    INSERT INTO journal (entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, request_id, at_ms, is_sealed, public_form)
    VALUES (${entryId}, 'test', 'test', 1, 'x', 'system', '', 0, 0, ${Buffer.from(`{"id":"${entryId}"}`)})`);
  await db.change(sql`INSERT INTO journal_unsealed (journal_id) SELECT id FROM journal WHERE entry_id = ${entryId}`);
}

interface Head {
  readonly size: number;
  readonly root: string;
  readonly note: string;
}

async function newestHead(db: Database = world.deps.db): Promise<Head> {
  const head = await db.selectOne<Head>(sql`SELECT size, root, note FROM trail_checkpoints ORDER BY size DESC LIMIT 1`);
  if (!head) {
    throw new Error("no checkpoint yet");
  }
  return head;
}

/** Seals and signs what waits, as the restored county's worker would. */
async function goOn(db: Database): Promise<Head> {
  world.clock.advance(60_000);
  const deps = { ...world.deps, db };
  while (((await sealOnce(deps, { isCoverNow: true })) ?? 0) > 0 || ((await growTree(deps)) ?? 0) > 0) {
    // Until all is quiet.
  }
  return newestHead(db);
}

function said(note: string): Epoch {
  const keys = world.deps.county.trail.logKeys.flatMap(({ vkey }) => parseVerifierKey(vkey) ?? []);
  const text = openNote(note, keys)?.text;
  const epoch = text === undefined ? null : parseEpoch(text);
  if (!epoch) {
    throw new Error("the epoch's note is not signed by the log");
  }
  return epoch;
}

const epochOf = (note: string): number | undefined => parseCheckpoint(parseNote(note)?.text ?? "")?.epoch;

describe("a restore", () => {
  it("opens a signed epoch that names what was lost, and the tree goes on from its base", async () => {
    await report(3);
    await world.settle();
    const kept = await newestHead();
    await report(1);
    const source = await backup();
    await world.settle();
    await report(2);
    await world.settle();
    const last = await newestHead();

    const { db, epoch } = await restore(source, last.note);
    expect(said(epoch.note)).toMatchObject({ epoch: 1, baseSize: kept.size, lostSize: last.size });
    expect(toBase64(said(epoch.note).baseRoot)).toBe(kept.root);
    const head = await goOn(db);
    expect(epochOf(head.note)).toBe(1);
    // What waited for its place in the backup has it now, in the new epoch.
    expect(head.size).toBeGreaterThan(kept.size);
    expect(await db.select(sql`SELECT journal_id FROM journal_unsealed`)).toEqual([]);
    const proof = await createProofs(createTileReader(db)).consistency(kept.size, head.size);
    expect(isConsistent({ from: kept.size, fromRoot: Buffer.from(kept.root, "base64"), to: head.size, toRoot: Buffer.from(head.root, "base64"), proof })).toBe(true);
  });

  it("counts what had a position but no checkpoint yet to the base", async () => {
    await world.settle();
    const signed = await newestHead();
    await report(2);
    world.clock.advance(60_000);
    await sealOnce(world.deps, { isCoverNow: true });
    const source = await backup();
    await world.settle();
    const last = await newestHead();
    const { db, epoch } = await restore(source, last.note);
    expect(epoch.base_size).toBeGreaterThan(signed.size);
    await goOn(db);
    expect(toBase64(await createProofs(createTileReader(db)).root(epoch.base_size))).toBe(epoch.base_root);
  });

  it("says that nothing was lost when the last checkpoint lies within the backup", async () => {
    await world.settle();
    const old = await newestHead();
    await report(1);
    await world.settle();
    const { epoch } = await restore(await backup(), old.note);
    expect([epoch.lost_size, epoch.base_size > old.size]).toEqual([epoch.base_size, true]);
  });

  it("says that the loss is not known only when the operator says so", async () => {
    await world.settle();
    const { epoch } = await restore(await backup(), null);
    expect(said(epoch.note)).toMatchObject({ epoch: 1, lostSize: null, lostRoot: null });
  });

  it("two in a row are two epochs, also when both come from the same old backup", async () => {
    await world.settle();
    const source = await backup();
    await report(1);
    await world.settle();
    const first = await restore(source, (await newestHead()).note);
    await addEntry(first.db, "after-restore-1");
    const afterFirst = await goOn(first.db);
    expect(epochOf(afterFirst.note)).toBe(1);
    const again = await restore(await backup(first.db), afterFirst.note);
    expect(again.epoch.epoch).toBe(2);
    expect((await again.db.select<{ epoch: number }>(sql`SELECT epoch FROM trail_epochs ORDER BY epoch`)).map(({ epoch }) => epoch)).toEqual([1, 2]);
    const fromOld = await restore(source, afterFirst.note);
    expect(fromOld.epoch.epoch).toBe(2);
  });

  it("into a new county, of a backup that holds no entries", async () => {
    const database = await createTestDatabase();
    const db = openDatabase({ url: database.migratorUrl });
    opened.push({ database, db });
    const { db: restored, epoch } = await restore(await backup(db), null);
    expect(said(epoch.note)).toMatchObject({ epoch: 1, baseSize: 0 });
    expect(await restored.select(sql`SELECT position FROM trail_leaves`)).toEqual([]);
  });
});

describe("no epoch", () => {
  it("is opened over a backup that another record's checkpoint contradicts", async () => {
    await world.settle();
    const source = await backup();
    const forked = await restore(source, null);
    await addEntry(forked.db, "forged-0001");
    const forgedHead = await goOn(forked.db);
    await report(3);
    await world.settle();
    await expect(restore(await backup(), forgedHead.note)).rejects.toThrow("same story");
    const { db } = opened.at(-1) ?? forked;
    await expect(refuseUnfinishedRestore(db)).rejects.toThrow("not finished");
  });

  it("is there without a restore, and a finished restore lets the county start", async () => {
    expect(await world.deps.db.select(sql`SELECT epoch FROM trail_epochs`)).toEqual([]);
    await world.settle();
    const { db } = await restore(await backup(), null);
    await refuseUnfinishedRestore(db);
  });
});

describe("the last checkpoint", () => {
  it("must be given, or said to be unknown", async () => {
    await expect(readLastCheckpoint(undefined, world.deps.county)).rejects.toThrow("--last-checkpoint");
    expect(await readLastCheckpoint("unknown", world.deps.county)).toBeNull();
  });

  it("is read from a file or an address, and only our own key's word counts", async () => {
    await world.settle();
    const { note, size } = await newestHead();
    const file = join(world.folder, "saved-checkpoint");
    writeFileSync(file, note);
    expect((await readLastCheckpoint(file, world.deps.county))?.size).toBe(size);
    const server = createServer((request, response) => response.writeHead(request.url === "/checkpoint" ? 200 : 404).end(note));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await readLastCheckpoint(`${url}/checkpoint`, world.deps.county))?.size).toBe(size);
    await expect(readLastCheckpoint(`${url}/gone`, world.deps.county)).rejects.toThrow("404");
    await new Promise((resolve) => server.close(resolve));
    await expect(readLastCheckpoint(`${url}/checkpoint`, world.deps.county)).rejects.toThrow("cannot be reached");
    appendFileSync(file, "x\n");
    await expect(readLastCheckpoint(file, world.deps.county)).rejects.toThrow("no checkpoint");
    writeFileSync(file, note.replace(`\n${size}\n`, `\n${size + 1}\n`));
    await expect(readLastCheckpoint(file, world.deps.county)).rejects.toThrow("no checkpoint");
    await expect(readLastCheckpoint(join(world.folder, "nowhere"), world.deps.county)).rejects.toThrow("ENOENT");
  });
});

it("everybody can read the epochs", async () => {
  const api = await startApi(world);
  await world.deps.db.change(sql`
    INSERT INTO trail_epochs (epoch, at_ms, base_size, base_root, lost_size, note) VALUES (1, 5, 3, 'r', 4, 'n')`);
  const { body, status } = await api.get("/trail/epochs");
  await api.close();
  expect([status, body.rows]).toEqual([200, [{ epoch: 1, at: 5, baseSize: 3, lostSize: 4, note: "n" }]]);
});
