import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { settingsFromEnvironment } from "@cunqing/config";
import { restoreBackup, RestoreRefused } from "./boot/backup/restore-backup.ts";
import { migrate } from "./boot/migrate.ts";
import { openDatabase } from "./kernel/database.ts";

/** `npm run restore -- <folder>`: brings a backup back into an empty database. */
const source = process.argv[2];
if (source === undefined) {
  process.stderr.write("Usage: npm run restore -- <folder of the backup>\n");
  process.exit(2);
}
const settings = settingsFromEnvironment();
mkdirSync(settings.dataDir, { recursive: true });
const db = openDatabase({ url: settings.database.kind === "sqlite" ? settings.database.file : settings.database.migratorUrl });
try {
  await migrate(db);
  const report = (line: string): void => void process.stdout.write(`  ${line}\n`);
  const manifest = await restoreBackup({ db, filesFolder: join(settings.dataDir, "files"), source, report });
  process.stdout.write(`Restored the backup of ${manifest.madeAt}: ${manifest.tables.length} tables, ${manifest.fileCount} files\n`);
} catch (error) {
  if (!(error instanceof RestoreRefused)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await db.close();
}
