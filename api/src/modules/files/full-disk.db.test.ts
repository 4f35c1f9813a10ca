import { execFileSync } from "node:child_process";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "../../kernel/sql.ts";
import { startApi, type Answer, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildPattern, buildPhoto } from "./media/testing/build-photo.ts";
import { filesOnDisk, upload } from "./testing/upload.ts";

// The kernel's own file size limit, set on this very process, plays the full disk: every write past it fails.
const limitFiles = (bytes: number | "unlimited"): void => {
  execFileSync("prlimit", ["--pid", String(process.pid), `--fsize=${bytes}:`]);
};

let world: World;
let api: TestApi;
beforeAll(async () => {
  // Always the embedded engine: MariaDB is another process, which the limit does not touch.
  world = await openWorld({ engine: "sqlite" });
  api = await startApi(world);
});
beforeEach(() => world.clock.advance(61_000));
afterEach(() => limitFiles("unlimited"));
afterAll(async () => {
  await api.close();
  await world.close();
});

async function sendTo(limit: number, photo: Buffer): Promise<Answer> {
  limitFiles(limit);
  try {
    return await upload(api, "/files/photos", photo);
  } finally {
    limitFiles("unlimited");
  }
}

const kept = async () => ({
  rows: (await world.deps.db.select(sql`SELECT id FROM files`)).length,
  entries: (await world.deps.db.select(sql`SELECT id FROM journal`)).length,
  files: filesOnDisk(world),
});

describe("when the disk is full", () => {
  it.each([
    ["while the upload comes in", 32_768, false],
    ["while the picture is stored", 262_144, true],
  ])("%s, the person is told so and nothing half done stays", async (_, limit, comesIn) => {
    // Encoded anew it is 1.5 MB: over both limits.
    const [before, photo] = [await kept(), await buildPattern(2048)];
    expect(photo.length < limit).toBe(comesIn);
    const answer = await sendTo(limit, photo);
    expect([answer.status, answer.body.code]).toEqual([507, "service.full"]);
    expect(await kept()).toEqual(before);
    expect((await upload(api, "/files/photos", photo)).status).toBe(200);
  });

  it("while the row is written, the stored bytes are taken back", async () => {
    const [before, photo] = [await kept(), await buildPhoto("jpeg")];
    const answer = await sendTo(16_384, photo);
    expect([answer.status, answer.body.code]).toEqual([507, "service.full"]);
    expect(await kept()).toEqual(before);
    expect((await upload(api, "/files/photos", photo)).status).toBe(200);
  });
});
