import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrate } from "../boot/migrate.ts";
import { randomId } from "../kernel/crypto/random.ts";
import { openDatabase, type Engine } from "../kernel/database.ts";

export interface TestDatabase {
  /** What the application's settings need to open it. */
  readonly env: Readonly<Record<string, string>>;
  /** Opens it with every right. */
  readonly migratorUrl: string;
  drop(): Promise<void>;
}

/** A migrated, empty database: an SQLite file, or with TEST_DATABASE=mysql a new one on MYSQL_URL. */
export function createTestDatabase(folder: string = mkdtempSync(join(tmpdir(), "cunqing-db-")), engine: Engine = engineUnderTest()): Promise<TestDatabase> {
  return engine === "mysql" ? createMysql() : createSqlite(folder);
}

const engineUnderTest = (): Engine => (process.env.TEST_DATABASE === "mysql" ? "mysql" : "sqlite");

async function createSqlite(folder: string): Promise<TestDatabase> {
  const migratorUrl = join(folder, "cunqing.sqlite");
  const db = openDatabase({ url: migratorUrl });
  await migrate(db);
  await db.close();
  return { env: {}, migratorUrl, drop: async () => rmSync(folder, { recursive: true, force: true }) };
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
    migratorUrl: server.href,
    env: { DATABASE_URL: application.href, DATABASE_MIGRATOR_URL: server.href, ...(redis ? { REDIS_URL: redis } : {}) },
    async drop() {
      const again = openDatabase({ url: server.href });
      await again.change({ text: `DROP DATABASE ${name}`, values: [] });
      await again.close();
    },
  };
}
