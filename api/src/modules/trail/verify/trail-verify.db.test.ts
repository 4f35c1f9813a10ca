import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { sql } from "../../../kernel/sql.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { newestCheckpoint } from "../tree/tree-store.ts";
import { startVerify, verifySettings, type VerifyEnd } from "./testing/run-verify.ts";
import { openTamperingWorld, type TamperingWorld } from "./testing/tampering-world.ts";

let it_: TamperingWorld;
let api: TestApi;
let kept: Awaited<ReturnType<TamperingWorld["attacker"]["keep"]>> = new Map();

beforeAll(async () => {
  it_ = await openTamperingWorld();
  api = await startApi(it_.world);
  kept = await it_.attacker.keep();
});
afterEach(() => it_.attacker.putBack(kept));
afterAll(async () => {
  await api.close();
  await it_.close();
});

const inFolder = (name: string): string => join(it_.world.folder, name);

const verify = (...args: string[]): Promise<VerifyEnd> => startVerify(verifySettings(it_.world), args).ended;

it("a database is checked by its settings: what was checked stands in a table, and an alteration ends with 1", async () => {
  const good = await verify("--database");
  expect(good.code).toBe(0);
  expect(good.out).toContain("结论：没有发现改动。");
  expect(good.out).toContain("第 1 期：从备份合法恢复");
  expect(good.out).toMatch(/没有核对 +people：.+\n +没有核对 +roll_entries：.+/);
  await it_.attacker.run(sql`UPDATE cases SET text = '别的话' WHERE id = ${it_.openCase}`);
  const bad = await verify("--database");
  expect(bad.code).toBe(1);
  expect(bad.out).toMatch(/\[第 \d+ 条\] row\.changed {2}诉求/);
});

it("a server is checked by keys that are ours, and a form it altered is named", async () => {
  const good = await verify("--url", api.url);
  expect(good.code).toBe(0);
  const { size } = (await newestCheckpoint(it_.world.deps.db)) ?? { size: 0 };
  expect(good.out).toContain(`${size} 条，共 ${size} 条`);
  await it_.attacker.run(sql`UPDATE journal SET public_form = REPLACE(public_form, '"v":1', '"v":2') WHERE id = (SELECT journal_id FROM trail_leaves WHERE position = 31)`);
  const bad = await verify("--url", api.url);
  expect([bad.code, bad.out.match(/\[第 31 条\] leaf\.changed/)?.length]).toEqual([1, 1]);
  writeFileSync(inFolder("keys.json"), JSON.stringify({ origin: "another.example/record", logKeys: it_.world.deps.county.trail.logKeys.map(({ vkey }) => vkey), witnesses: [] }));
  expect((await verify("--url", api.url, "--keys", inFolder("keys.json"))).out).toContain("checkpoint.signature_wrong");
});

it("a head that was kept elsewhere is demanded back", async () => {
  await it_.goOn();
  writeFileSync(inFolder("kept.txt"), await it_.newestNote());
  expect((await verify("--url", api.url, "--from-checkpoint", inFolder("kept.txt"))).code).toBe(0);
  await it_.attacker.putBack(kept);
  const back = await verify("--database", "--from-checkpoint", inFolder("kept.txt"));
  expect([back.code, back.out.includes("saved.not_in_record")]).toEqual([1, true]);
});

it("goes on from where its state says, but not from that of another record", async () => {
  expect((await verify("--database", "--state", inFolder("state"))).code).toBe(0);
  const [what, json] = readFileSync(inFolder("state"), "utf8").split("\n");
  const state = { ...JSON.parse(json ?? ""), phase: "rows", table: 0, after: 0, tally: { ...JSON.parse(json ?? "").tally, leaves: 7 } };
  writeFileSync(inFolder("state"), `${what}\n${JSON.stringify(state)}`);
  expect((await verify("--database", "--state", inFolder("state"))).out).toMatch(/记录 +7 条/);
  expect((await verify("--url", api.url, "--state", inFolder("state"))).code).toBe(2);
});

it("a wrong call and a server that is not there end with 2 and say why", async () => {
  expect((await verify("--database", "--url", api.url)).err).toContain("npm run trail:verify");
  expect((await verify("--dossier", inFolder("nothing.zip"))).code).toBe(2);
});
