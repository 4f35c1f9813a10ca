import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { startSandbox, type Sandbox } from "@cunqing/sandbox";
import { afterAll, beforeAll, expect, it } from "vitest";
import yauzl from "yauzl";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { createCopies } from "./copies.ts";
import { seedPerson, staffWords, words, type Person } from "../testing/seed-person.ts";

let sandbox: Sandbox;
let world: World;
let api: TestApi;
let person: Person;
const phone = "19900777125";

beforeAll(async () => {
  let now = Date.now;
  sandbox = await startSandbox({ clock: () => now() });
  world = await openWorld({ sandboxUrl: sandbox.url });
  now = world.clock.now;
  api = await startApi(world);
  person = await seedPerson(world, api, sandbox, phone);
});
afterAll(async () => {
  await api.close();
  await world.close();
  await sandbox.close();
});

async function unzip(bytes: Buffer): Promise<Map<string, Buffer>> {
  const zip = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(bytes, { lazyEntries: true });
  const found = new Map<string, Buffer>();
  const openStream = promisify(zip.openReadStream.bind(zip)) as (entry: yauzl.Entry) => Promise<NodeJS.ReadableStream>;
  await new Promise<void>((resolve, reject) => {
    zip.on("entry", (entry: yauzl.Entry) => {
      openStream(entry).then(buffer).then((content) => (found.set(entry.fileName, content), zip.readEntry()), reject);
    });
    zip.on("end", resolve);
    zip.readEntry();
  });
  return found;
}

async function copy(): Promise<Map<string, Buffer>> {
  const response = await fetch(`${api.url}/me/copy`, { headers: person.headers });
  expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect(decodeURIComponent(response.headers.get("content-disposition") ?? "")).toContain("我的资料-2026-11-23.zip");
  return unzip(Buffer.from(await response.arrayBuffer()));
}

it("a copy holds what I said and sent, to read and for machines, with my pictures and my voice", async () => {
  const files = await copy();
  expect([...files.keys()].filter((name) => !name.includes("/"))).toEqual(["我的资料.html", "data.json"]);
  const data = JSON.parse(files.get("data.json")?.toString() ?? "");
  const page = files.get("我的资料.html")?.toString() ?? "";
  for (const said of [phone, words.name, words.publicText, words.place, words.privateText, words.ratingWords]) {
    expect([said, JSON.stringify(data.data).includes(said), page.includes(said)]).toEqual([said, true, true]);
  }
  expect(Object.keys(data.schema)).toEqual(Object.keys(data.data));
  expect([...files.keys()].filter((name) => name.includes("/")).toSorted()).toEqual(data.files.toSorted());
  const [photo, , voice] = person.bytes;
  const bytes = Buffer.concat([...files].filter(([name]) => name.includes("/")).map(([, content]) => content));
  expect([photo, voice].map((part) => part !== undefined && bytes.includes(part))).toEqual([true, true]);
});

it("a copy holds nothing of others: no staff's notes, no names of staff, no internal numbers", async () => {
  const files = await copy();
  const { messages, looks, ...mine } = JSON.parse(files.get("data.json")?.toString() ?? "").data;
  expect(messages.length).toBeGreaterThan(0);
  expect(JSON.stringify(looks)).not.toContain(staffWords.outcome);
  for (const theirs of [staffWords.outcome, staffWords.privateOutcome, staffWords.released, "袁平华"]) {
    expect(JSON.stringify(mine)).not.toContain(theirs);
  }
  expect(JSON.stringify(mine)).not.toMatch(/account_id|accountId|_sealed|_index/);
});

it("tells who looked at me as the page does, and what became of my requests", async () => {
  const officer = await signIn(world, await buildStaff(world, "data_protection_officer", world.areas.county, "劳保护"));
  const started = (await api.post("/erasures", { phone, reason: "本人书面申请" }, officer)).body;
  await api.get(`/erasures/${started.id}`, officer);
  await api.post(`/erasures/${started.id}/refuse`, { reason: "案件正在办理" }, officer);
  const shown = (await api.get("/me/looks", person.headers)).body.rows.map((look: object) => ({ ...look, id: undefined }));
  const data = JSON.parse((await copy()).get("data.json")?.toString() ?? "").data;
  expect([shown.length > 0, data.looks]).toEqual([true, shown]);
  expect(data.erasures).toMatchObject([{ state: "没有同意", reason: "本人书面申请", decision: "案件正在办理" }]);
});

it("is made for two at once, and who comes then is asked to wait", async () => {
  let go = (): void => undefined;
  const held = new Promise<void>((resolve) => { go = resolve; });
  const take = createCopies(world.deps, { personalData: [], copies: [() => held.then(() => [])] });
  const actor = { kind: "villager", accountId: person.accountId, publicId: person.publicId, name: "", sessionId: 0 } as const;
  const two = [take(actor), take(actor)];
  await expect(take(actor)).rejects.toMatchObject({ code: "request.too_many" });
  go();
  expect((await Promise.all(two)).map(({ bytes }) => bytes.length > 0)).toEqual([true, true]);
  expect((await take(actor)).bytes.length).toBeGreaterThan(0);
});

it("leaves a sealed entry, and is nobody else's to take", async () => {
  const entries = await world.deps.db.select(sql`SELECT is_sealed FROM journal WHERE kind = 'account.copied' AND actor_id = ${person.accountId}`);
  expect(entries.length).toBeGreaterThan(0);
  expect(new Set(entries.map((row) => JSON.stringify(row)))).toEqual(new Set(['{"is_sealed":1}']));
  expect((await api.get("/me/copy")).status).toBe(401);
});
