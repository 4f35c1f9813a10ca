import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { randomFrom } from "../../testing/random-from.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { takeLease } from "../lease.ts";
import { sql } from "../sql.ts";
import { sealBatch, sealOnce } from "./sealer.ts";
import { appendTest, sealAll } from "./testing/append-tests.ts";
import { killWorkerAfter } from "./testing/kill-worker.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

class ChangedMind extends Error {}

/** Waits are real here: transactions must overlap. */
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const leaves = () => world.deps.db.select<{ position: number; journal_id: number }>(sql`SELECT position, journal_id FROM trail_leaves ORDER BY position`);
const unsealed = async () => (await world.deps.db.select(sql`SELECT journal_id FROM journal_unsealed`)).length;

/** Every committed entry has one position, and positions have no gap. */
async function expectWhole(): Promise<void> {
  const found = await leaves();
  expect(found.map(({ position }) => position)).toEqual(found.map((_, index) => index));
  const entries = await world.deps.db.select<{ id: number }>(sql`SELECT id FROM journal ORDER BY id`);
  expect(found.map((leaf) => leaf.journal_id).sort((a, b) => a - b)).toEqual(entries.map(({ id }) => id));
  expect(await unsealed()).toBe(0);
}

describe("two sealers at once", () => {
  it("give gapless positions while transactions interleave, come late and are aborted", async () => {
    const random = randomFrom(7);
    const aborted: number[] = [];
    const write = async (index: number): Promise<void> => {
      await pause(random.below(150));
      const isAborted = random.next() < 0.25;
      const written = appendTest(world, index, async () => {
        await pause(random.below(25));
        if (isAborted) {
          throw new ChangedMind();
        }
      });
      await written.catch((error: unknown) => {
        if (!(error instanceof ChangedMind)) {
          throw error;
        }
        aborted.push(index);
      });
    };
    let isWriting = true;
    const sealers = ["A", "B"].map(async (holder) => {
      let sealed = 0;
      while (isWriting || (await unsealed()) > 0) {
        sealed += (await sealOnce(world.deps, { holder, leaseMs: 10, batchMax: 3 })) ?? 0;
        // The lease runs out between any two batches, so that it goes to and fro.
        world.clock.advance(11);
        await pause(random.below(4));
      }
      return sealed;
    });
    await Promise.all(Array.from({ length: 100 }, (_, index) => write(index)));
    isWriting = false;
    const sealed = await Promise.all(sealers);
    expect(aborted.length).toBeGreaterThan(5);
    expect(sealed.every((count) => count > 0)).toBe(true);
    await expectWhole();
    for (const index of aborted) {
      expect(await world.deps.db.select(sql`SELECT id FROM journal WHERE subject_kind = 'test' AND subject_id = ${index}`)).toEqual([]);
    }
  });
});

describe("a sealer", () => {
  it("that slept past its lease seals nothing when another has taken over", async () => {
    await sealAll(world);
    world.clock.advance(60_000);
    const slept = await takeLease(world.deps, "sealer", 10_000, "A");
    expect(slept).not.toBeNull();
    await appendTest(world, 2001);
    expect(await sealOnce(world.deps, { holder: "B" })).toBeNull();
    world.clock.advance(11_000);
    expect(await sealOnce(world.deps, { holder: "B", isCoverNow: true })).toBe(1);
    await appendTest(world, 2002);
    expect(slept && (await sealBatch(world.deps, slept))).toBeNull();
    expect(await unsealed()).toBe(1);
    expect(await sealOnce(world.deps, { holder: "B", isCoverNow: true })).toBe(1);
    await expectWhole();
  });

  it("gives plain entries their place though more sealed ones than a batch wait before them, and the sealed though plain ones do", async () => {
    await sealAll(world);
    const before = (await leaves()).length;
    for (const subject of [3001, 3002, 3003, 3004]) {
      await appendTest(world, subject, undefined, true);
    }
    const behind = await appendTest(world, 3001);
    const plain = await appendTest(world, 3005);
    world.clock.advance(60_000);
    await sealOnce(world.deps, { batchMax: 2, random: randomFrom(3) });
    const placed = async () => (await leaves()).slice(before).map((leaf) => leaf.journal_id);
    expect([(await placed()).includes(plain.id), (await placed()).includes(behind.id)]).toEqual([true, false]);
    for (const subject of [3006, 3007, 3008]) {
      await appendTest(world, subject);
    }
    const late = await appendTest(world, 3009, undefined, true);
    for (let round = 0; round < 8; round += 1) {
      await sealOnce(world.deps, { batchMax: 2, isCoverNow: true });
    }
    const order = await placed();
    expect([order.includes(late.id), order.includes(behind.id)]).toEqual([true, true]);
    const first = await world.deps.db.selectOne<{ id: number }>(sql`SELECT MIN(id) AS id FROM journal WHERE subject_kind = 'test' AND subject_id = 3001`);
    expect(order.indexOf(first?.id ?? -1)).toBeLessThan(order.indexOf(behind.id));
  });

  it("that is killed in the midst of it, again and again, leaves no gap and no double", async () => {
    for (let index = 0; index < 200; index += 1) {
      await appendTest(world, index);
    }
    const ahead = world.clock.now() - Date.now() + 60_000;
    await killWorkerAfter(world, "seal", 4, ahead);
    await killWorkerAfter(world, "seal", 9, ahead + 60_000);
    expect(await unsealed()).toBeGreaterThan(0);
    world.clock.set(Date.now() + ahead + 180_000);
    await sealAll(world);
    await expectWhole();
  });
});
