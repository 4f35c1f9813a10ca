import { createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import type { StaffActor } from "../../kernel/actor.ts";
import { buildStaff } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sessionFor } from "../identity/testing/session-for.ts";
import { startRollImport } from "./index.ts";
import { rollLine, rollTitles } from "./testing/build-roll.ts";

const rowCount = 100_000;
const answerMsMax = 500;
/** What one import may add to the process, whatever the size of the table. */
const growthMbMax = 200;

describe("a roll of 100,000 rows", () => {
  let world: World;
  let api: TestApi;
  let clerk: StaffActor;
  let headers: Record<string, string>;

  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    clerk = await buildStaff(world, "township_window_services", world.areas.xikou);
    headers = await sessionFor(world, clerk);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  it("is read, switched, replaced and cancelled while all other requests are answered within 500 ms", async () => {
    // A first small one, so that code is warm before memory is compared.
    await throughImport(await writeRoll("warm.csv", 2000), "cancel");
    const content = await writeRoll("a.csv", rowCount);
    const changed = await writeRoll("b.csv", rowCount, "第二网格");
    const before = process.memoryUsage.rss();
    const probe = startProbe(api, headers, world);
    const first = await throughImport(content, "apply");
    expect(first.checked).toMatchObject({ state: "checked", rowsRead: rowCount, newCount: rowCount, errorCount: 0 });
    const second = await throughImport(changed, "apply");
    expect(second.checked).toMatchObject({ rowsRead: rowCount, newCount: 0, changedCount: rowCount });
    const third = await throughImport(content, "cancel");
    expect(third.checked).toMatchObject({ state: "checked", changedCount: rowCount });
    const { answers, answerMs, rssPeak } = await probe.stop();
    const growthMb = (rssPeak - before) / 1024 / 1024;
    process.stdout.write(`${JSON.stringify({ secondsToRead: [first, second, third].map(({ seconds }) => seconds), answers, answerMsMax: answerMs, growthMb: Math.round(growthMb) })}\n`);
    expect(answers).toBeGreaterThan(500);
    expect(answerMs).toBeLessThanOrEqual(answerMsMax);
    expect(growthMb).toBeLessThanOrEqual(growthMbMax);
  });

  /** Written line by line and not uploaded: a client in this process would count as the server's memory. */
  async function writeRoll(name: string, count: number, grid = "第一网格"): Promise<string> {
    const path = join(world.folder, name);
    await pipeline(Readable.from(lines(count, grid)), createWriteStream(path));
    return path;
  }

  async function throughImport(path: string, ending: "apply" | "cancel") {
    const { publicId: id } = await startRollImport(world.deps, clerk, world.areas.xikouVillage, { path, name: "名册.csv", byteCount: (await stat(path)).size });
    const startedAt = performance.now();
    await world.settle();
    const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
    const { body: checked } = await api.get(`/roll-imports/${id}`, headers);
    const asked = await api.post(`/roll-imports/${id}/${ending}`, {}, headers);
    expect(asked.status, JSON.stringify(asked.body)).toBe(200);
    await world.settle();
    return { checked, seconds };
  }
});

function* lines(count: number, grid: string): Generator<string> {
  yield `${rollTitles}\n`;
  for (let seed = 0; seed < count; seed += 1) {
    yield `${rollLine(inventPerson(seed)).replace("第一网格", grid)}\n`;
  }
}

/** Other people at work: reads of the roll and writes of areas, one after the other, each timed. */
function startProbe(api: TestApi, headers: Record<string, string>, world: World) {
  let isRunning = true;
  const state = { answers: 0, answerMs: 0, rssPeak: 0 };
  const running = (async () => {
    const admin = await sessionFor(world, await buildStaff(world, "system_admin", world.areas.county));
    for (let turn = 0; isRunning; turn += 1) {
      await timed(() => api.get("/people?size=20", headers));
      await timed(() => api.get("/villages?q=%E6%9D%91"));
      await timed(() => api.post(`/areas/${world.areas.zaoxi.publicId}/rename`, { name: `枣溪村${turn}`, reason: "探测" }, admin));
      await new Promise((resolve) => setTimeout(resolve, 20));
      // The clock of tests stands still; it must go on for the leases, and so that 120 posts a minute are not exceeded.
      world.clock.advance(1000);
    }
  })();
  running.catch(() => undefined);
  return {
    async stop() {
      isRunning = false;
      await running;
      return state;
    },
  };

  async function timed(ask: () => Promise<{ status: number }>): Promise<void> {
    const startedAt = performance.now();
    const { status } = await ask();
    if (status !== 200) {
      throw new Error(`the probe was answered ${status}`);
    }
    state.answers += 1;
    state.answerMs = Math.max(state.answerMs, Math.round(performance.now() - startedAt));
    state.rssPeak = Math.max(state.rssPeak, process.memoryUsage.rss());
  }
}
