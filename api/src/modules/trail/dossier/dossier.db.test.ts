import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyNatively } from "../../../kernel/crypto/note-signer.ts";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { openCaseVillage, type CaseVillage } from "../../cases/testing/case-village.ts";
import { upload } from "../../files/testing/upload.ts";
import { addTestWitness, trustOf } from "../testing/test-witness.ts";
import { checkDossier, type DossierParts } from "./check-dossier.ts";
import { dossierSchema, type Dossier } from "./dossier-shape.ts";
import { readDossier } from "./read-dossier.ts";

let village: CaseVillage;
let officer: Record<string, string>;
/** Reads private cases too. */
let desk: Record<string, string>;
let archives = 0;
beforeAll(async () => {
  village = await openCaseVillage();
  const { world } = village;
  officer = await signIn(world, await buildStaff(world, "county_supervisor", world.areas.county, "督查员"));
  desk = await signIn(world, await buildStaff(world, "discipline_desk", world.areas.county, "纪检"));
});
beforeEach(() => {
  // A rate is counted by the minute, and on one Redis for all test files.
  village.world.clock.advance(61_000);
});
afterAll(() => village.close());

async function ask(caseId: string, headers = officer) {
  const response = await fetch(`${village.api.url}/cases/${caseId}/dossier`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify({ reason: "县里督查需要" }),
  });
  return { status: response.status, name: decodeURIComponent(response.headers.get("content-disposition") ?? ""), bytes: Buffer.from(await response.arrayBuffer()) };
}

async function dossierOf(caseId: string, headers = officer): Promise<DossierParts> {
  const { status, bytes } = await ask(caseId, headers);
  expect(status).toBe(200);
  archives += 1;
  const path = join(village.world.folder, `dossier-${archives}.zip`);
  writeFileSync(path, bytes);
  return readDossier(path);
}

const check = (parts: DossierParts) => checkDossier(parts, trustOf(village.world), verifyNatively);
const jsonOf = ({ texts }: DossierParts): Dossier => dossierSchema.parse(JSON.parse(Buffer.from(texts.get("dossier.json") ?? []).toString()));
const sha256 = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

/** The same archive with one part changed, by somebody who also mends the list of fingerprints. */
function forged(parts: DossierParts, name: string, change: (text: string) => string): DossierParts {
  const bytes = Buffer.from(change(Buffer.from(parts.texts.get(name) ?? []).toString()));
  const texts = new Map([...parts.texts, [name, bytes]]);
  const hashes = new Map([...parts.hashes, [name, sha256(bytes)]]);
  if (name === "dossier.json") {
    return { texts, hashes };
  }
  const dossier = jsonOf(parts);
  const files = dossier.files.map((file) => (file.name === name ? { ...file, sha256: sha256(bytes) } : file));
  return forged({ texts, hashes }, "dossier.json", () => JSON.stringify({ ...dossier, files }));
}

/** A real photo, uploaded as a phone does. */
async function uploadedPhoto(shade: number): Promise<{ id: string; claim: string }> {
  const bytes = await sharp({ create: { width: 60, height: 40, channels: 3, background: { r: shade, g: 90, b: 40 } } }).jpeg().toBuffer();
  const { body } = await upload(village.api, "/files/photos", bytes);
  return { id: body.id, claim: body.claim };
}

async function finishedCase(overrides: Parameters<typeof buildCase>[3] = {}): Promise<string> {
  const { world, wu } = village;
  const caseId = await buildCase(world, wu, world.areas.xikouVillage, overrides);
  await village.finish(caseId);
  await world.settle();
  return caseId;
}

describe("a dossier", () => {
  it("of a public case holds every entry with its proof, its pictures, and checks off line", async () => {
    const photo = await uploadedPhoto(120);
    const caseId = await finishedCase({ photos: [photo], text: "村道 <b>黄泥</b> & 碎石" });
    const parts = await dossierOf(caseId);
    const dossier = jsonOf(parts);
    expect(dossier.entries.map(({ kind }) => kind)).toEqual(["case.submitted", "case.accepted", "case.assigned", "case.started", "case.finished"]);
    expect(dossier.entries.every(({ position, file }) => parts.texts.has(file) && file === `entries/${position}.json`)).toBe(true);
    const [, stored] = [...parts.hashes].find(([name]) => name.startsWith("photos/") && name.includes(photo.id)) ?? [];
    expect(dossier.entries[0]?.fields.find(({ field }) => field === "photos")?.value).toBe(JSON.stringify([stored]));
    const verdict = check(parts);
    expect(verdict.findings).toEqual([]);
    expect(verdict).toMatchObject({ entries: 5, waiting: 0 });
    const page = Buffer.from(parts.texts.get("卷宗.html") ?? []).toString();
    expect(page).toContain("村道 &lt;b&gt;黄泥&lt;/b&gt; &amp; 碎石");
    expect(Buffer.from(parts.texts.get("卷宗.pdf") ?? []).subarray(0, 5).toString()).toBe("%PDF-");
  });

  it("of a private case opens what is sealed, and its making is sealed too", async () => {
    const caseId = await finishedCase({ isPrivate: true, text: "私下反映的事" });
    const parts = await dossierOf(caseId, desk);
    expect(check(parts).findings).toEqual([]);
    const [first] = jsonOf(parts).entries;
    expect(Object.keys(JSON.parse(Buffer.from(parts.texts.get(first?.file ?? "") ?? []).toString()))).toEqual(["sealed", "v"]);
    expect(first?.fields.find(({ field }) => field === "text")?.value).toBe("私下反映的事");
    const made = await village.world.deps.db.selectOne(sql`
      SELECT j.is_sealed FROM journal j WHERE j.kind = 'dossier.made' AND j.subject_public_id = ${caseId}`);
    expect(made).toEqual({ is_sealed: 1 });
  });

  it("leaves an entry before it leaves, which commits to it", async () => {
    const caseId = await finishedCase();
    const parts = await dossierOf(caseId);
    const details = await village.world.deps.db.select<{ field: string; value: string }>(sql`
      SELECT d.field, d.value FROM journal j JOIN journal_details d ON d.journal_id = j.id
      WHERE j.kind = 'dossier.made' AND j.subject_public_id = ${caseId} AND d.field IN ('reason', 'content') ORDER BY d.field`);
    expect(details).toEqual([
      { field: "content", value: parts.hashes.get("dossier.json") },
      { field: "reason", value: "县里督查需要" },
    ]);
    await village.world.settle();
    expect(jsonOf(await dossierOf(caseId)).entries.at(-1)?.kind).toBe("dossier.made");
  });

  it("is found by the case's reporter, and by nobody else, among the looks at his data", async () => {
    const caseId = await finishedCase({ isPrivate: true, text: "私下反映邻居的事" });
    const looks = async (headers: Record<string, string>) => (await village.api.get("/me/looks?size=100", headers)).body.rows as { who: string; what: string; why: string | null }[];
    const others = await looks(village.as.neighbour);
    await dossierOf(caseId, desk);
    const [newest] = await looks(village.as.wu);
    expect(newest).toMatchObject({ who: "纪检", what: "导出了您的诉求的全部材料", why: "县里督查需要" });
    expect(await looks(village.as.neighbour)).toEqual(others);
  });

  it("says of an entry that has no place yet that it proves nothing about it", async () => {
    const { world, wu } = village;
    const caseId = await buildCase(world, wu, world.areas.xikouVillage);
    await world.settle();
    await village.api.post(`/cases/${caseId}/accept`, { seenState: "submitted" }, village.as.secretary);
    const parts = await dossierOf(caseId);
    expect(jsonOf(parts).waiting.map(({ kind }) => kind)).toEqual(["case.accepted"]);
    expect(check(parts)).toMatchObject({ findings: [], waiting: 1 });
    await village.world.settle();
  });

  it("names a picture that is no longer stored, and still checks", async () => {
    const caseId = await finishedCase();
    const parts = await dossierOf(caseId);
    expect(jsonOf(parts).leftOut).toHaveLength(1);
    expect(Buffer.from(parts.texts.get("README.txt") ?? []).toString()).toContain(jsonOf(parts).leftOut[0]?.name);
  });

  it("gives back no word and no picture that the law hides, and still checks", async () => {
    const { api, world, as } = village;
    const photo = await uploadedPhoto(60);
    const text = "张阿公（330825196001010012）家门口的路塌了";
    const caseId = await finishedCase({ photos: [photo], text });
    await api.post(`/cases/${caseId}/release`, { text, photoIds: [photo.id] }, as.secretary);
    const editor = await signIn(world, await buildStaff(world, "village_editor", world.areas.xikouVillage, "文书"));
    const leader = await signIn(world, await buildStaff(world, "township_leader", world.areas.xikou, "领导"));
    for (const part of [{ kind: "words", from: 4, to: 22 }, { kind: "photo", photoId: photo.id }]) {
      const proposed = await api.post(`/cases/${caseId}/withholdings`, { part, groundCode: "personal_information", reason: "误公开" }, editor);
      expect((await api.post(`/withholdings/${proposed.body.id}/approve`, { reason: "核对属实" }, leader)).status).toBe(200);
    }
    await world.settle();
    const parts = await dossierOf(caseId);
    const everything = [...parts.texts.values()].map((bytes) => Buffer.from(bytes).toString("latin1")).join("\n");
    expect(everything).not.toContain("330825196001010012");
    expect(jsonOf(parts).unopened).toBeGreaterThan(0);
    expect(jsonOf(parts).leftOut.map(({ name }) => name).join()).toContain(photo.id);
    expect(check(parts).findings).toEqual([]);
  });

  it("carries the witness's signature, and the check names him", async () => {
    const caseId = await finishedCase();
    const witness = addTestWitness(village.world);
    const before = await dossierOf(caseId);
    await village.world.settle();
    const head = await village.world.deps.db.selectOne<{ note: string }>(sql`SELECT note FROM trail_checkpoints ORDER BY size DESC LIMIT 1`);
    await witness.cosign(head?.note ?? "");
    expect(check(before).witnesses).toEqual([]);
    expect(check(await dossierOf(caseId)).witnesses.map(({ name }) => name)).toEqual([witness.name]);
  });
});

describe("a case one may not read whole gives no dossier, in the words of a missing one", () => {
  it.each(["secretary", "other", "wu", "supervisor"] as const)("%s", async (who) => {
    const headers = who === "supervisor" ? officer : village.as[who];
    const caseId = await buildCase(village.world, village.wu, village.world.areas.xikouVillage, { isPrivate: true });
    const { status, bytes } = await ask(caseId, headers);
    const missing = await ask("not-there-at-all", headers);
    expect([status, missing.status].every((one) => one === 403 || one === 404)).toBe(true);
    expect(JSON.parse(bytes.toString()).code).toBe(JSON.parse(missing.bytes.toString()).code);
  });
});

describe("whoever changes a dossier is found, and what he changed is named", () => {
  let parts: DossierParts;
  let dossier: Dossier;
  beforeAll(async () => {
    const caseId = await finishedCase({ photos: [await uploadedPhoto(200)], text: "一字不差的原话" });
    parts = await dossierOf(caseId);
    dossier = jsonOf(parts);
  });

  const findingsOf = (changed: DossierParts) => check(changed).findings.map(({ position, code }) => ({ position, code }));

  it("a word of an opened field", () => {
    const [first] = dossier.entries;
    const changed = forged(parts, "dossier.json", (text) => text.replace("一字不差的原话", "别人改过的话"));
    expect(findingsOf(changed)).toEqual([{ position: first?.position, code: "entry.changed" }]);
  });

  it("a byte of a public form", () => {
    const target = dossier.entries[2];
    const changed = forged(parts, target?.file ?? "", (text) => text.replace('"v":1', '"v":2'));
    expect(findingsOf(changed)).toEqual([{ position: target?.position, code: "entry.changed" }]);
  });

  it("an entry said to stand elsewhere", () => {
    const [first] = dossier.entries;
    const moved = (first?.position ?? 0) + 1000;
    const changed = forged(parts, "dossier.json", () => JSON.stringify({ ...dossier, entries: dossier.entries.map((entry) => (entry === first ? { ...entry, position: moved } : entry)) }));
    expect(findingsOf(changed)).toEqual([{ position: moved, code: "entry.not_on_record" }]);
  });

  it("a kind or a moment told otherwise", () => {
    const changed = forged(parts, "dossier.json", () => JSON.stringify({ ...dossier, entries: dossier.entries.map((entry, index) => (index === 1 ? { ...entry, at: entry.at + 1 } : entry)) }));
    expect(findingsOf(changed)).toEqual([{ position: dossier.entries[1]?.position, code: "entry.changed" }]);
  });

  it("the signed head", () => {
    const changed = forged(parts, "checkpoint.txt", (text) => text.replace(`\n${dossier.size}\n`, `\n${dossier.size + 1}\n`));
    expect(findingsOf(changed)).toEqual([{ position: null, code: "checkpoint.wrong" }]);
  });

  it("a picture, with a mended list of fingerprints", () => {
    const name = dossier.files.find((file) => file.name.startsWith("photos/"))?.name ?? "";
    const hash = sha256(Buffer.from("another picture"));
    const files = dossier.files.map((file) => (file.name === name ? { ...file, sha256: hash } : file));
    const swapped = { texts: parts.texts, hashes: new Map([...parts.hashes, [name, hash]]) };
    const changed = forged(swapped, "dossier.json", () => JSON.stringify({ ...dossier, files }));
    expect(findingsOf(changed)).toEqual([
      { position: null, code: "file.not_on_record" },
      { position: dossier.entries[0]?.position, code: "file.missing" },
    ]);
  });

  it("the printed page, a file taken out, a file put in", () => {
    const without = new Map(parts.hashes);
    without.delete("卷宗.pdf");
    expect(findingsOf({ ...parts, hashes: without })).toEqual([{ position: null, code: "file.missing" }]);
    expect(findingsOf({ ...parts, hashes: new Map([...parts.hashes, ["卷宗.html", "0".repeat(64)]]) })).toEqual([{ position: null, code: "file.changed" }]);
    expect(findingsOf({ ...parts, hashes: new Map([...parts.hashes, ["新增.txt", "0".repeat(64)]]) })).toEqual([{ position: null, code: "file.unlisted" }]);
  });

  it("an entry of another case", async () => {
    const other = jsonOf(await dossierOf(await finishedCase(), desk));
    const changed = forged(parts, "dossier.json", () => JSON.stringify({ ...dossier, case: other.case }));
    expect(new Set(findingsOf(changed).map(({ code }) => code))).toEqual(new Set(["entry.of_another_case"]));
  });

  it("what is no dossier at all", () => {
    expect(findingsOf({ texts: new Map(), hashes: new Map() })).toEqual([{ position: null, code: "dossier.unreadable" }]);
  });

  it("a dossier signed by somebody else's key", () => {
    const foreign = { ...trustOf(village.world), logKeys: [] };
    expect(checkDossier(parts, foreign, verifyNatively).findings.map(({ code }) => code)).toEqual(["checkpoint.wrong"]);
  });
});
