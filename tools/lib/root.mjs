import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

/** The repository. Everything these tools write lies below it. */
export const root = resolve(import.meta.dirname, "../..");

/** A folder below .cache, made when missing. */
export function cacheFolder(...names) {
  const folder = join(root, ".cache", ...names);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A package's command, by absolute path: npx would search, and might download. */
export const bin = (name) => join(root, "node_modules", ".bin", name);
