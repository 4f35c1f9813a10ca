import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { openCheckpoint } from "@cunqing/proof";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { compose } from "../boot/compose.ts";
import { newNoteKey, verifyNatively } from "../kernel/crypto/note-signer.ts";
import { appendTest } from "../kernel/journal/testing/append-tests.ts";
import { sql } from "../kernel/sql.ts";
import { openEpoch } from "../modules/trail/epochs/open-epoch.ts";
import { growTree } from "../modules/trail/tree/build-tree.ts";
import { readRecordKeys } from "../modules/trail/tree/record-keys.ts";
import { newestCheckpoint } from "../modules/trail/tree/tree-store.ts";
import { openAttacker, type Attacker } from "../modules/trail/verify/testing/open-attacker.ts";
import { startApi, type TestApi } from "../testing/start-api.ts";
import { openWorld, type World } from "../testing/world.ts";
import { readKeys } from "./key-file.ts";
import { openMemory } from "./memory.ts";
import { exitCodes } from "./outcome.ts";
import { runWitness } from "./run-witness.ts";
import { createTrailClient } from "./trail-client.ts";

const own = newNoteKey("溪口镇监督委员会", "cosignature");
let world: World;
let api: TestApi;
let attacker: Attacker;
let whole: Awaited<ReturnType<Attacker["keep"]>>;
let subjects = 0;

beforeAll(async () => {
  world = await openWorld({ isTampered: true });
  // The county has registered this witness's public key before its server started.
  Object.assign(world.deps.county.trail, { witnesses: [{ name: "溪口镇监督委员会", vkey: own.vkey, isOutside: true }] });
  api = await startApi({ ...world, composed: compose(world.deps) });
  await grow(3);
  attacker = await openAttacker(world.migratorUrl);
  whole = await attacker.keep();
});
afterEach(() => attacker.putBack(whole));
afterAll(async () => {
  await attacker.close();
  await api.close();
  await world.close();
});

/** The record goes on by so many entries. */
async function grow(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    subjects += 1;
    await appendTest(world, subjects);
  }
  await world.settle();
}

/** A township's computer, with what it remembers on its own disk. */
function openWitness(name: string) {
  const state = join(world.folder, `${name}.state`);
  const keys = readKeys(own.signerKey, world.deps.county.trail.logKeys.map(({ vkey }) => vkey));
  const said: string[] = [];
  return {
    said,
    async look(): Promise<number> {
      world.clock.advance(60_000);
      const client = createTrailClient(api.url.replace(/\/api$/, ""));
      const memory = await openMemory(state);
      return runWitness({ client, memory, keys, say: (line) => said.push(line), now: () => world.clock.now(), wait: async () => false }, { everyMs: 20_000, once: true });
    },
    newest: async () => (await openMemory(state)).newest(),
    /** What it has written down beside its state. */
    left: (kind: "fork" | "epoch"): string[] => readdirSync(world.folder).filter((file) => file.startsWith(`${name}.state.${kind}-`)).map((file) => readFileSync(join(world.folder, file), "utf8")),
  };
}

const newestNote = async (): Promise<string> => (await newestCheckpoint(world.deps.db))?.note ?? "nothing is signed";
const textOf = (note: string): string => note.slice(0, note.indexOf("\n\n"));

it("a witness signs what the real record served and proved, and everybody sees it", async () => {
  const witness = openWitness("honest");
  const witnessed = async () => (await api.get("/trail/cosignatures")).body.rows.find((row: { vkey: string }) => row.vkey === own.vkey);
  expect([await witness.look(), witness.said]).toEqual([exitCodes.done, expect.arrayContaining([expect.stringContaining("已见证")])]);
  const first = await witnessed();
  await grow(38);
  expect(await witness.look()).toBe(exitCodes.done);
  const second = await witnessed();
  expect(second.size).toBeGreaterThanOrEqual(first.size + 38);
  expect(second.at).toBeGreaterThan(first.at);
});

describe("a witness ends and keeps both heads", () => {
  it("when the whole database was put back to yesterday, tree and all, and no restore was signed", async () => {
    const witness = openWitness("yesterday");
    await grow(5);
    expect(await witness.look()).toBe(exitCodes.done);
    const before = await newestNote();
    await attacker.putBack(whole);
    const after = await newestNote();
    expect([await witness.look(), witness.said.at(-2)]).toEqual([exitCodes.shrink, expect.stringContaining("记录册变短了")]);
    expect(witness.left("fork")).toEqual([expect.stringContaining(textOf(before))]);
    expect(witness.left("fork")[0]).toContain(after);
    expect(await witness.look(), "it signs nothing more until a person has looked").toBe(exitCodes.alarm_stands);
    expect((await witness.newest())?.note).toContain(textOf(before));
  });

  it("when the record was put back and has grown past the signed head another way", async () => {
    const witness = openWitness("regrown");
    await grow(5);
    expect(await witness.look()).toBe(exitCodes.done);
    const before = await newestNote();
    await attacker.putBack(whole);
    await grow(9);
    expect(await witness.look()).toBe(exitCodes.fork);
    expect(witness.left("fork")[0]).toContain(textOf(before));
    expect(witness.left("fork")[0]).toContain(await newestNote());
  });

  it.each([["at once", 0], ["after more entries", 4]])("when a leaf was rewritten and the tree rebuilt by who holds the log's key, seen %s", async (when, more) => {
    const witness = openWitness(`rewritten ${more}`);
    expect(await witness.look()).toBe(exitCodes.done);
    const before = await newestNote();
    await rewriteLeaf(2);
    await grow(more);
    const after = await newestNote();
    const trust = readRecordKeys(world.deps.county.trail);
    expect(openCheckpoint(after, trust, verifyNatively), `a head that is signed ${when}`).not.toBeNull();
    expect(after).not.toBe(before);
    expect([await witness.look(), witness.said.at(-2)]).toEqual([exitCodes.fork, expect.stringContaining("记录册分叉了")]);
    expect(witness.left("fork")[0]).toContain(textOf(before));
    expect(witness.left("fork")[0]).toContain(after);
  });
});

it("a witness goes on over a signed restore, says aloud what was lost and writes it down", async () => {
  const witness = openWitness("restored");
  expect(await witness.look()).toBe(exitCodes.done);
  const kept = (await witness.newest())?.size ?? 0;
  await grow(5);
  expect(await witness.look()).toBe(exitCodes.done);
  const before = await newestNote();
  const size = (await witness.newest())?.size ?? 0;
  await attacker.putBack(whole);
  const { db, county, recordSigner } = world.deps;
  const lastCheckpoint = openCheckpoint(before, readRecordKeys(county.trail), verifyNatively);
  expect(lastCheckpoint).not.toBeNull();
  await openEpoch(db, { origin: county.trail.origin, lastCheckpoint, atMs: world.clock.now(), signNote: recordSigner.signNote });
  await grow(1);
  expect(await witness.look()).toBe(exitCodes.done);
  expect(witness.said.join("\n")).toContain(`记录册从备份恢复过：第 ${kept} 到 ${size - 1} 条丢失，有签名说明。`);
  expect(witness.left("fork")).toEqual([]);
  expect(witness.left("epoch")[0]).toContain(textOf(before));
  expect(await witness.newest()).toMatchObject({ epoch: 1, isHandedIn: true });
  await grow(2);
  expect(await witness.look()).toBe(exitCodes.done);
});

/** Bends an entry and lets the record's own builder hash and sign everything anew, as if it had never been otherwise. */
async function rewriteLeaf(position: number): Promise<void> {
  const row = await attacker.db.selectOne<{ id: number; public_form: Buffer }>(sql`
    SELECT j.id, j.public_form FROM trail_leaves l JOIN journal j ON j.id = l.journal_id WHERE l.position = ${position}`);
  const bent = Buffer.from(row?.public_form ?? Buffer.alloc(0));
  const at = bent.indexOf("actor") + 12;
  bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
  await attacker.run(
    sql`UPDATE journal SET public_form = ${bent} WHERE id = ${row?.id ?? 0}`,
    sql`DELETE FROM trail_cosignatures`,
    sql`DELETE FROM trail_checkpoints`,
    sql`DELETE FROM trail_tiles`,
    sql`DELETE FROM trail_edge`,
  );
  expect(await growTree(world.deps)).toBeGreaterThan(0);
}
