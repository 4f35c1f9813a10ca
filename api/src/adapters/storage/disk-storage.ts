import { createReadStream } from "node:fs";
import { copyFile, mkdir, open, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStorage } from "../../modules/files/index.ts";

/** Files on this machine's disk. A file is complete or absent: it is written beside its place and moved in. */
export function createDiskStorage(folder: string): FileStorage {
  const pathOf = (key: string): string => {
    if (!/^[a-z]+\/[A-Za-z0-9_-]{2,80}$/.test(key)) {
      throw new Error("not a storage key");
    }
    const [area = "", name = ""] = key.split("/");
    return join(folder, area, name.slice(0, 2), name);
  };
  return {
    pathOf,
    async put(key, bytes) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const handle = await open(`${path}.part`, "w", 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } catch (error) {
        await rm(`${path}.part`, { force: true });
        throw error;
      } finally {
        await handle.close();
      }
      await rename(`${path}.part`, path);
    },
    async open(key) {
      const path = pathOf(key);
      const found = await stat(path).catch(() => undefined);
      return found && { stream: createReadStream(path), byteCount: found.size };
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
    async adopt(key, source) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      // The temporary folder may be another disk, so it is copied and not moved.
      await copyFile(source, `${path}.part`);
      await rename(`${path}.part`, path);
    },
  };
}
