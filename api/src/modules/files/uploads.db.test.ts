import { request as openRequest } from "node:http";
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, readlinkSync } from "node:fs";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { limits } from "@cunqing/contract";
import { randomId } from "../../kernel/crypto/random.ts";
import { sql } from "../../kernel/sql.ts";
import { buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { heicSample } from "./media/testing/heic-sample.ts";
import { buildHugePng, buildPhoto, buildZipEnd } from "./media/testing/build-photo.ts";
import { buildM4a, buildMp3, buildWav } from "./media/testing/build-voice.ts";
import { filesOnDisk, upload } from "./testing/upload.ts";

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

const rowCount = async (): Promise<number> => (await world.deps.db.select(sql`SELECT id FROM files`)).length;

describe("a photo", () => {
  it("is kept without its place and device, with a row, and its claim is shown once", async () => {
    const exif = { IFD0: { Make: "XIAOMI" }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "29/1 2/1 3/1" } };
    const bytes = await sharp(await buildPhoto("jpeg", 3000, 1500)).withExif(exif).jpeg().toBuffer();
    const { status, body } = await upload(api, "/files/photos", bytes);
    expect([status, Object.keys(body).sort()]).toEqual([200, ["claim", "id", "thumbnailUrl", "url"]]);
    const row = await world.deps.db.selectOne<Record<string, unknown>>(sql`SELECT * FROM files WHERE public_id = ${body.id}`);
    expect(row).toMatchObject({ kind: "photo", mime: "image/jpeg", width: 2048, height: 1024, seconds: null, subject_id: null });
    expect(JSON.stringify(row)).not.toContain(body.claim);
    const stored = readFileSync(world.deps.storage.pathOf(`photos/${body.id}`));
    expect(stored.includes("XIAOMI")).toBe(false);
    expect(row).toMatchObject({ byte_count: stored.length, content_hash: createHash("sha256").update(stored).digest("hex") });
    expect((await sharp(world.deps.storage.pathOf(`thumbnails/${body.id}`)).metadata()).width).toBe(480);
  });

  it("has no entry of its own, even when somebody is signed in; the case that takes it commits to both its pictures", async () => {
    const headers = await signIn(world, await buildVillager(world, world.areas.zaoxi));
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(await buildPhoto("jpeg"))]), "a.jpg");
    const entryCount = async (): Promise<number> => (await world.deps.db.select(sql`SELECT id FROM journal`)).length;
    const before = await entryCount();
    const photo = (await (await fetch(`${api.url}/files/photos`, { method: "POST", headers, body: form })).json()) as { id: string; claim: string };
    const voice = (await upload(api, "/files/voices", buildMp3(100))).body;
    expect(await entryCount()).toBe(before);
    const body = { ...caseBody(), photos: [{ id: photo.id, claim: photo.claim }], voice: { id: voice.id, claim: voice.claim } };
    expect((await api.post("/cases", body, { "idempotency-key": randomId() })).status).toBe(200);
    const details = await world.deps.db.select<{ field: string; value: string }>(sql`
      SELECT field, value FROM journal_details
      WHERE journal_id = (SELECT MAX(id) FROM journal) AND field IN ('photos', 'thumbnails', 'voice') ORDER BY field`);
    const hashOf = (path: string): string => createHash("sha256").update(readFileSync(world.deps.storage.pathOf(path))).digest("hex");
    expect(details).toEqual([
      { field: "photos", value: JSON.stringify([hashOf(`photos/${photo.id}`)]) },
      { field: "thumbnails", value: JSON.stringify([hashOf(`thumbnails/${photo.id}`)]) },
      { field: "voice", value: JSON.stringify([hashOf(`voices/${voice.id}`)]) },
    ]);
  });

  it.each(["png", "webp"] as const)("may be a %s", async (format) => {
    expect((await upload(api, "/files/photos", await buildPhoto(format))).status).toBe(200);
  });

  it("may be a HEIC straight from an iPhone, whatever name it comes under", async () => {
    expect((await upload(api, "/files/photos", heicSample, { name: "IMG_0001.HEIC", type: "application/octet-stream" })).status).toBe(200);
  });

  it("goes into a case once, with its claim, and a wrong claim opens nothing", async () => {
    const { id, claim } = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    const report = (photo: object) => api.post("/cases", { ...caseBody(), photos: [photo] }, { "idempotency-key": randomId() });
    expect((await report({ id, claim: `${claim.slice(0, -1)}-` })).body.code).toBe("file.not_found");
    const { followCode } = (await report({ id, claim })).body;
    expect((await api.post("/cases/follow", { followCode })).body.photos).toMatchObject([{ id }]);
    expect((await report({ id, claim })).body.code).toBe("file.in_use");
  });

  it("comes with at most eight others: a hundred in one report are refused", async () => {
    const photos = Array.from({ length: 100 }, () => ({ id: randomId(), claim: "x" }));
    const { status, body } = await api.post("/cases", { ...caseBody(), photos }, { "idempotency-key": randomId() });
    expect([status, body.code, body.fields[0].path]).toEqual([400, "request.invalid", "photos"]);
  });
});

const caseBody = () => ({ door: "report", categoryCode: "road", villageId: world.areas.xikouVillage.publicId, text: "路上有黄泥", isAnonymous: true, isPrivate: false });

describe("what is no photo is refused in words, and nothing of it stays", () => {
  const script = Buffer.from("<!doctype html><script>alert(1)</script>".padEnd(200));
  const gif = Buffer.from("GIF89a".padEnd(100, "\0"), "latin1");
  const cases: [string, number, string, () => Buffer | Promise<Buffer>][] = [
    ["a ZIP", 415, "file.not_an_image", () => Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(60), buildZipEnd()])],
    ["a web page named .jpg", 415, "file.not_an_image", () => script],
    ["an SVG", 415, "file.not_an_image", () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ["a GIF that moves", 415, "file.not_an_image", () => gif],
    ["an empty file", 415, "file.not_an_image", () => Buffer.alloc(0)],
    ["a photo that is a ZIP too", 422, "file.polyglot", async () => Buffer.concat([await buildPhoto("jpeg"), buildZipEnd()])],
    ["a photo that is a web page too", 422, "file.polyglot", async () => Buffer.concat([await buildPhoto("jpeg"), script])],
    ["a small file that unpacks to gigabytes", 422, "file.bomb", () => buildHugePng(40_000, 20_000)],
    ["half a JPEG", 422, "file.broken", async () => (await buildPhoto("jpeg", 800, 600)).subarray(0, 1500)],
    ["a photo of 11 MB", 413, "file.too_large", async () => Buffer.concat([await buildPhoto("jpeg"), Buffer.alloc(11 * 1024 * 1024)])],
    ["a photo one byte too large", 413, "file.too_large", async () => padded(await buildPhoto("jpeg"), limits.photoBytesMax + 1)],
  ];
  it.each(cases)("%s", async (_, status, code, build) => {
    const [rows, files] = [await rowCount(), filesOnDisk(world)];
    const answer = await upload(api, "/files/photos", await build());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect([await rowCount(), filesOnDisk(world)]).toEqual([rows, files]);
  });

  it("a photo of exactly the limit is not too large", async () => {
    expect((await upload(api, "/files/photos", padded(await buildPhoto("jpeg"), limits.photoBytesMax))).status).toBe(200);
  });

  const padded = (bytes: Buffer, length: number): Buffer => Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
});

describe("a voice note", () => {
  it.each([
    ["mp3", "audio/mpeg", () => buildMp3(100), 4],
    ["m4a", "audio/mp4", () => buildM4a({ frameCount: 47 }), 3],
    ["wav", "audio/wav", () => buildWav(2), 2],
  ] as const)("as %s is kept with its length", async (_, mime, build, seconds) => {
    const { status, body } = await upload(api, "/files/voices", build(), { name: "说一句.mp3" });
    expect([status, body.seconds, Object.keys(body).sort()]).toEqual([200, seconds, ["claim", "id", "seconds", "url"]]);
    expect(await world.deps.db.selectOne(sql`SELECT kind, mime, seconds FROM files WHERE public_id = ${body.id}`)).toEqual({ kind: "voice", mime, seconds });
  });

  it.each([
    ["a photo", 415, "file.not_a_voice_note", () => buildPhoto("jpeg")],
    ["more than a minute", 422, "file.voice_too_long", () => buildMp3(2000)],
    ["a recording with a web page in it", 422, "file.polyglot", () => withPage(buildWav(2))],
    ["more than 2 MB", 413, "file.too_large", () => Buffer.alloc(limits.voiceBytesMax + 1)],
  ] as const)("%s is refused", async (_, status, code, build) => {
    const answer = await upload(api, "/files/voices", await build());
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  const withPage = (recording: Buffer): Buffer => Buffer.from(recording).fill("<script>", 1000, 1008);

  it("in a format that few phones play is refused with a way out", async () => {
    const { body } = await upload(api, "/files/voices", Buffer.from("\u001aE\u00df\u00a3".padEnd(100, "\0"), "latin1"), { type: "audio/webm" });
    expect([body.code, body.facts.help]).toEqual(["file.not_a_voice_note", expect.stringContaining("录音按钮")]);
  });
});

describe("a body that is no upload", () => {
  const post = async (contentType: string, body: string) => {
    const response = await fetch(`${api.url}/files/photos`, { method: "POST", headers: { "content-type": contentType }, body });
    return [response.status, ((await response.json()) as { code: string }).code];
  };

  it.each([
    ["JSON", "application/json", "{}", [415, "request.unsupported_type"]],
    ["multipart without a boundary", "multipart/form-data", "x", [400, "request.malformed"]],
    ["multipart that breaks off", "multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc', [400, "request.malformed"]],
    ["an empty multipart", "multipart/form-data; boundary=b", "--b--\r\n", [400, "request.invalid"]],
    ["words where the file should be", "multipart/form-data; boundary=b", '--b\r\nContent-Disposition: form-data; name="file"\r\n\r\nabc\r\n--b--\r\n', [400, "request.invalid"]],
  ])("%s is refused", async (_, contentType, body, expected) => {
    expect(await post(contentType, body)).toEqual(expected);
  });

  it("under another name than `file` is refused", async () => {
    const { status, body } = await upload(api, "/files/photos", await buildPhoto("jpeg"), { part: "photo" });
    expect([status, body.code, body.fields[0].path]).toEqual([400, "request.invalid", "file"]);
  });

  it("cut off by a lost connection leaves nothing behind, and the next one is served", async () => {
    const before = [await rowCount(), filesOnDisk(world)];
    await sendHalf();
    await expect.poll(() => filesOnDisk(world)).toEqual(before[1]);
    expect(openButGone()).toEqual([]);
    expect(await rowCount()).toBe(before[0]);
    expect((await upload(api, "/files/photos", await buildPhoto("jpeg"))).status).toBe(200);
  });

  /** Files that were removed and are still open: their bytes would stay on the disk unseen. */
  const openButGone = (): string[] =>
    readdirSync("/proc/self/fd").flatMap((fd) => {
      try {
        const target = readlinkSync(`/proc/self/fd/${fd}`);
        return target.includes(world.folder) && target.endsWith(" (deleted)") ? [target] : [];
      } catch {
        // The one that listed the folder.
        return [];
      }
    });

  /** Sends the beginning of a photo until it lies in the temporary folder, then hangs up. */
  async function sendHalf(): Promise<void> {
    const sending = openRequest(`${api.url}/files/photos`, {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b", "content-length": "1000000" },
    });
    sending.on("error", () => undefined);
    sending.write('--b\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\n\r\n');
    sending.write(Buffer.alloc(300_000, 1));
    await expect.poll(() => filesOnDisk(world).filter((path) => path.includes("/tmp/") && !path.includes("/files/")).length).toBeGreaterThan(0);
    sending.destroy();
  }
});

it("many phones at once are all served", async () => {
  const photo = await buildPhoto("jpeg", 1200, 900);
  const answers = await Promise.all(Array.from({ length: 20 }, () => upload(api, "/files/photos", photo)));
  expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(20);
});
