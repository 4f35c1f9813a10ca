import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import sharp from "sharp";
import { afterAll, beforeAll, expect, it } from "vitest";
import { fromBuffer, type Entry, type ZipFile } from "yauzl";
import { buildStaff } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { openCaseVillage, type CaseVillage } from "../../cases/testing/case-village.ts";
import { upload } from "../../files/testing/upload.ts";
import { writeZip } from "../dossier/write-zip.ts";
import { trustOf } from "../testing/test-witness.ts";
import { startVerify, type VerifyEnd } from "./testing/run-verify.ts";

/** Ends the program the moment it wants to speak to anybody, or to look up where he is. */
const noNetwork = `data:text/javascript,${encodeURIComponent(`
  import net from "node:net";
  import dns from "node:dns";
  const end = () => { process.stderr.write("it asked the network"); process.exit(99); };
  net.Socket.prototype.connect = end;
  dns.lookup = end;
`)}`;

let village: CaseVillage;
let parts: ReadonlyMap<string, Buffer>;
beforeAll(async () => {
  village = await openCaseVillage();
  const { world, wu, api } = village;
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: { r: 90, g: 120, b: 40 } } }).jpeg().toBuffer();
  const { body: photo } = await upload(api, "/files/photos", bytes);
  const caseId = await buildCase(world, wu, world.areas.xikouVillage, { photos: [photo] });
  await village.finish(caseId);
  await world.settle();
  const officer = await signIn(world, await buildStaff(world, "county_supervisor", world.areas.county, "督查员"));
  const answer = await fetch(`${api.url}/cases/${caseId}/dossier`, { method: "POST", headers: { "content-type": "application/json", ...officer }, body: JSON.stringify({ reason: "县里督查需要" }) });
  const archive = Buffer.from(await answer.arrayBuffer());
  await writeFile(inFolder("卷宗.zip"), archive);
  await writeFile(inFolder("keys.json"), JSON.stringify(trustOf(world)));
  parts = await unpacked(archive);
});
afterAll(() => village.close());

const inFolder = (name: string): string => join(village.world.folder, name);
const nameLike = (pattern: RegExp): string => [...parts.keys()].find((name) => pattern.test(name)) ?? "";

function unpacked(archive: Buffer): Promise<Map<string, Buffer>> {
  const bytesOf = (zip: ZipFile, entry: Entry) => new Promise<[string, Buffer]>((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(error) : resolve(buffer(stream).then((bytes) => [entry.fileName, bytes]))));
  });
  return new Promise((resolve, reject) => {
    fromBuffer(archive, (error, zip) => {
      if (error) {
        reject(error);
        return;
      }
      const found: Promise<[string, Buffer]>[] = [];
      zip.on("entry", (entry) => found.push(bytesOf(zip, entry)));
      zip.once("end", () => resolve(Promise.all(found).then((pairs) => new Map(pairs))));
    });
  });
}

/** On a machine that has this file and the public keys, and neither our database nor a network. */
async function verifyOffline(file: string): Promise<VerifyEnd> {
  const nowhere = inFolder("nowhere");
  const end = await startVerify({ DATA_DIR: nowhere }, ["--dossier", file, "--keys", inFolder("keys.json")], [noNetwork]).ended;
  expect([existsSync(nowhere), end.err]).toEqual([false, ""]);
  return end;
}

/** The same archive with one bit of one part turned. */
async function bent(name: string): Promise<string> {
  const bytes = Buffer.from(parts.get(name) ?? []);
  const at = Math.floor(bytes.length / 2);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  const file = inFolder("bent.zip");
  await writeFile(file, await writeZip([...parts].map(([part, kept]) => ({ name: part, bytes: part === name ? bytes : kept })), Date.now()));
  return file;
}

it("an archive that left the office passes on a machine without database and network", async () => {
  expect((await startVerify({}, ["--url", village.api.url, "--keys", inFolder("keys.json")], [noNetwork]).ended).code, "the guard bites").toBe(99);
  const { code, out } = await verifyOffline(inFolder("卷宗.zip"));
  expect([code, out]).toEqual([0, expect.stringContaining("结论：没有发现改动。")]);
  expect(out).toMatch(/留痕 5 条，内容 \d+ 项，文件 \d+ 个/);
});

it("one byte of an entry is found and the entry named", async () => {
  const name = nameLike(/^entries\/\d+\.json$/);
  const { code, out } = await verifyOffline(await bent(name));
  expect([code, out]).toEqual([1, expect.stringContaining(`文件 ${name} 被改过`)]);
  expect(out).toMatch(new RegExp(`\\[第 ${/\d+/.exec(name)?.[0]} 条\\] entry\\.`));
});

it("one byte of a photo is found, also in the archive's raw bytes, and the photo named", async () => {
  const name = nameLike(/^photos\//);
  const { code, out } = await verifyOffline(await bent(name));
  expect([code, out]).toEqual([1, expect.stringContaining(`文件 ${name} 被改过`)]);
  const raw = await readFile(inFolder("卷宗.zip"));
  const photo = parts.get(name) ?? Buffer.alloc(0);
  const at = raw.indexOf(photo) + 40;
  raw.writeUInt8(raw.readUInt8(at) ^ 1, at);
  await writeFile(inFolder("raw.zip"), raw);
  expect(await verifyOffline(inFolder("raw.zip"))).toMatchObject({ code: 1, out: expect.stringContaining(`文件 ${name} 被改过`) });
});

it("one byte of the signed head is found", async () => {
  const { code, out } = await verifyOffline(await bent("checkpoint.txt"));
  expect([code, out]).toEqual([1, expect.stringContaining("checkpoint.wrong")]);
});

it("the keys of another county's record vouch for nothing", async () => {
  await writeFile(inFolder("keys.json"), JSON.stringify({ ...trustOf(village.world), origin: "another.example/record" }));
  expect((await verifyOffline(inFolder("卷宗.zip"))).code).toBe(1);
});
