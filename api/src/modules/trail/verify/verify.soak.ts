import { afterAll, beforeAll, expect, it } from "vitest";
import { sql } from "../../../kernel/sql.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { growTree } from "../tree/build-tree.ts";
import { bulkEntries } from "./testing/bulk-entries.ts";
import { verifierSpeed } from "./testing/verifier-speed.ts";
import { openCheck } from "./open-check.ts";
import { newState } from "./verify-state.ts";
import { stepDatabase } from "./verify-database.ts";

const count = process.env["SOAK"] === "1" ? 1_000_000 : 20_000;
let world: World;

beforeAll(async () => {
  world = await openWorld({ engine: "sqlite", isTampered: true });
});
afterAll(() => world.close());

it(`builds the tree of ${count} leaves anew at 50,000 a second and more`, () => {
  const perSecond = verifierSpeed(count);
  process.stdout.write(`N = ${count}: tree rebuilt at ${perSecond} leaves a second of one core\n`);
  expect(perSecond).toBeGreaterThan(50_000);
});

it(`checks a database of ${count} leaves in steps that let others in, and finds the one that was changed`, async () => {
  const { db } = world.deps;
  await bulkEntries(db, count);
  while (((await growTree(world.deps)) ?? 0) > 0) {
    // One batch a turn.
  }
  const position = Math.floor(count / 3);
  await db.sequelize.query("DROP TRIGGER journal_no_update", { logging: false });
  const row = await db.selectOne<{ id: number; public_form: Buffer }>(sql`
    SELECT j.id, j.public_form FROM trail_leaves l JOIN journal j ON j.id = l.journal_id WHERE l.position = ${position}`);
  const bent = Buffer.from(row?.public_form ?? Buffer.alloc(0));
  const at = bent.indexOf("actor") + 12;
  bent.writeUInt8(bent.readUInt8(at) ^ 1, at);
  await db.sequelize.query(`UPDATE journal SET public_form = x'${bent.toString("hex")}' WHERE id = ${row?.id ?? 0}`, { logging: false });
  const { check } = await openCheck(world.deps);
  let state = newState;
  let longest = 0;
  const began = process.cpuUsage();
  while (state.phase !== "done") {
    const before = performance.now();
    state = await stepDatabase(check, state);
    longest = Math.max(longest, performance.now() - before);
  }
  const { user, system } = process.cpuUsage(began);
  const perSecond = Math.round(count / ((user + system) / 1e6));
  process.stdout.write(`N = ${count}: database checked at ${perSecond} entries a second of one core, longest step ${Math.round(longest)} ms\n`);
  expect(state.tally.leaves).toBeGreaterThanOrEqual(count);
  // Where the bent actor still reads as a commitment, it differs from who acted as well.
  expect(state.findings.filter(({ code }) => code === "leaf.changed").map((finding) => finding.position)).toEqual([position]);
  expect(state.findings.filter((finding) => finding.position !== position)).toEqual([]);
});
