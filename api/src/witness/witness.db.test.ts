import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compose } from "../boot/compose.ts";
import { newNoteKey } from "../kernel/crypto/note-signer.ts";
import { appendTest } from "../kernel/journal/testing/append-tests.ts";
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
beforeAll(async () => {
  world = await openWorld();
  // The county has registered this witness's public key before its server started.
  Object.assign(world.deps.county.trail, { witnesses: [{ name: "溪口镇监督委员会", vkey: own.vkey, isOutside: true }] });
  api = await startApi({ ...world, composed: compose(world.deps) });
});
afterAll(async () => {
  await api.close();
  await world.close();
});

it("a witness signs what the real record served and proved, and everybody sees it", async () => {
  const keys = readKeys(own.signerKey, world.deps.county.trail.logKeys.map(({ vkey }) => vkey));
  const said: string[] = [];
  const look = async (): Promise<number> => {
    const memory = await openMemory(join(world.folder, "witness.state"));
    return runWitness({ client: createTrailClient(api.url.replace(/\/api$/, "")), memory, keys, say: (line) => said.push(line), now: () => world.clock.now(), wait: async () => false }, { everyMs: 20_000, once: true });
  };
  const witnessed = async () => (await api.get("/trail/cosignatures")).body.rows.find((row: { vkey: string }) => row.vkey === own.vkey);

  await appendTest(world, 1);
  await world.settle();
  expect([await look(), said]).toEqual([exitCodes.done, expect.arrayContaining([expect.stringContaining("已见证")])]);
  const first = await witnessed();
  for (let index = 2; index < 40; index += 1) {
    await appendTest(world, index);
  }
  await world.settle();
  world.clock.advance(60_000);
  expect(await look()).toBe(exitCodes.done);
  const second = await witnessed();
  expect(second.size).toBeGreaterThanOrEqual(first.size + 38);
  expect(second.at).toBeGreaterThan(first.at);
});
