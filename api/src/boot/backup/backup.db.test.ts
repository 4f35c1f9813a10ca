import { appendFileSync, cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase, type Database } from "../../kernel/database.ts";
import { sql } from "../../kernel/sql.ts";
import { tableNames } from "../../kernel/sql-differences.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/test-database.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildCase } from "../../modules/cases/testing/build-case.ts";
import { makeBackup } from "./make-backup.ts";
import { restoreBackup } from "./restore-backup.ts";
import { backupParts } from "./testing/backup-parts.ts";
import { epochOrder } from "./testing/epoch-order.ts";
import { rowsOf, toLine } from "./table-rows.ts";

let world: World;
const opened: { database: TestDatabase; db: Database }[] = [];

beforeAll(async () => {
  world = await openWorld();
  const wu = await buildVillager(world, world.areas.xikouVillage);
  await buildStaff(world, "village_secretary", world.areas.xikouVillage);
  for (let index = 0; index < 5; index += 1) {
    await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: index % 2 === 0 });
  }
  await world.settle();
  mkdirSync(join(world.folder, "files", "photos"), { recursive: true });
  writeFileSync(join(world.folder, "files", "photos", "one"), "bytes");
});
afterAll(async () => {
  for (const { database, db } of opened) {
    await db.close();
    await database.drop();
  }
  await world.close();
});

const backup = (name: string) =>
  makeBackup({ ...backupParts(world), db: world.deps.db, county: "longyou", filesFolder: join(world.folder, "files"), target: join(world.folder, name) });

const restore = (db: Database, source: string, filesFolder = join(world.folder, "no")) =>
  restoreBackup({ ...backupParts(world), db, filesFolder, source: join(world.folder, source), epoch: epochOrder(world, null) });

async function emptyDatabase(): Promise<Database> {
  const database = await createTestDatabase();
  const db = openDatabase({ url: database.migratorUrl });
  opened.push({ database, db });
  return db;
}

async function contentOf(db: Database): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {};
  for (const table of (await tableNames(db)).filter((name) => name !== "migrations")) {
    content[table] = [];
    for await (const rows of rowsOf(db, table)) {
      content[table].push(...rows.map(toLine));
    }
  }
  return content;
}

it("a backup comes back row for row and file for file, bytes of the record included", async () => {
  const manifest = await backup("whole");
  expect(manifest.tables.find((table) => table.name === "cases")?.rows).toBe(5);
  expect(manifest.fileCount).toBe(1);
  const db = await emptyDatabase();
  await restore(db, "whole", join(world.folder, "restored"));
  const { trail_epochs: epochs, ...restored } = await contentOf(db);
  const { trail_epochs: none, ...before } = await contentOf(world.deps.db);
  expect(restored).toEqual(before);
  expect([none, epochs?.length]).toEqual([[], 1]);
});

it("a backup is of one moment: what is written meanwhile is in it whole or not at all", async () => {
  const wu = await buildVillager(world, world.areas.xikouVillage, "同时");
  const [manifest] = await Promise.all([backup("moment"), buildCase(world, wu, world.areas.zaoxi)]);
  const rows = (name: string) => manifest.tables.find((table) => table.name === name)?.rows ?? -1;
  const unsealed = rows("journal_unsealed");
  expect(rows("journal")).toBe(rows("trail_leaves") + unsealed);
});

it("a table that was changed since is refused, and nothing is restored", async () => {
  await backup("tampered");
  appendFileSync(join(world.folder, "tampered", "tables", "cases.ndjson.gz"), "x");
  const db = await emptyDatabase();
  await expect(restore(db, "tampered")).rejects.toThrow("cases was changed");
  expect(await db.select(sql`SELECT id FROM areas`)).toEqual([]);
});

it("a database with rows in it is refused, and so is a folder that is no backup", async () => {
  await backup("second");
  await expect(restore(world.deps.db, "second")).rejects.toThrow("not empty");
  await expect(restore(world.deps.db, "")).rejects.toThrow("no backup");
});

it("a backup of a newer release is refused", async () => {
  const manifest = await backup("newer");
  writeFileSync(join(world.folder, "newer", "manifest.json"), JSON.stringify({ ...manifest, migrations: [...manifest.migrations, "9999-from-the-future.sql"] }));
  const db = await emptyDatabase();
  await expect(restore(db, "newer")).rejects.toThrow("newer release");
});

it("without the newest key file nothing comes back: a missing, an older and a foreign one are refused", async () => {
  await backup("before");
  const { keys } = backupParts(world);
  const [older = ""] = readdirSync(keys.folder);
  cpSync(join(keys.folder, older), join(world.folder, "older", older));
  await backup("after");
  expect(readdirSync(keys.folder)).toHaveLength(1);
  const db = await emptyDatabase();
  const restoreWith = (folder: string, key = 7) =>
    restoreBackup({
      db,
      filesFolder: join(world.folder, "no"),
      source: join(world.folder, "after"),
      epoch: epochOrder(world, null),
      keys: { folder, fieldKeys: [{ id: "test", key: Buffer.alloc(32, key) }] },
    });
  await expect(restoreWith(join(world.folder, "nowhere"))).rejects.toThrow("no key file");
  await expect(restoreWith(join(world.folder, "older"))).rejects.toThrow("bring the newest one");
  await expect(restoreWith(keys.folder, 8)).rejects.toThrow();
  expect(await db.select(sql`SELECT id FROM areas`)).toEqual([]);
});
