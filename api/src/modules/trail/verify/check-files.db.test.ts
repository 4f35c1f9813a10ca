import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { buildPhoto } from "../../files/media/testing/build-photo.ts";
import { filesOnDisk, upload } from "../../files/testing/upload.ts";
import { startVerify, verifySettings, type VerifyEnd } from "./testing/run-verify.ts";
import { openTamperingWorld, type TamperingWorld } from "./testing/tampering-world.ts";

let it_: TamperingWorld;
let api: TestApi;

beforeAll(async () => {
  it_ = await openTamperingWorld();
  api = await startApi(it_.world);
});
afterAll(async () => {
  await api.close();
  await it_.close();
});

const verify = (...args: string[]): Promise<VerifyEnd> => startVerify(verifySettings(it_.world), ["--database", ...args]).ended;

it("the bytes of photos are held against the record: a bent one and a missing one are named, and a report says when none were read", async () => {
  expect((await verify()).out).toContain("没有核对：存放文件的目录不在");
  const { id, claim } = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
  await buildCase(it_.world, it_.wu, it_.world.areas.xikouVillage, { photos: [{ id, claim }] });
  await it_.world.settle();
  const good = await verify();
  expect([good.code, good.out.match(/照片和录音 +1 个/)?.length]).toEqual([0, 1]);
  for (const path of filesOnDisk(it_.world)) {
    const bytes = readFileSync(path);
    writeFileSync(path, Buffer.from(bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte))));
    const bent = await verify();
    expect([bent.code, bent.out.match(/file\.changed {2}照片/)?.length]).toEqual([1, 1]);
    rmSync(path);
    expect((await verify()).out).toContain("file.missing");
    const without = await verify("--no-files");
    expect([without.code, without.out.includes("没有核对：")]).toEqual([0, true]);
    writeFileSync(path, bytes);
  }
  expect((await verify()).code).toBe(0);
}, 120_000);
