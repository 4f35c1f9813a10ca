import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openCheckpoint, parseNote, parseVerifierKey, readTrust, type VerifierKey } from "@cunqing/proof";
import { cosigned, entriesOf, newKeys, signedCheckpoint, signedEpoch } from "../../proof/src/testing/small-log.ts";
import { readKeys } from "./key-file.ts";
import { openMemory } from "./memory.ts";
import { exitCodes } from "./outcome.ts";
import { runWitness, type WitnessDeps } from "./run-witness.ts";
import { openPlayedLog, type PlayedLog } from "./testing/played-log.ts";
import { createTrailClient } from "./trail-client.ts";

const keys = newKeys();
const witnessKeys = readKeys(`# 溪口镇\r\n${keys.outside.signerKey}\r\n${keys.trust.logKeys[0] ?? ""}\r\n`);
const entries = entriesOf(12);

let folder: string;
let log: PlayedLog;
let nowMs: number;
let said: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "cunqing-witness-"));
  log = await openPlayedLog(keys, entries.slice(0, 5));
  nowMs = Date.parse("2026-11-24T06:05:00Z");
  said = [];
});

afterEach(async () => {
  await log.close();
  await rm(folder, { recursive: true, force: true });
});

const state = () => join(folder, "state.json");
const files = async (kind: string) => (await readdir(folder)).filter((name) => name.startsWith(`state.json.${kind}`)).sort();

/** A witness that starts anew and looks once, a minute after the last one. */
async function look(more: Partial<WitnessDeps> = {}): Promise<number> {
  nowMs += 60_000;
  const deps = { client: createTrailClient(log.url, 2000), memory: await openMemory(state()), keys: witnessKeys, say: (line: string) => said.push(line), now: () => nowMs, wait: async () => false };
  return runWitness({ ...deps, ...more }, { everyMs: 20_000, once: true });
}

async function lookAfter(change: Partial<PlayedLog["play"]>): Promise<number> {
  Object.assign(log.play, change);
  return look();
}

const witness = readTrust(keys.trust);
const handedSizes = () => log.handed.map((note) => openCheckpoint(note, witness)?.size);

describe("a witness of an honest record", () => {
  it("signs every new head with the moment, once, and remembers each", async () => {
    expect(await look()).toBe(exitCodes.done);
    expect(await look()).toBe(exitCodes.done);
    expect(await lookAfter({ entries: entries.slice(0, 9) })).toBe(exitCodes.done);
    expect(await lookAfter({ entries })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 9, 12]);
    const times = log.handed.map((note) => openCheckpoint(note, witness)?.verified.map(({ key, time }) => [key.name, time]));
    expect(times[0]).toEqual([[keys.trust.origin, null], ["溪口镇监督委员会", Date.parse("2026-11-24T06:06:00Z") / 1000]]);
    expect((await readFile(`${state()}.heads`, "utf8")).split("\n").map((line) => line.split(" ")[0])).toEqual(["5", "9", "12", ""]);
    expect(await files("fork")).toEqual([]);
  });

  it("waits for the first entry of an empty one", async () => {
    expect(await lookAfter({ entries: [] })).toBe(exitCodes.done);
    expect(said.join()).toContain("空的");
    expect(log.handed).toEqual([]);
  });

  it("is not confused by an older head from a cache", async () => {
    await lookAfter({ entries });
    expect(await lookAfter({ checkpoint: signedCheckpoint(keys, entries, { size: 7 }) })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([12]);
  });

  it("takes its own earlier signature and those of others for no business of its", async () => {
    const crowded = cosigned(signedCheckpoint(keys, entries), [keys.outside, 5], [newKeys().outside, 6]);
    expect(await lookAfter({ checkpoint: crowded, entries })).toBe(exitCodes.done);
    expect(openCheckpoint(log.handed[0] ?? "", witness)?.verified).toHaveLength(2);
  });

  it("goes on after the record refused its signature, and says what to do", async () => {
    expect(await lookAfter({ hands: "refused" })).toBe(exitCodes.done);
    expect(said.join()).toContain("公钥是不是已经登记");
    await lookAfter({ hands: "taken", entries });
    expect(handedSizes()).toEqual([5, 12]);
  });
});

describe("a witness whose line is cut", () => {
  it.each([["silent", { isSilent: true }], ["behind a log-in wall", { isWall: true }]])("says so, accuses nobody and goes on later: %s", async (_, cut) => {
    await look();
    expect(await lookAfter(cut)).toBe(exitCodes.unreachable);
    expect(said.join()).toContain("暂时没有完成");
    expect(await files("fork")).toEqual([]);
    expect(await lookAfter({ isSilent: false, isWall: false, entries })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 12]);
  });

  it("tries again ever more slowly, and at its own pace once it works", async () => {
    const waits: number[] = [];
    log.play.isSilent = true;
    const wait = async (ms: number): Promise<boolean> => {
      waits.push(ms);
      log.play.isSilent = waits.length < 4;
      return waits.length < 6;
    };
    const memory = await openMemory(state());
    const deps = { client: createTrailClient(log.url, 2000), memory, keys: witnessKeys, say: (line: string) => said.push(line), now: () => nowMs, wait };
    expect(await runWitness(deps, { everyMs: 20_000, once: false })).toBe(exitCodes.done);
    expect(waits).toEqual([20_000, 40_000, 80_000, 160_000, 20_000, 20_000]);
  });

  it("hands in later what it signed before, and signs nothing new until then", async () => {
    expect(await lookAfter({ hands: "broken" })).toBe(exitCodes.unreachable);
    expect(await lookAfter({ entries })).toBe(exitCodes.unreachable);
    expect(await lookAfter({ hands: "taken" })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 5, 5, 12]);
    expect(new Set(log.handed.slice(0, 3)).size).toBe(1);
  });

  it("does not sign with a clock that ran backwards", async () => {
    await look();
    nowMs -= 3_600_000;
    expect(await lookAfter({ entries })).toBe(exitCodes.unreachable);
    expect(said.join()).toContain("电脑时间不对");
    expect(handedSizes()).toEqual([5]);
  });
});

describe("a record that breaks its word", () => {
  const forked = [...entries.slice(0, 3), ...entriesOf(9, "forged")];

  it.each<[string, Partial<PlayedLog["play"]>, keyof typeof exitCodes]>([
    ["another tree of the same size", { entries: forked.slice(0, 5) }, "fork"],
    ["a longer tree that is no continuation", { entries: forked }, "fork"],
    ["a proof from another tree", { entries, provesFrom: forked }, "fork"],
    ["no proof", { entries, provesFrom: null }, "missing_proof"],
    ["fewer entries", { entries: entries.slice(0, 4) }, "shrink"],
    ["fewer and other entries, with proofs for more", { checkpoint: signedCheckpoint(keys, forked.slice(0, 4)), provesFrom: entries }, "fork"],
    ["a head signed by another key", { entries, signsAs: newKeys() }, "wrong_signature"],
    ["a head of another record", { entries, signsAs: newKeys("other.example") }, "wrong_signature"],
    ["a head of no entries", { checkpoint: signedCheckpoint(keys, []) }, "shrink"],
    ["a new epoch without a statement", { entries, epoch: 1 }, "shrink"],
  ])("ends the witness: %s", async (_, change, kind) => {
    await look();
    expect(await lookAfter(change)).toBe(exitCodes[kind]);
    const [file = ""] = await files("fork");
    const text = await readFile(join(folder, file), "utf8");
    expect(text).toContain("警报");
    expect(text).toContain("ALARM");
    expect(text).toContain(log.handed[0]);
    expect(text).toContain(change.checkpoint ?? `\n${log.play.entries.length}\n`);
    expect(handedSizes()).toEqual([5]);
    expect(said.join()).toMatch(/警报.*ALARM/s);

    // Also when the record has become honest again: a person has to look first.
    Object.assign(log.play, { entries, epoch: 0, checkpoint: undefined, provesFrom: undefined, signsAs: undefined });
    expect(await look()).toBe(exitCodes.alarm_stands);
    await rm(join(folder, file));
    expect(await look()).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 12]);
  });
});

describe("a lawful restore", () => {
  const regrown = (base: number) => [...entries.slice(0, base), ...entriesOf(4, "after")];

  it("is accepted by its signed statement, checked from the newest head below it, and said aloud", async () => {
    await look();
    await lookAfter({ entries: entries.slice(0, 9) });
    await lookAfter({ entries });
    const statement = signedEpoch(keys, entries.slice(0, 10), entries, 1);
    expect(await lookAfter({ entries: regrown(10), epoch: 1, epochs: [statement] })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 9, 12, 14]);
    const [file = ""] = await files("epoch");
    const text = await readFile(join(folder, file), "utf8");
    expect(text).toContain("第 10 到 11 条丢失");
    expect(text).toContain("positions 10 to 11 are lost");
    expect(text).toContain("Checked from our head of 9 entries");
    expect(text).toContain(statement);
    expect(said.join()).toContain("positions 10 to 11 are lost");
    expect(await lookAfter({ entries: [...regrown(10), ...entriesOf(2, "more")] })).toBe(exitCodes.done);
  });

  it("may cut deeper the next time: heads that a restore cut off are no longer compared", async () => {
    await look();
    await lookAfter({ entries });
    await lookAfter({ entries: regrown(6), epoch: 1, epochs: [signedEpoch(keys, entries.slice(0, 6), entries, 1)] });
    const second = signedEpoch(keys, regrown(6).slice(0, 8), regrown(6), 2);
    const after = [...regrown(6).slice(0, 8), ...entriesOf(9, "again")];
    expect(await lookAfter({ entries: after, epoch: 2, epochs: [...log.play.epochs, second] })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 12, 10, 17]);
  });

  it("whose statement says less than was seen is accepted and the difference told", async () => {
    await lookAfter({ entries });
    expect(await lookAfter({ entries: regrown(6), epoch: 1, epochs: [signedEpoch(keys, entries.slice(0, 6), null, 1)] })).toBe(exitCodes.done);
    expect(said.join()).toContain("本机见证过 12 条");
  });

  it.each<[string, () => Partial<PlayedLog["play"]>, keyof typeof exitCodes]>([
    ["altered what it kept", () => ({ entries: [...entriesOf(6, "forged"), ...entriesOf(4, "after")], epochs: [signedEpoch(keys, entriesOf(6, "forged"), entries, 1)] }), "fork"],
    ["names another base than it has", () => ({ entries: regrown(6), epochs: [signedEpoch(keys, [...entries.slice(0, 5), ...entriesOf(1, "forged")], entries, 1)] }), "fork"],
    ["claims a base beyond its own end", () => ({ entries: entries.slice(0, 6), epochs: [signedEpoch(keys, entries.slice(0, 8), entries, 1)] }), "fork"],
    ["is stated by another key", () => ({ entries: regrown(6), epochs: [signedEpoch(newKeys(), entries.slice(0, 6), entries, 1)] }), "shrink"],
  ])("is an alarm when it %s", async (_, change, kind) => {
    await look();
    await lookAfter({ entries });
    expect(await lookAfter({ epoch: 1, ...change() })).toBe(exitCodes[kind]);
  });

  it("to nothing at all is waited out when it is stated, and an alarm when it is not", async () => {
    await look();
    const stated = signedEpoch(keys, [], entries.slice(0, 5), 1);
    expect(await lookAfter({ entries: [], epoch: 1, epochs: [stated] })).toBe(exitCodes.done);
    expect(said.join()).toContain("空的");
    expect(await lookAfter({ entries: entriesOf(3, "after") })).toBe(exitCodes.done);
    expect(handedSizes()).toEqual([5, 3]);
    // That restore was before what is lost now.
    expect(await lookAfter({ entries: [] })).toBe(exitCodes.shrink);
    const [file = ""] = await files("fork");
    expect(await readFile(join(folder, file), "utf8")).toContain(log.handed[1]);
  });

  it("is remembered only by a statement of this very record", async () => {
    await lookAfter({ entries });
    await lookAfter({ entries: regrown(6), epoch: 1, epochs: [signedEpoch(keys, entries.slice(0, 6), entries, 1)] });
    const ofAnother = signedEpoch({ ...keys, trust: { ...keys.trust, origin: "other.example" } }, entries.slice(0, 6), entries, 1);
    expect(await lookAfter({ checkpoint: signedCheckpoint(keys, entries), epochs: [ofAnother] })).toBe(exitCodes.shrink);
  });

  it("may not be forgotten again", async () => {
    await lookAfter({ entries });
    await lookAfter({ entries: regrown(6), epoch: 1, epochs: [signedEpoch(keys, entries.slice(0, 6), entries, 1)] });
    expect(await lookAfter({ checkpoint: signedCheckpoint(keys, entries) })).toBe(exitCodes.unreachable);
    expect(await lookAfter({ checkpoint: undefined, entries, epoch: 0, epochs: [] })).toBe(exitCodes.shrink);
  });
});

describe("a record whose key is changed", () => {
  const { signer } = newKeys();
  const changed = { ...keys, signer };
  const oldKey = keys.trust.logKeys[0] ?? "";
  const both = readKeys(`${keys.outside.signerKey}\n${signer.vkey}\n${oldKey}   9\n`);

  it("is followed over the change, and a newer head under the old key is an alarm", async () => {
    await look({ keys: both });
    Object.assign(log.play, { entries: entries.slice(0, 9) });
    await look({ keys: both });
    Object.assign(log.play, { entries: entries.slice(0, 11), signsAs: changed });
    expect(await look({ keys: both })).toBe(exitCodes.done);
    expect(log.handed.map((note) => parseNote(note)?.text.split("\n")[1])).toEqual(["5", "9", "11"]);
    Object.assign(log.play, { entries, signsAs: keys });
    expect(await look({ keys: both })).toBe(exitCodes.wrong_signature);
  });
});

describe("what a witness starts from", () => {
  const logKey = keys.trust.logKeys[0] ?? "";
  const other = newKeys("other.example").trust.logKeys[0] ?? "";
  it.each<[string, string, readonly string[]]>([
    ["no key of its own", logKey, []],
    ["two keys of its own", `${keys.outside.signerKey}\n${newKeys().outside.signerKey}\n${logKey}`, []],
    ["no key of the log", keys.outside.signerKey, []],
    ["keys of two logs", `${keys.outside.signerKey}\n${logKey}`, [other]],
    ["a witness's key for the log's", keys.outside.signerKey, [keys.outside.vkey]],
    ["an old key of the log up to no number", `${keys.outside.signerKey}\n${logKey} many`, []],
    ["something that is no key", `${keys.outside.signerKey}\n${logKey}\nhello`, []],
    ["a damaged key of its own", `${keys.outside.signerKey.slice(0, -3)}AAA\n${logKey}`, []],
  ])("is refused with %s", (_, text, more) => {
    expect(() => readKeys(text, more)).toThrow(/[一-鿿]/);
  });

  it("may hold the log's key on the command line, and an old one beside the new one", () => {
    const more = newKeys().trust.logKeys[0] ?? "";
    expect(readKeys(keys.outside.signerKey, [logKey, more]).logKeys.map((key: VerifierKey) => key.keyId)).toEqual([parseVerifierKey(logKey)?.keyId, parseVerifierKey(more)?.keyId]);
  });

  it("is refused when the state cannot be read: what was signed must not be forgotten", async () => {
    await writeFile(state(), "{\"v\":1");
    await expect(openMemory(state())).rejects.toThrow("状态文件");
  });

  it("survives a power cut between its two files", async () => {
    await look();
    await rm(`${state()}.heads`);
    expect(await lookAfter({ entries })).toBe(exitCodes.done);
    expect((await readFile(`${state()}.heads`, "utf8")).split("\n").map((line) => line.split(" ")[0])).toEqual(["5", "12", ""]);
  });
});
