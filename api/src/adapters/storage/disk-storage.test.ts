import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { FileStorage } from "../../modules/files/index.ts";
import { createDiskStorage } from "./disk-storage.ts";

let folder: string;
let storage: FileStorage;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "cunqing-storage-"));
  storage = createDiskStorage(folder);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const written = (): string[] => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => entry.name);

async function keysBefore(momentMs: number): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of storage.olderThan("photos", momentMs)) {
    keys.push(key);
  }
  return keys.sort();
}

test("what is put is read back, whole or by a stretch, until it is removed", async () => {
  await storage.put("photos/abcdef", Buffer.from("0123456789"));
  const whole = await storage.open("photos/abcdef");
  expect([whole?.byteCount, whole && (await buffer(whole.stream)).toString()]).toEqual([10, "0123456789"]);
  const stretch = await storage.open("photos/abcdef", { start: 2, end: 4 });
  expect([stretch?.byteCount, stretch && (await buffer(stretch.stream)).toString()]).toEqual([10, "234"]);
  await storage.remove("photos/abcdef");
  expect(await storage.open("photos/abcdef")).toBeUndefined();
  await storage.remove("photos/abcdef");
});

test.each(["../secret", "photos/../../secret", "photos/a/b", "/etc/passwd", "photos/..", "photos/ab.jpg", "photos/", "Photos/abc", "photos/ab\0c"])(
  "%j is no key",
  async (key) => {
    await expect(storage.open(key)).rejects.toThrow("not a storage key");
    expect(() => storage.pathOf(key)).toThrow("not a storage key");
  },
);

test("a copy that fails leaves nothing half-written", async () => {
  await expect(storage.adopt("rolls/abcdef", join(folder, "absent"))).rejects.toThrow("ENOENT");
  expect(written()).toEqual([]);
});

test("a temporary file is taken in whole and stays where it was", async () => {
  const source = join(folder, "upload");
  writeFileSync(source, "名册");
  await storage.adopt("rolls/abcdef", source);
  const found = await storage.open("rolls/abcdef");
  expect(found && (await buffer(found.stream)).toString()).toBe("名册");
  expect(written().sort()).toEqual(["abcdef", "upload"]);
});

test("old keys are listed, half-written ones too, and can be removed; young ones are not", async () => {
  for (const key of ["photos/old000", "photos/young0", "photos/half00"]) {
    await storage.put(key, Buffer.from("x"));
  }
  writeFileSync(`${storage.pathOf("photos/half00")}.part`, "x");
  for (const path of [storage.pathOf("photos/old000"), `${storage.pathOf("photos/half00")}.part`]) {
    utimesSync(path, 1000, 1000);
  }
  const keys = await keysBefore(2_000_000);
  expect(keys).toEqual(["photos/half00.part", "photos/old000"]);
  await Promise.all(keys.map((key) => storage.remove(key)));
  expect(written().sort()).toEqual(["half00", "young0"]);
});

test("a folder that was never written to has no keys", async () => {
  expect(await keysBefore(Date.now())).toEqual([]);
});
