import { join } from "node:path";
import type { World } from "../../../testing/world.ts";
import type { BackupOrder } from "../make-backup.ts";

/** What `npm run backup` and `npm run restore` take from the settings, for this world. */
export function backupParts({ composed, folder }: Pick<World, "composed" | "folder">): Pick<BackupOrder, "personalData" | "keys"> {
  return { personalData: composed.personalData, keys: { folder: join(folder, "backup-keys"), fieldKeys: [{ id: "test", key: Buffer.alloc(32, 7) }] } };
}
