import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { sql } from "../../../kernel/sql.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { growTree } from "../tree/build-tree.ts";
import { newestCheckpoint } from "../tree/tree-store.ts";
import { bulkEntries } from "./testing/bulk-entries.ts";
import { openAttacker, type Attacker } from "./testing/open-attacker.ts";
import { startVerify, verifySettings } from "./testing/run-verify.ts";

const count = 25_000;
let world: World;
let attacker: Attacker;
beforeAll(async () => {
  world = await openWorld({ isTampered: true });
  await world.settle();
  await bulkEntries(world.deps.db, count);
  while (((await growTree(world.deps)) ?? 0) > 0) {
    // One batch a turn.
  }
  attacker = await openAttacker(world.migratorUrl);
}, 120_000);
afterAll(async () => {
  await attacker.close();
  await world.close();
});

const formAt = async (position: number) => {
  const row = await attacker.db.selectOne<{ id: number; public_form: Buffer }>(sql`
    SELECT j.id, j.public_form FROM trail_leaves l JOIN journal j ON j.id = l.journal_id WHERE l.position = ${position}`);
  return row ?? { id: 0, public_form: Buffer.alloc(0) };
};

const writeForm = (id: number, form: Buffer): Promise<void> => attacker.run(sql`UPDATE journal SET public_form = ${form} WHERE id = ${id}`);

/** @returns the entry as it was. */
async function bendAt(position: number): Promise<{ id: number; public_form: Buffer }> {
  const row = await formAt(position);
  const bent = Buffer.from(row.public_form);
  const at = bent.indexOf("actor") + 12;
  bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
  await writeForm(row.id, bent);
  return row;
}

it("a check that was killed goes on from its state and ends as one that was not", { timeout: 180_000 }, async () => {
  const size = (await newestCheckpoint(world.deps.db))?.size ?? 0;
  expect(size).toBeGreaterThan(count);
  const early = await bendAt(100);
  await bendAt(size - 100);
  // A bent actor differs from its leaf, and where it still reads as a commitment also from who acted.
  const whole = await startVerify(verifySettings(world), ["--database"]).ended;
  expect([whole.code, whole.out]).toEqual([1, expect.stringMatching(/发现 [234] 处不符/)]);

  const state = join(world.folder, "killed.state");
  const { child, ended } = startVerify(verifySettings(world), ["--database", "--state", state]);
  await vi.waitFor(() => expect(existsSync(state)).toBe(true), { timeout: 60_000, interval: 5 });
  child.kill("SIGKILL");
  expect((await ended).code).toBeNull();
  const { phase, position } = JSON.parse(readFileSync(state, "utf8").split("\n")[1] ?? "{}");
  expect(phase).toBe("leaves");
  expect(position).toBeGreaterThan(100);
  expect(position).toBeLessThan(size - 256);

  // Only who goes on still knows of it: a check that begins anew would find it mended.
  await writeForm(early.id, early.public_form);
  const resumed = await startVerify(verifySettings(world), ["--database", "--state", state]).ended;
  expect(resumed.code).toBe(1);
  expect(resumed.out).toBe(whole.out);
  expect(resumed.out).toContain("[第 100 条] leaf.changed");
  expect(resumed.out).toContain(`[第 ${size - 100} 条] leaf.changed`);
});
