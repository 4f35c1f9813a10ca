import { accessSync, constants, existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";

/** The first of these programs on PATH, else in the folder the packages were unpacked into, else null. */
export function findProgram(names, unpacked) {
  const onPath = (process.env.PATH ?? "").split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  const found = [...onPath, ...names.map((name) => join("/usr/sbin", name))].find(isProgram);
  if (found !== undefined) {
    return { path: found, prefix: dirname(dirname(realpathSync(found))), env: {} };
  }
  if (unpacked === undefined) {
    return null;
  }
  const prefix = join(unpacked, "usr");
  const own = ["bin", "sbin"].flatMap((folder) => names.map((name) => join(prefix, folder, name))).find(isProgram);
  return own === undefined ? null : { path: own, prefix, env: { LD_LIBRARY_PATH: join(prefix, "lib", "x86_64-linux-gnu") } };
}

/** Servers of this kind refuse to run as root unless told that it is meant. */
export const asRoot = () => (process.getuid?.() === 0 ? ["--user=root"] : []);

function isProgram(path) {
  if (!existsSync(path)) {
    return false;
  }
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
