import { mkdirSync } from "node:fs";
import type { Settings } from "@cunqing/config";
import { openDatabase } from "../kernel/database.ts";
import { refuseUnfinishedRestore } from "./backup/unfinished-restore.ts";
import { migrate } from "./migrate.ts";
import { openDeps } from "./open-deps.ts";
import { seedAreas } from "./seed/areas.ts";
import { seedDemo } from "./seed/demo.ts";

/** Brings the database to this release's schema and the county's areas into it; in the demo also its people. */
export async function prepare(settings: Settings): Promise<void> {
  mkdirSync(settings.dataDir, { recursive: true });
  const { database } = settings;
  const migrator = openDatabase({ url: database.kind === "sqlite" ? database.file : database.migratorUrl });
  try {
    await migrate(migrator, applicationOf(settings));
    await refuseUnfinishedRestore(migrator);
  } finally {
    await migrator.close();
  }
  const opened = await openDeps(settings);
  try {
    await seedAreas(opened.deps);
    if (settings.demoPeople) {
      await seedDemo(opened.deps, settings.dataDir);
    }
  } finally {
    await opened.close();
  }
}

/** The application's own user gets its rights table by table, when it is another than the migrator. */
function applicationOf({ database }: Settings): { application?: { user: string; host: string } } {
  if (database.kind === "sqlite" || database.url === database.migratorUrl) {
    return {};
  }
  const host = new URL(database.url).hostname;
  return {
    application: {
      user: decodeURIComponent(new URL(database.url).username),
      // The server sees loopback callers by address; everybody else may come from any host of the network.
      host: host === "127.0.0.1" || host === "localhost" ? "127.0.0.1" : "%",
    },
  };
}
