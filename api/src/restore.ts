import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { loadCounty, settingsFromEnvironment } from "@cunqing/config";
import { readLastCheckpoint } from "./boot/backup/last-checkpoint.ts";
import { restoreBackup } from "./boot/backup/restore-backup.ts";
import { RestoreRefused } from "./boot/backup/restore-refused.ts";
import { migrate } from "./boot/migrate.ts";
import { openRecordSigner } from "./boot/record-signer.ts";
import { openDatabase } from "./kernel/database.ts";

/**
 * `npm run restore -- <folder> --last-checkpoint FILE|URL|unknown`: brings a backup back into an empty database and says
 * in the record, signed, which positions were lost.
 */
const { positionals, values } = parseArgs({ allowPositionals: true, options: { "last-checkpoint": { type: "string" } } });
const [source] = positionals;
if (source === undefined || positionals.length > 1) {
  process.stderr.write("Usage: npm run restore -- <folder of the backup> --last-checkpoint FILE|URL|unknown\n");
  process.exit(2);
}
const settings = settingsFromEnvironment();
const county = loadCounty(settings.county);
mkdirSync(settings.dataDir, { recursive: true });
const db = openDatabase({ url: settings.database.kind === "sqlite" ? settings.database.file : settings.database.migratorUrl });
try {
  const lastCheckpoint = await readLastCheckpoint(values["last-checkpoint"], county);
  await migrate(db);
  const report = (line: string): void => void process.stdout.write(`  ${line}\n`);
  const { origin } = county.trail;
  const { signNote } = openRecordSigner(settings, county);
  const { manifest, epoch } = await restoreBackup({
    db,
    filesFolder: join(settings.dataDir, "files"),
    source,
    keys: { folder: settings.backup.keysDir, fieldKeys: settings.keys.field },
    report,
    epoch: { origin, lastCheckpoint, atMs: Date.now(), signNote },
  });
  process.stdout.write(`Restored the backup of ${manifest.madeAt}: ${manifest.tables.length} tables, ${manifest.fileCount} files\n`);
  process.stdout.write(`Epoch ${epoch.epoch} of the record begins at ${epoch.base_size}: ${lostWords(epoch.base_size, epoch.lost_size)}\n`);
} catch (error) {
  if (!(error instanceof RestoreRefused)) {
    throw error;
  }
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
} finally {
  await db.close();
}

function lostWords(base: number, lost: number | null): string {
  if (lost === null) {
    return "what was lost is not known";
  }
  return lost === base ? "no position was lost" : `positions ${base} to ${lost - 1} were lost`;
}
