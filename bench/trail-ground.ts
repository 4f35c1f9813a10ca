import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readSettings } from "@cunqing/config";
import type { AppDeps } from "../api/src/boot/compose.ts";
import { openDeps } from "../api/src/boot/open-deps.ts";
import type { Engine } from "../api/src/kernel/database.ts";
import { createTestDatabase } from "../api/src/testing/test-database.ts";

/** An empty database of its own for one measurement. MariaDB is looked for at MYSQL_URL. */
export async function onGround<T>(engine: Engine, measure: (deps: AppDeps) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "cunqing-bench-trail-"));
  const database = await createTestDatabase(folder, engine);
  const opened = await openDeps(readSettings({ ...database.env, MODE: "development", LOG_LEVEL: "warn", DATA_DIR: folder }));
  try {
    return await measure(opened.deps);
  } finally {
    await opened.close();
    await database.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}
