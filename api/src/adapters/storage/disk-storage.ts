import { constants } from "node:fs";
import { copyFile, mkdir, open, opendir, rename, rm, stat, type FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { FileStorage } from "../../modules/files/index.ts";

/** Files on this machine's disk. A file is complete or absent: it is written beside its place and moved in. */
export function createDiskStorage(folder: string): FileStorage {
  const pathOf = (key: string): string => {
    if (!keyPattern.test(key)) {
      throw new Error("not a storage key");
    }
    const [area = "", name = ""] = key.split("/");
    return join(folder, area, name.slice(0, 2), name);
  };
  return {
    pathOf,
    put: (key, bytes) => moveIn(pathOf(key), (part) => writeNew(part, bytes)),
    // The temporary folder may be another disk, so it is copied and not moved.
    adopt: (key, source) => moveIn(pathOf(key), (part) => copyNew(part, source)),
    async open(key, range) {
      const handle = await openOrNothing(pathOf(key));
      if (!handle) {
        return undefined;
      }
      try {
        const { size } = await handle.stat();
        return { stream: handle.createReadStream(range), byteCount: size };
      } catch (error) {
        await handle.close();
        throw error;
      }
    },
    async remove(key) {
      await rm(pathOf(key), { force: true });
    },
    olderThan: (area, momentMs) => keysBefore(folder, area, momentMs),
  };
}

// What was left behind half-written can be listed and removed like any other.
const keyPattern = /^[a-z]+\/[A-Za-z0-9_-]{2,80}(?:\.part)?$/;

async function moveIn(path: string, write: (part: string) => Promise<void>): Promise<void> {
  const part = `${path}.part`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await write(part);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  // The row that names the file is written next, and must not outlive it in a power cut.
  await syncAndClose(await open(dirname(path), constants.O_RDONLY));
}

async function writeNew(part: string, bytes: Buffer): Promise<void> {
  const handle = await open(part, "w", 0o600);
  try {
    await handle.writeFile(bytes);
  } catch (error) {
    await handle.close();
    throw error;
  }
  await syncAndClose(handle);
}

async function copyNew(part: string, source: string): Promise<void> {
  await copyFile(source, part);
  await syncAndClose(await open(part, "r+"));
}

async function syncAndClose(handle: FileHandle): Promise<void> {
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function openOrNothing(path: string): Promise<FileHandle | undefined> {
  return open(path, "r").catch(nothingIfAbsent);
}

async function* keysBefore(folder: string, area: string, momentMs: number): AsyncIterable<string> {
  const top = await opendir(join(folder, area), { recursive: true }).catch(nothingIfAbsent);
  if (!top) {
    return;
  }
  for await (const entry of top) {
    const key = `${area}/${entry.name}`;
    if (entry.isFile() && keyPattern.test(key)) {
      // It may have been removed since the folder was read.
      const found = await stat(join(entry.parentPath, entry.name)).catch(nothingIfAbsent);
      if (found && found.mtimeMs < momentMs) {
        yield key;
      }
    }
  }
}

function nothingIfAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== "ENOENT") {
    throw error;
  }
  return undefined;
}
