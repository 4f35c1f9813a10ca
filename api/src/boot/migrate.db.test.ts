import { afterAll, beforeAll, expect, it } from "vitest";
import { openDatabase, type Database } from "../kernel/database.ts";
import { sql } from "../kernel/sql.ts";
import { tableNames } from "../kernel/sql-differences.ts";
import { createTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { migrate, migrationFiles, tablesInOrder } from "./migrate.ts";

let database: TestDatabase;
let db: Database;

beforeAll(async () => {
  database = await createTestDatabase();
  db = openDatabase({ url: database.migratorUrl });
});
afterAll(async () => {
  await db.close();
  await database.drop();
});

it("from empty, every table is there", async () => {
  expect((await tableNames(db)).sort()).toEqual([...tablesInOrder(), "migrations"].sort());
});

it("run again, they change nothing", async () => {
  expect(await migrate(db)).toBe(0);
});

it("cut short after any step, they are simply run again", async () => {
  for (const file of migrationFiles()) {
    await db.change(sql`DELETE FROM migrations WHERE name = ${file}`);
  }
  expect(await migrate(db)).toBe(migrationFiles().length);
});

it("run by two processes at once, they both come to the same end", async () => {
  const other = openDatabase({ url: database.migratorUrl });
  try {
    await db.change(sql`DELETE FROM migrations`);
    await Promise.all([migrate(db), migrate(other)]);
    expect((await db.select(sql`SELECT name FROM migrations`)).length).toBe(migrationFiles().length);
  } finally {
    await other.close();
  }
});
