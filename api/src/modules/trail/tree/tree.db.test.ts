import { join } from "node:path";
import { appendLeaf, leafHash, newRange, openCheckpoint, parseVerifierKey, rootOf, toBase64 } from "@cunqing/proof";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Database } from "../../../kernel/database.ts";
import { sealAll, appendTest } from "../../../kernel/journal/testing/append-tests.ts";
import { takeLease } from "../../../kernel/lease.ts";
import { sql } from "../../../kernel/sql.ts";
import { killProcessAfter } from "../../../testing/kill-process.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { growTree, signBatch } from "./build-tree.ts";
import { sha256 } from "./hashing.ts";
import { createProofs } from "./proofs.ts";
import { bulkLeaves } from "./testing/bulk-leaves.ts";
import { createTileReader } from "./tile-reader.ts";
import { newestCheckpoint, publicForms, sealedCount } from "./tree-store.ts";

let world: World;
let db: Database;
beforeAll(async () => {
  world = await openWorld();
  db = world.deps.db;
});
beforeEach(() => {
  // Whoever held the lease in the test before holds it no longer.
  world.clock.advance(60_000);
});
afterAll(async () => {
  await world.close();
});

async function growAll(): Promise<void> {
  while (((await growTree(world.deps)) ?? 0) > 0) {
    // Until nothing is left.
  }
}

/** Every head that was ever signed is the root over the public forms, bears our signature, and the newest covers all. */
async function expectWhole(): Promise<void> {
  const heads = await db.select<{ size: number; root: string; epoch: number; note: string }>(sql`SELECT size, root, epoch, note FROM trail_checkpoints ORDER BY size`);
  const total = await sealedCount(db);
  expect(heads.at(-1)?.size).toBe(total);
  const roots = new Map<number, string>();
  let range = newRange();
  for (const form of await publicForms(db, 0, total)) {
    range = appendLeaf(range, leafHash(form, sha256), sha256);
    if (heads.some(({ size }) => size === range.size)) {
      roots.set(range.size, toBase64(rootOf(range, sha256)));
    }
  }
  const { origin, logKeys } = world.deps.county.trail;
  const trust = { origin, logKeys: logKeys.flatMap(({ vkey }) => parseVerifierKey(vkey) ?? []) };
  for (const { size, root, epoch, note } of heads) {
    expect(root).toBe(roots.get(size));
    const opened = openCheckpoint(note, trust);
    expect({ size: opened?.size, root: opened && toBase64(opened.root), epoch: opened?.epoch }).toEqual({ size, root, epoch });
  }
  const proofs = createProofs(createTileReader(db));
  expect(toBase64(await proofs.root(total))).toBe(roots.get(total));
}

describe("the tree", () => {
  it("is the tree over the public forms, at every head that was signed", async () => {
    for (const count of [1, 1, 253, 1, 1, 300]) {
      await bulkLeaves(db, count);
      expect(await growTree(world.deps)).toBe(count);
    }
    expect(await growTree(world.deps)).toBe(0);
    await expectWhole();
  });

  it("catches up with a long record in portions, one head each", async () => {
    await bulkLeaves(db, 4500);
    const before = (await newestCheckpoint(db))?.size ?? 0;
    await growAll();
    const heads = await db.select<{ size: number }>(sql`SELECT size FROM trail_checkpoints WHERE size > ${before} ORDER BY size`);
    expect(heads.map(({ size }) => size - before)).toEqual([2000, 4000, 4500]);
    await expectWhole();
  });

  it("takes in what commands append", async () => {
    await appendTest(world, 1);
    await sealAll(world);
    // With whatever padding was due.
    expect(await growTree(world.deps)).toBeGreaterThanOrEqual(1);
    await expectWhole();
  });
});

describe("a head", () => {
  it("names its epoch once the record has been restored from a backup, and not before", async () => {
    expect((await newestCheckpoint(db))?.note).not.toContain("epoch");
    await db.change(sql`
      INSERT INTO trail_epochs (epoch, at_ms, base_size, base_root, lost_size, note) VALUES (2, 0, 1, ${"A".repeat(43)}, NULL, 'said')`);
    await bulkLeaves(db, 1);
    await growAll();
    expect(await newestCheckpoint(db)).toMatchObject({ epoch: 2, note: expect.stringContaining("\nepoch 2\n\n") as string });
    await expectWhole();
  });
});

describe("two builders", () => {
  it("sign one head for each size, while the lease goes to and fro and the record grows", async () => {
    let isWriting = true;
    const builders = ["A", "B"].map(async (holder) => {
      let added = 0;
      while (isWriting || (await sealedCount(db)) > ((await newestCheckpoint(db))?.size ?? 0)) {
        added += (await growTree(world.deps, { holder, leaseMs: 10, batchMax: 20 })) ?? 0;
        world.clock.advance(11);
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return added;
    });
    for (let turn = 0; turn < 30; turn += 1) {
      await bulkLeaves(db, 17);
    }
    isWriting = false;
    const added = await Promise.all(builders);
    expect(added.reduce((sum, one) => sum + one)).toBe(30 * 17);
    await expectWhole();
  });

  it("of which one slept past its lease: it signs nothing when the other has taken over", async () => {
    await bulkLeaves(db, 5);
    const size = (await newestCheckpoint(db))?.size ?? 0;
    const slept = await takeLease(world.deps, "tree", 10_000, "A");
    const leaves = (await publicForms(db, size, 5)).map((form) => leafHash(form, sha256));
    world.clock.advance(11_000);
    expect(await growTree(world.deps, { holder: "B", batchMax: 3 })).toBe(3);
    expect(slept && (await signBatch(world.deps, slept, size, leaves))).toBe(false);
    expect(await growTree(world.deps, { holder: "B" })).toBe(2);
    await expectWhole();
  });
});

describe("a builder", () => {
  it("that breaks off at any of its steps leaves everything as it was", async () => {
    await bulkLeaves(db, 600);
    const state = () => Promise.all(["trail_tiles", "trail_edge"].map((table) => db.select({ text: `SELECT * FROM ${table} ORDER BY level, tile_index`, values: [] })));
    const before = [await newestCheckpoint(db), await state()];
    const outcomes: unknown[] = [];
    for (;;) {
      const lease = await takeLease(world.deps, "tree", 10_000);
      const size = (await newestCheckpoint(db))?.size ?? 0;
      const leaves = (await publicForms(db, size, 600)).map((form) => leafHash(form, sha256));
      const done = lease && (await signBatch({ ...world.deps, db: breakingAfter(db, outcomes.length) }, lease, size, leaves).catch(() => "broken" as const));
      outcomes.push(done);
      if (done !== "broken") {
        break;
      }
      expect([await newestCheckpoint(db), await state()]).toEqual(before);
    }
    expect(outcomes.length).toBeGreaterThan(3);
    expect(outcomes.at(-1)).toBe(true);
    await expectWhole();
  });

  it("that is killed, again and again, leaves nothing half done", async () => {
    await bulkLeaves(db, 3000);
    const script = join(import.meta.dirname, "testing", "tree-worker.ts");
    const ahead = world.clock.now() - Date.now() + 60_000;
    await killProcessAfter(world, script, [String(ahead)], 3);
    await killProcessAfter(world, script, [String(ahead + 60_000)], 11);
    expect((await newestCheckpoint(db))?.size).toBeLessThan(await sealedCount(db));
    world.clock.set(Date.now() + ahead + 180_000);
    await growAll();
    await expectWhole();
  });

  it("never signs an edge that somebody has bent, nor passes over a leaf that is missing", async () => {
    // So that something stands in the open tile.
    await bulkLeaves(db, ((await sealedCount(db)) + 1) % 256 === 0 ? 2 : 1);
    await growAll();
    const [level] = await db.select<{ hashes: Buffer }>(sql`SELECT hashes FROM trail_edge WHERE level = 0`);
    const bent = Buffer.from(level?.hashes ?? []);
    bent[3] = (bent[3] ?? 0) ^ 1;
    await bulkLeaves(db, 2);
    await db.change(sql`UPDATE trail_edge SET hashes = ${bent} WHERE level = 0`);
    await expect(growTree(world.deps)).rejects.toThrow("does not lead to the head that was signed");
    await db.change(sql`UPDATE trail_edge SET hashes = ${level?.hashes ?? null} WHERE level = 0`);
    for (const missing of [1, 2]) {
      await expect(growTree({ ...world.deps, db: withoutLeaves(db, missing) })).rejects.toThrow("a gap at position");
    }
    await growAll();
    await expectWhole();
  });
});

/** The same database for a process whose connection breaks at one of its writes. */
function breakingAfter(real: Database, writes: number): Database {
  let done = 0;
  return {
    ...real,
    change: (statement) => {
      done += 1;
      return done > writes ? Promise.reject(new Error("broken off")) : real.change(statement);
    },
  };
}

function withoutLeaves(real: Database, count: number): Database {
  return {
    ...real,
    select: async <Row>(query: Parameters<Database["select"]>[0]) => {
      const rows = await real.select<Row>(query);
      return query.text.includes("public_form") ? rows.slice(count) : rows;
    },
  };
}
