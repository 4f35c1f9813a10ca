import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openWorld, type World } from "../../testing/world.ts";
import { sql } from "../sql.ts";
import { readOnce, type Reader } from "./reader.ts";
import { appendSealed, sealAll } from "./testing/append-tests.ts";
import { countingReader, handled } from "./testing/counting-reader.ts";
import { killWorkerAfter } from "./testing/kill-worker.ts";
import { sleepyDatabase } from "./testing/sleepy-database.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
  await sealAll(world);
});
afterAll(async () => {
  await world.close();
});

let turn = 0;
let name: string;
let order: number[];
/** Positions at which the reader fails. */
let poison: Set<number>;
beforeEach(async () => {
  turn += 1;
  name = `reader-${turn}`;
  order = [];
  poison = new Set();
  // Each test has a reader of its own, which begins where the journal ends.
  await world.deps.db.change(sql`INSERT INTO reader_cursors (reader, position) VALUES (${name}, ${await top()})`);
});

const top = async (): Promise<number> => (await world.deps.db.selectOne<{ top: number | null }>(sql`SELECT MAX(position) AS top FROM trail_leaves`))?.top ?? -1;
const cursor = async () => (await world.deps.db.selectOne<{ position: number }>(sql`SELECT position FROM reader_cursors WHERE reader = ${name}`))?.position;
const holds = () =>
  world.deps.db.select<{ subject_id: number; position: number; attempts: number; next_attempt_ms: number }>(sql`
    SELECT subject_id, position, attempts, next_attempt_ms FROM reader_holds WHERE reader = ${name} ORDER BY subject_id`);

/** Fails after its work is written, as a crash before the commit does. */
const reader = (): Reader =>
  countingReader(world.deps.db, {
    areaId: world.areas.xikou.id,
    name,
    after: (entry) => {
      if (poison.has(entry.position)) {
        throw new Error("poisoned");
      }
      order.push(entry.position);
    },
  });

describe("a poisoned entry", () => {
  it("stops its subject only; what waits behind it runs in order once it is released", async () => {
    const first = (await top()) + 1;
    await appendSealed(world, [1, 2, 1, 3, 1, 2]);
    poison = new Set([first + 2]);
    expect(await readOnce(world.deps, reader())).toBe(6);
    expect(order).toEqual([first, first + 1, first + 3, first + 5]);
    expect(await holds()).toMatchObject([{ subject_id: 1, position: first + 2, attempts: 1 }]);
    expect(await cursor()).toBe(first + 5);

    await appendSealed(world, [1, 3]);
    await readOnce(world.deps, reader());
    expect(order.slice(4)).toEqual([first + 7]);

    poison = new Set();
    world.clock.advance(5_000);
    await readOnce(world.deps, reader());
    expect(order.slice(5)).toEqual([first + 2, first + 4, first + 6]);
    expect(await holds()).toEqual([]);
    expect([...(await handled(world.deps.db, name)).values()]).toEqual(Array.from({ length: 8 }, () => 1));
  });

  it("leaves nothing of what it wrote before it failed", async () => {
    const first = (await top()) + 1;
    poison = new Set([first]);
    await appendSealed(world, [1]);
    await readOnce(world.deps, reader());
    expect((await handled(world.deps.db, name)).size).toBe(0);
  });

  it("is tried ever more slowly, then waits for an operator", async () => {
    poison = new Set([(await top()) + 1]);
    await appendSealed(world, [1]);
    for (let hours = 0; hours < 12; hours += 1) {
      await readOnce(world.deps, reader());
      world.clock.advance(3_600_000);
    }
    expect(await holds()).toMatchObject([{ attempts: 6, next_attempt_ms: Number.MAX_SAFE_INTEGER }]);
    poison = new Set();
    await world.deps.db.change(sql`UPDATE reader_holds SET attempts = 0, next_attempt_ms = ${world.clock.now()} WHERE reader = ${name}`);
    await readOnce(world.deps, reader());
    expect(await holds()).toEqual([]);
    expect([...(await handled(world.deps.db, name)).values()]).toEqual([1]);
  });
});

describe("a crash", () => {
  it("between the work and the cursor loses nothing and doubles nothing", async () => {
    await appendSealed(world, [1, 2, 1, 2]);
    const first = (await top()) - 3;
    let isLost = true;
    const losing = countingReader(world.deps.db, {
      areaId: world.areas.xikou.id,
      name,
      after: (entry) => {
        if (isLost && entry.position === first + 2) {
          isLost = false;
          throw Object.assign(new Error("the connection is gone"), { code: "ECONNRESET" });
        }
      },
    });
    await expect(readOnce(world.deps, losing)).rejects.toThrow("the connection is gone");
    expect([await cursor(), (await handled(world.deps.db, name)).size]).toEqual([first + 1, 2]);
    await readOnce(world.deps, losing);
    expect([...(await handled(world.deps.db, name))]).toEqual([0, 1, 2, 3].map((step) => [first + step, 1]));
    expect(await holds()).toEqual([]);
  });

  it("of the whole process, again and again, loses nothing and doubles nothing", async () => {
    await appendSealed(world, Array.from({ length: 300 }, (_, index) => index % 7));
    await killWorkerAfter(world, "read", 37, 0);
    await killWorkerAfter(world, "read", 61, 20_000);
    const half = await handled(world.deps.db);
    expect(half.size).toBeGreaterThanOrEqual(90);
    const before = world.clock.now();
    world.clock.set(Date.now() + 60_000);
    const rest = countingReader(world.deps.db, { areaId: world.areas.xikou.id });
    while (((await readOnce(world.deps, rest)) ?? 0) > 0) {
      // Until all is read.
    }
    world.clock.set(before);
    const entries = await world.deps.db.select<{ position: number }>(sql`
      SELECT l.position FROM trail_leaves l JOIN journal j ON j.id = l.journal_id WHERE j.subject_kind = 'test' ORDER BY l.position`);
    expect([...(await handled(world.deps.db))]).toEqual(entries.map(({ position }) => [position, 1]));
  });
});

describe("a process that slept past its lease", () => {
  const deps = (after: RegExp) => {
    const sleepy = sleepyDatabase(world.deps.db, after);
    return { sleepy, deps: { ...world.deps, db: sleepy.db } };
  };

  it("handles nothing more when another has taken over", async () => {
    await appendSealed(world, [1, 2, 3]);
    const a = deps(/FROM trail_leaves/);
    const slept = readOnce(a.deps, reader(), "A");
    await a.sleepy.asleep;
    expect(await readOnce(world.deps, reader(), "B")).toBeNull();
    world.clock.advance(11_000);
    expect(await readOnce(world.deps, reader(), "B")).toBe(3);
    a.sleepy.wake();
    expect(await slept).toBeNull();
    expect([...(await handled(world.deps.db, name)).values()]).toEqual([1, 1, 1]);
    expect(await cursor()).toBe(await top());
  });

  it("cannot stop a subject that the other has handled well", async () => {
    await appendSealed(world, [1, 2]);
    const a = deps(/FROM trail_leaves/);
    const failing: Reader = { ...reader(), handle: async () => Promise.reject(new Error("only here")) };
    const slept = readOnce(a.deps, failing, "A");
    await a.sleepy.asleep;
    world.clock.advance(11_000);
    await readOnce(world.deps, reader(), "B");
    a.sleepy.wake();
    expect([await slept, await holds()]).toEqual([null, []]);
  });

  it("does not move the cursor back or on", async () => {
    await appendSealed(world, [1]);
    const a = deps(/FROM reader_holds WHERE reader = \? *$/);
    const uninterested: Reader = { ...reader(), wants: () => false };
    const slept = readOnce(a.deps, uninterested, "A");
    await a.sleepy.asleep;
    world.clock.advance(11_000);
    await world.deps.db.change(sql`UPDATE leases SET token = token + 1, holder = 'B' WHERE name = ${`reader:${name}`}`);
    a.sleepy.wake();
    await slept;
    expect(await cursor()).toBe((await top()) - 1);
  });

  it("does not release a subject that the other has stopped again", async () => {
    const first = (await top()) + 1;
    await appendSealed(world, [1]);
    poison = new Set([first, first + 1]);
    await readOnce(world.deps, reader(), "A");
    world.clock.advance(5_000);
    poison = new Set([first + 1]);
    const a = deps(/j\.subject_kind = \?/);
    const slept = readOnce(a.deps, reader(), "A");
    await a.sleepy.asleep;
    await appendSealed(world, [1]);
    world.clock.advance(11_000);
    await readOnce(world.deps, reader(), "B");
    a.sleepy.wake();
    await slept;
    expect(await holds()).toMatchObject([{ subject_id: 1, position: first + 1 }]);
    expect([...(await handled(world.deps.db, name))]).toEqual([[first, 1]]);
  });
});
