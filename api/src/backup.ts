import { join } from "node:path";
import { settingsFromEnvironment } from "@cunqing/config";
import { makeBackup } from "./boot/backup/make-backup.ts";
import { compose } from "./boot/compose.ts";
import { openDeps } from "./boot/open-deps.ts";

/** `npm run backup -- [folder]`: a whole and checked copy of the county, while it goes on working. */
const settings = settingsFromEnvironment();
const target = process.argv[2] ?? join(settings.dataDir, "backups", new Date().toISOString().replace(/[:.]/g, "-"));
const opened = await openDeps(settings);
try {
  const report = (line: string): void => void process.stdout.write(`  ${line}\n`);
  const manifest = await makeBackup({
    db: opened.deps.db,
    county: settings.county,
    filesFolder: join(settings.dataDir, "files"),
    target,
    personalData: compose(opened.deps).personalData,
    keys: { folder: settings.backup.keysDir, fieldKeys: settings.keys.field },
    report,
  });
  process.stdout.write(`Backed up ${manifest.tables.length} tables and ${manifest.fileCount} files to ${target}\n`);
  process.stdout.write(`The keys that open it are in ${settings.backup.keysDir}: keep only the newest file, and not beside the backups.\n`);
} finally {
  await opened.close();
}
