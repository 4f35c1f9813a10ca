import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder that holds `sql/` and `config/`: the bundle stands elsewhere than the source, so it is looked for upwards. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "sql", "migrations"))) {
    const parent = dirname(folder);
    if (parent === folder) {
      throw new Error("no sql/migrations above this file");
    }
    folder = parent;
  }
  return folder;
}
