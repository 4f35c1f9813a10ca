import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@cunqing/config";
import type { Engine } from "../kernel/database.ts";
import { readOnce } from "../kernel/journal/reader.ts";
import { sealOnce } from "../kernel/journal/sealer.ts";
import { compose, type AppDeps, type Composed } from "../boot/compose.ts";
import { openDeps } from "../boot/open-deps.ts";
import { createTestDatabase } from "./test-database.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";
import { seedTestAreas, type TestAreas } from "./test-areas.ts";
import { rowFaults } from "./row-guard.ts";
import { createWriteGuard } from "./write-guard.ts";

export interface World {
  readonly deps: AppDeps;
  readonly composed: Composed;
  readonly clock: TestClock;
  readonly areas: TestAreas;
  readonly folder: string;
  /** Opens the database with every right: as who migrates it, or who holds the machine. */
  readonly migratorUrl: string;
  /** Seals what waits, sealed entries with a leaf of padding and without waiting for their moment, lets every reader and loop run until all is quiet. */
  settle(): Promise<void>;
  /** Closes everything and fails the test if something was changed without a journal entry. */
  close(): Promise<void>;
}

export interface WorldOptions {
  /** For what only one engine does; otherwise the engine under test. */
  readonly engine?: Engine;
  /** Where the sandbox plays WeChat and the SMS gateway. */
  readonly sandboxUrl?: string;
  /** The test changes rows behind the journal's back; their commitments are not held against them at the end. */
  readonly isTampered?: boolean;
  readonly env?: Readonly<Record<string, string>>;
  /** Puts something between the application and its servers: receives their addresses, answers with others. */
  readonly reroute?: (env: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
}

/**
 * A small county on a real database: SQLite in a folder of its own, or with TEST_DATABASE=mysql a fresh database
 * on MYSQL_URL with Redis at REDIS_URL, where the application logs in as the user with the grants.
 */
export async function openWorld(options: WorldOptions = {}): Promise<World> {
  const folder = mkdtempSync(join(tmpdir(), "cunqing-"));
  const database = await createTestDatabase(folder, options.engine);
  const settings = readSettings({
    MODE: "test",
    DATA_DIR: folder,
    LOG_LEVEL: "silent",
    WECHAT_TEMPLATES: JSON.stringify({ case_progress: "sandbox-case-progress", case_result: "sandbox-case-result" }),
    ...(options.reroute ? options.reroute(database.env) : database.env),
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
    migratorUrl: database.migratorUrl,
    settle: () => settle(opened.deps, composed),
    async close() {
      const rowsAstray = options.isTampered === true ? [] : await rowFaults(database.migratorUrl, opened.deps.committedRows);
      await opened.close();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
      if (guard.faults.length > 0) {
        throw new Error(`changed without a journal entry:\n${guard.faults.join("\n")}`);
      }
      if (rowsAstray.length > 0) {
        throw new Error(`changed after the entry, or without one of its own subject:\n${rowsAstray.join("\n")}`);
      }
    },
  };
}

async function settle(deps: AppDeps, composed: Composed): Promise<void> {
  const never = new AbortController().signal;
  for (let turn = 0; turn < 200; turn += 1) {
    let moved = ((await sealOnce(deps, { isCoverNow: true })) ?? 0) > 0;
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
