import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@cunqing/config";
import { randomId } from "../kernel/crypto/random.ts";
import { openDatabase } from "../kernel/database.ts";
import { readOnce } from "../kernel/journal/reader.ts";
import { sealOnce } from "../kernel/journal/sealer.ts";
import { compose, type AppDeps, type Composed } from "../boot/compose.ts";
import { migrate } from "../boot/migrate.ts";
import { openDeps } from "../boot/open-deps.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";
import { seedTestAreas, type TestAreas } from "./test-areas.ts";
import { createWriteGuard } from "./write-guard.ts";

export interface World {
  readonly deps: AppDeps;
  readonly composed: Composed;
  readonly clock: TestClock;
  readonly areas: TestAreas;
  readonly folder: string;
  /** Seals what waits, lets every reader and loop run until all is quiet. */
  settle(): Promise<void>;
  /** Closes everything and fails the test if something was changed without a journal entry. */
  close(): Promise<void>;
}

export interface WorldOptions {
  /** Where the sandbox plays WeChat and the SMS gateway. */
  readonly sandboxUrl?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/**
 * A small county on a real database: SQLite in a folder of its own, or with TEST_DATABASE=mysql a fresh database
 * on MYSQL_URL with Redis at REDIS_URL, where the application logs in as the user with the grants.
 */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "cunqing-"));
  const database = process.env.TEST_DATABASE === "mysql" ? await createMysql() : await createSqlite(folder);
  const settings = readSettings({
    MODE: "test",
    DATA_DIR: folder,
    LOG_LEVEL: "silent",
    WECHAT_TEMPLATES: JSON.stringify({ case_progress: "sandbox-case-progress", case_result: "sandbox-case-result" }),
    ...database.env,
    ...(options.sandboxUrl
      ? { SANDBOX_URL: options.sandboxUrl, WECHAT_BASE_URL: options.sandboxUrl, SMS_URL: `${options.sandboxUrl}/sms/send` }
      : {}),
    ...options.env,
  });
  const guard = createWriteGuard();
  const clock = createTestClock();
  const opened = await openDeps(settings, { clock, watchWrites: guard.watch });
  const composed = compose(opened.deps);
  const areas = await seedTestAreas(opened.deps);
  return {
    deps: opened.deps,
    composed,
    clock,
    areas,
    folder,
    settle: () => settle(opened.deps, composed),
    async close() {
      await opened.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      if (guard.faults.length > 0) {
        throw new Error(`changed without a journal entry:\n${guard.faults.join("\n")}`);
      }
    },
  };
}

async function settle(deps: AppDeps, composed: Composed): Promise<void> {
  const never = new AbortController().signal;
  for (let turn = 0; turn < 200; turn += 1) {
    let moved = ((await sealOnce(deps)) ?? 0) > 0;
    for (const reader of composed.readers) {
      moved = ((await readOnce(deps, reader)) ?? 0) > 0 || moved;
    }
    for (const loop of composed.loops) {
      moved = (await loop.run(never)) || moved;
    }
    if (!moved) {
      return;
    }
  }
  throw new Error("the readers did not come to rest");
}

interface TestDatabase {
  readonly env: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

async function createSqlite(folder: string): Promise<TestDatabase> {
  const db = openDatabase({ url: join(folder, "cunqing.sqlite") });
  await migrate(db);
  await db.close();
  return { env: {}, drop: async () => undefined };
}

async function createMysql(): Promise<TestDatabase> {
  const server = new URL(process.env.MYSQL_URL ?? "");
  const name = `cq_${randomId().replace(/[^A-Za-z0-9]/g, "").slice(0, 16).toLowerCase()}`;
  server.pathname = "/";
  const root = openDatabase({ url: server.href });
  await root.change({ text: `CREATE DATABASE ${name} CHARACTER SET utf8mb4`, values: [] });
  await root.change({ text: "CREATE USER IF NOT EXISTS cunqing_app@'127.0.0.1' IDENTIFIED BY 'only-for-tests'", values: [] });
  await root.close();
  server.pathname = `/${name}`;
  const migrator = openDatabase({ url: server.href });
  await migrate(migrator, { application: { user: "cunqing_app", host: "127.0.0.1" } });
  await migrator.close();
  const application = new URL(server.href);
  application.username = "cunqing_app";
  application.password = "only-for-tests";
  const redis = process.env.REDIS_URL;
  return {
    env: { DATABASE_URL: application.href, DATABASE_MIGRATOR_URL: server.href, ...(redis ? { REDIS_URL: redis } : {}) },
    async drop() {
      const again = openDatabase({ url: server.href });
      await again.change({ text: `DROP DATABASE ${name}`, values: [] });
      await again.close();
    },
  };
}
