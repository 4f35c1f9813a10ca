import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder, root } from "./root.mjs";

const madeFolders = new Set(["node_modules", "dist", ".cache", ".data", ".swc"]);

/** One number for everything that goes into a part: the files' names and contents, and the Node that builds it. */
export function fingerprint(paths, extra = "") {
  const hash = createHash("sha256");
  hash.update(`${process.version} ${process.platform} ${process.arch} ${extra}\n`);
  for (const path of paths.flatMap((start) => filesBelow(start)).sort()) {
    hash.update(`${path}\n`);
    hash.update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}

/** Is what was made under this name still what these contents give? */
export function isFresh(name, print, result) {
  const file = stampFile(name);
  return existsSync(join(root, result)) && existsSync(file) && readFileSync(file, "utf8") === print;
}

/** Taken away before the work begins, so that half-done work never passes for done. */
export const removeStamp = (name) => rmSync(stampFile(name), { force: true });

export const writeStamp = (name, print) => writeFileSync(stampFile(name), print);

const stampFile = (name) => join(cacheFolder("stamps"), name);

function filesBelow(path) {
  const whole = join(root, path);
  if (!existsSync(whole)) {
    return [];
  }
  if (!statSync(whole).isDirectory()) {
    return [path];
  }
  return readdirSync(whole)
    .filter((name) => !madeFolders.has(name))
    .flatMap((name) => filesBelow(join(path, name)));
}
