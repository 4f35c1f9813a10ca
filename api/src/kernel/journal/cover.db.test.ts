import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { randomFrom } from "../../testing/random-from.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sql } from "../sql.ts";
import { paddingKind } from "./entries.ts";
import { readOnce } from "./reader.ts";
import { sealOnce } from "./sealer.ts";
import { appendTest, sealAll } from "./testing/append-tests.ts";
import { countingReader } from "./testing/counting-reader.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
beforeEach(async () => {
  await sealAll(world);
  await world.deps.db.change(sql`DELETE FROM cover_schedule`);
});
afterAll(async () => {
  await world.close();
});

interface Leaf {
  readonly position: number;
  readonly kind: string;
  readonly subject_id: number;
  readonly is_sealed: number;
  readonly public_form: Buffer;
}

const leavesAfter = (position: number) =>
  world.deps.db.select<Leaf>(sql`
    SELECT l.position, j.kind, j.subject_id, j.is_sealed, j.public_form FROM trail_leaves l JOIN journal j ON j.id = l.journal_id
    WHERE l.position > ${position} ORDER BY l.position`);
const top = async (): Promise<number> => (await world.deps.db.selectOne<{ top: number | null }>(sql`SELECT MAX(position) AS top FROM trail_leaves`))?.top ?? -1;
const appendSealed = (subject: number) => appendTest(world, subject, undefined, true);

/** A second a step: at which steps the trail grew, and by how much. */
async function growth(seed: number, seconds: number, during: (step: number) => Promise<void> = async () => undefined): Promise<[number, number][]> {
  const random = randomFrom(seed);
  const grown: [number, number][] = [];
  for (let step = 0; step < seconds; step += 1) {
    await during(step);
    const added = (await sealOnce(world.deps, { random })) ?? 0;
    if (added > 0) {
      grown.push([step, added]);
    }
    world.clock.advance(1000);
  }
  return grown;
}

describe("cover batches", () => {
  it("go out at the same moments in the same sizes whether sealed entries wait or not", async () => {
    const quiet = await growth(11, 300);
    await world.deps.db.change(sql`DELETE FROM cover_schedule`);
    const before = await top();
    const busy = await growth(11, 300, async (step) => {
      if (step % 130 === 7) {
        await appendSealed(step);
      }
    });
    expect(quiet.length).toBeGreaterThan(8);
    expect(busy).toEqual(quiet);
    const leaves = await leavesAfter(before);
    expect(leaves.filter(({ kind }) => kind !== paddingKind).map(({ subject_id }) => subject_id)).toEqual([7, 137, 267]);
    expect(await world.deps.db.select(sql`SELECT journal_id FROM journal_unsealed`)).toEqual([]);
  });

  it("have one public form, of one length and one key beside the version, for what is real and what is not", async () => {
    await appendSealed(1);
    const before = await top();
    await growth(12, 120);
    const leaves = await leavesAfter(before);
    expect(new Set(leaves.map(({ kind }) => kind)).size).toBe(2);
    const forms = leaves.map(({ public_form }) => public_form);
    expect(new Set(forms.map((form) => form.length)).size).toBe(1);
    expect(forms.every((form) => /^\{"sealed":"[0-9a-f]{64}","v":1\}$/.test(form.toString()))).toBe(true);
    expect(new Set(forms.map(String)).size).toBe(forms.length);
  });

  it("never begin with an entry: the first moment is drawn, and the entry waits for it", async () => {
    await appendSealed(1);
    expect(await sealOnce(world.deps)).toBe(0);
    world.clock.advance(world.deps.county.trail.cover.gapSecondsMin * 1000 - 1);
    expect(await sealOnce(world.deps)).toBe(0);
    world.clock.advance(world.deps.county.trail.cover.gapSecondsMax * 1000);
    expect(await sealOnce(world.deps)).toBeGreaterThan(0);
  });

  it("keep one schedule for several workers and through a restart", async () => {
    const [one, other] = [randomFrom(1), randomFrom(2)];
    await sealOnce(world.deps, { holder: "A", random: one });
    const next = () => world.deps.db.selectOne<{ next_at_ms: number }>(sql`SELECT next_at_ms FROM cover_schedule`);
    const drawn = await next();
    world.clock.advance(11_000);
    await sealOnce(world.deps, { holder: "B", random: other });
    world.clock.set(Math.max(world.clock.now(), drawn?.next_at_ms ?? 0));
    world.clock.advance(11_000);
    expect(await sealOnce(world.deps, { holder: "A", random: one })).toBeGreaterThanOrEqual(0);
    expect((await next())?.next_at_ms).toBeGreaterThan(world.clock.now());
  });

  it("let no sealed entry wait past the promise, even in a flood; then, and only then, they grow", async () => {
    const { promiseSeconds, cover } = world.deps.county.trail;
    const since = new Map<number, number>();
    const waited: number[] = [];
    const seen = new Set<number>();
    let position = await top();
    let largest = 0;
    await growth(13, 180, async (step) => {
      const leaves = await leavesAfter(position);
      position = leaves.at(-1)?.position ?? position;
      largest = Math.max(largest, leaves.length);
      for (const { kind, subject_id } of leaves.filter((leaf) => leaf.kind !== paddingKind)) {
        expect(kind).toBe("area.opened");
        seen.add(subject_id);
        waited.push(world.clock.now() - (since.get(subject_id) ?? 0));
      }
      if (step < 120) {
        since.set(5000 + step, world.clock.now());
        await appendSealed(5000 + step);
      }
    });
    expect(seen.size).toBe(120);
    expect(Math.max(...waited)).toBeLessThanOrEqual(promiseSeconds * 1000);
    expect(largest).toBeGreaterThan(cover.batchMax);
  });
});

describe("the order of one subject", () => {
  it("holds through sealed and open entries, and other subjects do not wait for it", async () => {
    const before = await top();
    await appendTest(world, 1);
    await appendSealed(1);
    await appendTest(world, 1);
    await appendSealed(1);
    await appendTest(world, 2);
    expect(await sealOnce(world.deps)).toBe(2);
    expect((await leavesAfter(before)).map(({ subject_id }) => subject_id)).toEqual([1, 2]);
    await growth(14, 120);
    const own = (await leavesAfter(before)).filter(({ kind, subject_id }) => kind !== paddingKind && subject_id === 1);
    expect(own.map(({ is_sealed }) => is_sealed)).toEqual([0, 1, 0, 1]);
  });
});

describe("padding", () => {
  it("is passed by readers that want everything, and leaves nothing behind", async () => {
    const seen: string[] = [];
    const reader = { ...countingReader(world.deps.db, { areaId: world.areas.xikou.id, name: "all" }), wants: () => true, handle: async (entry: { kind: string }) => void seen.push(entry.kind) };
    await world.deps.db.change(sql`INSERT INTO reader_cursors (reader, position) VALUES ('all', ${await top()})`);
    await appendTest(world, 3);
    await growth(15, 60);
    expect(await readOnce(world.deps, reader)).toBeGreaterThan(1);
    expect(seen).toEqual(["area.opened"]);
    expect(await world.deps.db.select(sql`
      SELECT d.journal_id FROM journal_details d JOIN journal j ON j.id = d.journal_id WHERE j.kind = ${paddingKind}`)).toEqual([]);
  });
});
