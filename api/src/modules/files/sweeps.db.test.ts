import { existsSync, utimesSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { randomId } from "../../kernel/crypto/random.ts";
import { sql } from "../../kernel/sql.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildPhoto } from "./media/testing/build-photo.ts";
import { buildMp3 } from "./media/testing/build-voice.ts";
import { filesOnDisk, upload } from "./testing/upload.ts";

const hourMs = 3_600_000;
let world: World;
let api: TestApi;
beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
});
beforeEach(() => world.clock.advance(61_000));
afterAll(async () => {
  await api.close();
  await world.close();
});

const run = async (name: string): Promise<void> => {
  await world.composed.jobs.find((job) => job.name === name)?.run(new AbortController().signal);
};
const sendPhoto = async (): Promise<{ id: string; claim: string; url: string }> => (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
const isThere = async (id: string): Promise<boolean> => (await world.deps.db.select(sql`SELECT id FROM files WHERE public_id = ${id}`)).length > 0;

function report(photo: { id: string; claim: string }) {
  const body = { door: "report", categoryCode: "road", villageId: world.areas.xikouVillage.publicId, text: "路上有黄泥", isAnonymous: true, isPrivate: false };
  return api.post("/cases", { ...body, photos: [{ id: photo.id, claim: photo.claim }] }, { "idempotency-key": randomId() });
}

describe("uploads that nobody used", () => {
  it("go after a day with their bytes and without an entry; the used and the young stay", async () => {
    const [unused, used] = [await sendPhoto(), await sendPhoto()];
    const voice = (await upload(api, "/files/voices", buildMp3(100))).body;
    expect((await report(used)).status).toBe(200);
    world.clock.advance(23 * hourMs);
    const young = await sendPhoto();
    await run("unused-files");
    expect(await isThere(unused.id)).toBe(true);

    world.clock.advance(hourMs + 1000);
    await run("unused-files");
    expect([await isThere(unused.id), await isThere(voice.id), await isThere(used.id), await isThere(young.id)]).toEqual([false, false, true, true]);
    const left = filesOnDisk(world).join("\n");
    expect([unused.id, voice.id, used.id, young.id].map((id) => left.includes(id))).toEqual([false, false, true, true]);
    expect(await world.deps.db.select(sql`SELECT id FROM journal WHERE subject_public_id IN (${unused.id}, ${voice.id})`)).toEqual([]);
    expect((await report(unused)).body.code).toBe("file.not_found");
  });

  it("are either attached or removed, never both, when both happen at once", async () => {
    for (let round = 0; round < 5; round += 1) {
      const photo = await sendPhoto();
      world.clock.advance(25 * hourMs);
      const [answer] = await Promise.all([report(photo), run("unused-files")]);
      expect([answer.status === 200, existsSync(world.deps.storage.pathOf(`photos/${photo.id}`))]).toEqual([await isThere(photo.id), await isThere(photo.id)]);
    }
  });
});

describe("bytes that no row names", () => {
  it("are swept when they are old, half-written ones too; what a row names stays however old", async () => {
    const named = await sendPhoto();
    const { storage } = world.deps;
    const [old, young] = [`photos/${randomId()}`, `thumbnails/${randomId()}`];
    await storage.put(old, Buffer.from("x"));
    await storage.put(young, Buffer.from("x"));
    const half = `${storage.pathOf(`voices/${randomId()}`)}.part`;
    await storage.put(`voices/${half.slice(-27, -5)}`, Buffer.from("x"));
    writeFileSync(half, "x");
    const now = world.clock.now();
    const age = (path: string, hours: number): void => utimesSync(path, (now - hours * hourMs) / 1000, (now - hours * hourMs) / 1000);
    for (const path of [storage.pathOf(old), half, storage.pathOf(`photos/${named.id}`), storage.pathOf(`thumbnails/${named.id}`)]) {
      age(path, 49);
    }
    for (const path of [storage.pathOf(young), half.slice(0, -5)]) {
      age(path, 47);
    }
    await run("orphan-files");
    expect([storage.pathOf(old), half, storage.pathOf(young), half.slice(0, -5)].map((path) => existsSync(path))).toEqual([false, false, true, true]);
    expect((await fetch(new URL(named.url, api.url))).status).toBe(200);
  });
});
