import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { openTamperingWorld, type TamperingWorld } from "./testing/tampering-world.ts";
import type { Finding } from "./finding.ts";

let it_: TamperingWorld;
let kept: Awaited<ReturnType<TamperingWorld["attacker"]["keep"]>> = new Map();

beforeAll(async () => {
  it_ = await openTamperingWorld();
});
afterEach(() => it_.attacker.putBack(kept));
afterAll(() => it_.close());

/** Bends rows and answers what the verifier then finds; the rows are put back after the test. */
async function bend(tables: readonly string[], ...statements: readonly Sql[]): Promise<readonly Finding[]> {
  kept = await it_.attacker.keep(tables);
  await it_.attacker.run(...statements);
  return (await it_.verify()).findings;
}

const codesAt = (findings: readonly Finding[], position: number | null): string[] => findings.filter((one) => one.position === position).map(({ code }) => code);
const only = (findings: readonly Finding[]) => findings.map(({ position, code }) => [position, code]);

async function leafAt(position: number): Promise<{ id: number; public_form: Buffer }> {
  const row = await it_.attacker.db.selectOne<{ id: number; public_form: Buffer }>(sql`
    SELECT j.id, j.public_form FROM trail_leaves l JOIN journal j ON j.id = l.journal_id WHERE l.position = ${position}`);
  return row ?? { id: 0, public_form: Buffer.alloc(0) };
}

/** The last entry of a subject, as it stands in the record. */
async function lastOf(kind: string, id: number): Promise<{ position: number; id: number }> {
  const row = await it_.attacker.db.selectOne<{ position: number; id: number }>(sql`
    SELECT l.position, j.id FROM journal j JOIN trail_leaves l ON l.journal_id = j.id
    WHERE j.subject_kind = ${kind} AND j.subject_id = ${id} ORDER BY j.id DESC LIMIT 1`);
  return row ?? { position: -1, id: 0 };
}

const flipped = (bytes: Buffer, at: number): Buffer => Buffer.from(bytes.map((byte, index) => (index === at ? byte ^ 1 : byte)));

it("an untouched record passes, with every restore, witness and detail counted", async () => {
  kept = new Map();
  const state = await it_.verify([await it_.newestNote()]);
  expect(state.findings).toEqual([]);
  expect(state.tally).toMatchObject({ epochs: 1, cosignatures: 1, detailsErased: 0, subjectsNotCovered: 0 });
  expect(state.tally.leaves).toBeGreaterThan(256);
});

describe("found and named in the journal", () => {
  it.each([17, 256, 270])("a byte of the public form at position %i", async (position) => {
    const { id, public_form: form } = await leafAt(position);
    const findings = await bend(["journal"], sql`UPDATE journal SET public_form = ${flipped(form, form.indexOf("area") + 2)} WHERE id = ${id}`);
    expect(codesAt(findings, position)).toContain("leaf.changed");
    expect(findings.every((one) => one.position === position)).toBe(true);
  });

  it("the value and the salt of a detail, by the entry's kind and the field's name", async () => {
    const { id } = await leafAt(40);
    const findings = await bend(["journal_details"], sql`UPDATE journal_details SET value = '别的' WHERE journal_id = ${id} AND field = 'reader'`);
    expect(only(findings)).toEqual([[40, "detail.changed"]]);
    expect(findings[0]?.words).toContain("放行停住的后台任务");
    expect(findings[0]?.words).toContain("reader");
    await it_.attacker.putBack(kept);
    expect(only(await bend(["journal_details"], sql`UPDATE journal_details SET salt = ${Buffer.alloc(32)} WHERE journal_id = ${id} AND field = 'reader'`))).toEqual([[40, "detail.changed"]]);
  });

  it("what a sealed entry opens to", async () => {
    const { position, id } = await lastOf("case", it_.privateCase);
    const findings = await bend(["journal_details"], sql`UPDATE journal_details SET value = REPLACE(value, 'case.accepted', 'case.declined') WHERE journal_id = ${id} AND field = ''`);
    expect(codesAt(findings, position)).toContain("detail.changed");
  });

  it.each([
    ["kind", sql`kind = 'case.released'`],
    ["time", sql`at_ms = at_ms + 1`],
    ["area", sql`area_id = 1`],
    ["subject", sql`subject_public_id = 'somebody-else'`],
    ["entry id", sql`entry_id = 'another'`],
    ["who acted", sql`actor_id = actor_id + 1`],
    ["in which capacity", sql`actor_kind = 'villager'`],
    ["under what name", sql`actor_name = 'sealer'`],
    ["by which role", sql`role = 'county_head'`],
    ["the system instead of a person", sql`actor_kind = 'system', actor_id = NULL, actor_name = 'sealer', role = NULL`],
  ])("a column that does not say what the form says: %s", async (_, change) => {
    const { position, id } = await lastOf("case", it_.openCase);
    const findings = await bend(["journal"], sql`UPDATE journal SET ${change} WHERE id = ${id}`);
    expect(codesAt(findings, position)).toContain("entry.column_changed");
  });

  it.each(["openCase", "privateCase"] as const)("who acted, where the salt that proves it was taken away with it: %s", async (which) => {
    const { position, id } = await lastOf("case", it_[which]);
    const findings = await bend(
      ["journal", "journal_details"],
      sql`UPDATE journal SET actor_id = ${it_.wu.accountId}, actor_kind = 'villager' WHERE id = ${id}`,
      sql`DELETE FROM journal_details WHERE journal_id = ${id} AND field = '~actor'`,
    );
    expect(only(findings)).toEqual([[position, "entry.actor_cannot_be_opened"]]);
    await it_.attacker.putBack(kept);
    expect(only(await bend(["journal"], sql`UPDATE journal SET role = 'county_head' WHERE id = ${id}`))).toEqual([[position, "entry.column_changed"]]);
  });

  it("a row deleted", async () => {
    const { id } = await leafAt(33);
    expect(only(await bend(["journal"], sql`DELETE FROM journal WHERE id = ${id}`))).toEqual([[33, "leaf.without_entry"]]);
  });

  it("a row put in beside the sealer", async () => {
    const findings = await bend(["journal"], sql`
      INSERT INTO journal (entry_id, kind, subject_kind, subject_id, subject_public_id, actor_kind, request_id, at_ms, is_sealed, public_form)
      SELECT 'forged', kind, subject_kind, subject_id, subject_public_id, actor_kind, request_id, at_ms, is_sealed, public_form FROM journal WHERE kind = 'area.opened' AND subject_id = 1`);
    expect(codesAt(findings, null)).toContain("entry.not_in_record");
  });

  it("an entry that is kept waiting for its position", async () => {
    const { id } = await leafAt(5);
    const findings = await bend(["trail_leaves", "journal_unsealed"], sql`DELETE FROM trail_leaves WHERE position = 5`, sql`INSERT INTO journal_unsealed (journal_id) VALUES (${id})`);
    expect(only(findings)).toEqual([[5, "leaf.missing"]]);
    it_.world.clock.advance(11 * 60_000);
    expect(only((await it_.verify()).findings)).toContainEqual([null, "entry.never_sealed"]);
  });
});

describe("found and named in the order of the record", () => {
  it("two entries swapped", async () => {
    const [a, b] = [await leafAt(10), await leafAt(200)];
    const findings = await bend(
      ["trail_leaves"],
      sql`UPDATE trail_leaves SET journal_id = -1 WHERE position = 10`,
      sql`UPDATE trail_leaves SET journal_id = ${a.id} WHERE position = 200`,
      sql`UPDATE trail_leaves SET journal_id = ${b.id} WHERE position = 10`,
    );
    expect(only(findings)).toEqual([[10, "leaf.changed"], [200, "leaf.changed"]]);
  });

  it("a position taken out", async () => {
    const findings = await bend(["trail_leaves"], sql`DELETE FROM trail_leaves WHERE position = 77`);
    expect(only(findings)).toEqual([[77, "leaf.missing"], [null, "entry.not_in_record"]]);
  });

  it("an entry pushed in between, so that all that follow move", async () => {
    const findings = await bend(
      ["trail_leaves"],
      sql`UPDATE trail_leaves SET position = -position - 1 WHERE position >= 120`,
      sql`UPDATE trail_leaves SET position = -position WHERE position < 0`,
      sql`UPDATE trail_leaves SET position = 120 WHERE position = 50`,
      sql`UPDATE trail_leaves SET position = 50 WHERE position = 121`,
    );
    expect(codesAt(findings, 50)).toEqual(["leaf.changed"]);
    expect(codesAt(findings, 120)).toEqual(["leaf.changed"]);
  });
});

describe("found and named in the tree", () => {
  it("a hash of a full tile", async () => {
    const tile = await it_.attacker.db.selectOne<{ hashes: Buffer }>(sql`SELECT hashes FROM trail_tiles WHERE level = 0 AND tile_index = 0`);
    const findings = await bend(["trail_tiles"], sql`UPDATE trail_tiles SET hashes = ${flipped(tile?.hashes ?? Buffer.alloc(0), 32 * 99)} WHERE level = 0 AND tile_index = 0`);
    expect(codesAt(findings, 99)).toEqual(["tile.changed"]);
  });

  it("a leaf rewritten together with its hash: the signed heads after it say in which stretch", async () => {
    const { id, public_form: form } = await leafAt(99);
    const bent = flipped(form, form.indexOf("actor") + 12);
    const { leafHash } = await import("@cunqing/proof");
    const tile = await it_.attacker.db.selectOne<{ hashes: Buffer }>(sql`SELECT hashes FROM trail_tiles WHERE level = 0 AND tile_index = 0`);
    const hashes = Buffer.from(tile?.hashes ?? Buffer.alloc(0));
    hashes.set(leafHash(bent), 32 * 99);
    const findings = await bend(["journal", "trail_tiles"], sql`UPDATE journal SET public_form = ${bent} WHERE id = ${id}`, sql`UPDATE trail_tiles SET hashes = ${hashes} WHERE level = 0 AND tile_index = 0`);
    expect(findings.some(({ code, words }) => code === "checkpoint.root_wrong" && /第 \d+ 到 \d+ 条之间有改动/.test(words))).toBe(true);
  });

  it("the open edge, at its leaves and above them", async () => {
    const edge = await it_.attacker.db.selectOne<{ hashes: Buffer }>(sql`SELECT hashes FROM trail_edge WHERE level = 0`);
    expect(codesAt(await bend(["trail_edge"], sql`UPDATE trail_edge SET hashes = ${flipped(edge?.hashes ?? Buffer.alloc(0), 0)} WHERE level = 0`), 256)).toEqual(["tile.changed"]);
    await it_.attacker.putBack(kept);
    expect(codesAt(await bend(["trail_edge"], sql`DELETE FROM trail_edge WHERE level = 1`), 0)).toEqual(["edge.changed"]);
    await it_.attacker.putBack(kept);
    expect(codesAt(await bend(["trail_tiles"], sql`DELETE FROM trail_tiles`), 0)).toContain("tile.missing");
  });

  it("a head's root, its signature, and a head taken away", async () => {
    const { size } = (await it_.attacker.db.selectOne<{ size: number }>(sql`SELECT MIN(size) AS size FROM trail_checkpoints`)) ?? { size: 0 };
    expect(codesAt(await bend(["trail_checkpoints"], sql`UPDATE trail_checkpoints SET root = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=' WHERE size = ${size}`), size - 1)).toEqual(["checkpoint.row_wrong"]);
    await it_.attacker.putBack(kept);
    expect(codesAt(await bend(["trail_checkpoints"], sql`UPDATE trail_checkpoints SET note = REPLACE(note, ${`\n${size}\n`}, ${`\n${size + 1}\n`}) WHERE size = ${size}`), size - 1)).toEqual(["checkpoint.signature_wrong"]);
  });

  it("a witness's line", async () => {
    const findings = await bend(["trail_cosignatures"], sql`UPDATE trail_cosignatures SET at_ms = at_ms + 1000`);
    expect(findings.map(({ code }) => code)).toEqual(["cosignature.wrong"]);
    expect(findings[0]?.words).toContain("见证人");
  });

  it("what a restore has said, and that it was said at all", async () => {
    expect((await bend(["trail_epochs"], sql`UPDATE trail_epochs SET lost_size = 999`)).map(({ code }) => code)).toEqual(["epoch.row_wrong"]);
    await it_.attacker.putBack(kept);
    expect((await bend(["trail_epochs"], sql`DELETE FROM trail_epochs`)).map(({ code }) => code)).toContain("epoch.missing");
  });
});
