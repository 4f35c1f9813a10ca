import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildPhoto } from "./media/testing/build-photo.ts";
import { buildMp3 } from "./media/testing/build-voice.ts";
import { upload } from "./testing/upload.ts";

let world: World;
let api: TestApi;
let wu: VillagerActor;
beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  wu = await buildVillager(world, world.areas.xikouVillage);
});
beforeEach(() => world.clock.advance(61_000));
afterAll(async () => {
  await api.close();
  await world.close();
});

const fetchAt = (address: string, init: RequestInit = {}): Promise<Response> => fetch(new URL(address, api.url), init);

/** The whole of a refusal, but for what differs every time. */
async function refusalAt(address: string): Promise<unknown> {
  const response = await fetchAt(address);
  const { requestId: _, ...body } = (await response.json()) as Record<string, unknown>;
  const headers = Object.fromEntries([...response.headers].filter(([name]) => !["x-request-id", "date"].includes(name)));
  return { status: response.status, body, headers };
}

describe("a photo's address", () => {
  it("gives the picture in both sizes, as nothing but a picture", async () => {
    const { url, thumbnailUrl } = (await upload(api, "/files/photos", await buildPhoto("png", 1000, 500))).body;
    for (const [address, width] of [[url, 1000], [thumbnailUrl, 480]]) {
      const response = await fetchAt(address);
      const bytes = Buffer.from(await response.arrayBuffer());
      expect([response.status, (await sharp(bytes).metadata()).width]).toEqual([200, width]);
      expect(Object.fromEntries(response.headers)).toMatchObject({
        "content-type": "image/jpeg",
        "content-length": String(bytes.length),
        "content-disposition": "inline",
        "content-security-policy": "default-src 'none'",
        "cache-control": "private, max-age=900",
        "x-content-type-options": "nosniff",
      });
    }
  });

  it("answers HEAD with the same headers and no bytes", async () => {
    const { url } = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    const [head, whole] = [await fetchAt(url, { method: "HEAD" }), await fetchAt(url)];
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, whole.headers.get("content-length"), ""]);
    await whole.arrayBuffer();
  });

  it("that is forged, edited, expired or of nothing gets one and the same answer", async () => {
    const mine = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    const other = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    const voice = (await upload(api, "/files/voices", buildMp3(100))).body;
    const until = world.clock.now() + 60_000;
    const sign = (path: string, end = until, scope = "file"): string => world.deps.urls.sign(path, end, scope);
    const good: string = mine.url;
    const missing = await refusalAt(sign(`/api/files/${randomId()}/full`));
    expect(missing).toMatchObject({ status: 404, body: { code: "file.not_found" }, headers: { "cache-control": "no-store" } });
    const bad: Record<string, string> = {
      "another's id": good.replace(mine.id, other.id),
      "another size": good.replace("/full?", "/thumbnail?"),
      "no signature": good.replace(/\?.*/, ""),
      "an empty signature": good.replace(/sig=.*/, "sig="),
      "a letter changed": good.replace(/sig=./, (start) => (start === "sig=A" ? "sig=B" : "sig=A")),
      "a later end": good.replace(/until=\d+/, `until=${until + 1}`),
      "one more value": `${good}&x=1`,
      "an id in another spelling": good.replace(mine.id, `%${mine.id.charCodeAt(0).toString(16)}${mine.id.slice(1)}`),
      "signed for another purpose": sign(`/api/files/${mine.id}/full`, until, "session"),
      "run out": sign(`/api/files/${mine.id}/full`, world.clock.now() - 1),
      "a size that there is not": sign(`/api/files/${mine.id}/original`),
      "a recording's picture": sign(`/api/files/${voice.id}/thumbnail`),
    };
    for (const [what, address] of Object.entries(bad)) {
      expect([what, await refusalAt(address)]).toEqual([what, missing]);
    }
    expect((await fetchAt(good)).status).toBe(200);
  });

  it("ends by itself", async () => {
    const { url } = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    world.clock.advance(30 * 60_000 + 1);
    expect((await fetchAt(url)).status).toBe(404);
  });
});

describe("a private case's photo", () => {
  it("is reached by its reporter's address alone, not by knowing its id and not by editing another's", async () => {
    const as = { wu: await signIn(world, wu), neighbour: await signIn(world, await buildVillager(world, world.areas.xikouVillage, "邻居")) };
    const { id, claim } = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    const body = { door: "report", categoryCode: "road", villageId: world.areas.xikouVillage.publicId, text: "不想让人知道", isAnonymous: false, isPrivate: true };
    const made = await api.post("/cases", { ...body, photos: [{ id, claim }] }, { ...as.wu, "idempotency-key": randomId() });
    const caseId: string = made.body.case.id;

    const [photo] = (await api.get(`/cases/${caseId}`, as.wu)).body.photos;
    expect((await fetchAt(photo.url)).status).toBe(200);
    expect((await api.get(`/cases/${caseId}`, as.neighbour)).status).toBe(404);

    const own = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
    const missing = await refusalAt(`/api/files/${randomId()}/full?until=${world.clock.now() + 60_000}&sig=${"A".repeat(43)}`);
    for (const address of [own.url.replace(own.id, id), own.thumbnailUrl.replace(own.id, id), `/api/files/${id}/full`]) {
      expect(await refusalAt(address)).toEqual(missing);
      const signedIn = await fetchAt(address, { headers: as.neighbour });
      expect(signedIn.status).toBe(404);
    }
  });
});

describe("a voice note", () => {
  it("is played by stretches", async () => {
    const { url, id } = (await upload(api, "/files/voices", buildMp3(200, 3))).body;
    const whole = await fetchAt(url);
    const bytes = Buffer.from(await whole.arrayBuffer());
    expect([whole.status, whole.headers.get("accept-ranges"), whole.headers.get("content-type")]).toEqual([200, "bytes", "audio/mpeg"]);
    for (const [range, start, end] of [["bytes=0-1", 0, 1], ["bytes=100-", 100, bytes.length - 1], ["bytes=-7", bytes.length - 7, bytes.length - 1]] as const) {
      const part = await fetchAt(url, { headers: { range } });
      expect([part.status, part.headers.get("content-range")]).toEqual([206, `bytes ${start}-${end}/${bytes.length}`]);
      expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(start, end + 1));
    }
    const beyond = await fetchAt(url, { headers: { range: `bytes=${bytes.length}-` } });
    expect([beyond.status, beyond.headers.get("content-range"), await beyond.text()]).toEqual([416, `bytes */${bytes.length}`, ""]);
    const older = await fetchAt(url, { headers: { range: "bytes=0-1", "if-range": '"x"' } });
    expect([older.status, (await older.arrayBuffer()).byteLength]).toEqual([200, bytes.length]);
    await world.deps.storage.remove(`voices/${id}`);
    expect((await fetchAt(url)).status).toBe(404);
  });
});
