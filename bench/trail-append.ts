import { system } from "../api/src/kernel/actor.ts";
import type { AppDeps } from "../api/src/boot/compose.ts";
import { randomId } from "../api/src/kernel/crypto/random.ts";
import type { Engine } from "../api/src/kernel/database.ts";
import { sql } from "../api/src/kernel/sql.ts";
import { inTransaction } from "../api/src/kernel/transaction.ts";
import { buildVillager } from "../api/src/testing/build-actors.ts";
import { seedTestAreas } from "../api/src/testing/test-areas.ts";
import { submitCase } from "../api/src/modules/cases/commands/submit-case.ts";
import { onGround } from "./trail-ground.ts";

export interface AppendCost {
  readonly engine: Engine;
  readonly commands: number;
  /** CPU of this process a command: a change of a case alone, and the same with its entry. */
  readonly withoutMs: number;
  readonly withMs: number;
  readonly appendMs: number;
}

/** What an entry costs the server beside the change it tells of: medians of alternating rounds. */
export function measureAppend(engine: Engine, { rounds = 15, commandsPerRound = 400 } = {}): Promise<AppendCost> {
  return onGround(engine, async (deps) => {
    const work = await commandsOf(deps);
    await cpuOf(work.without, commandsPerRound);
    await cpuOf(work.with, commandsPerRound);
    const [without, withEntry]: [number[], number[]] = [[], []];
    for (let round = 0; round < rounds; round += 1) {
      without.push(await cpuOf(work.without, commandsPerRound));
      withEntry.push(await cpuOf(work.with, commandsPerRound));
    }
    const [withoutMs, withMs] = [median(without), median(withEntry)];
    return { engine, commands: rounds * commandsPerRound, withoutMs, withMs, appendMs: withMs - withoutMs };
  });
}

/** The plainest command on a real case, whose row the entry commits to. */
async function commandsOf(deps: AppDeps) {
  const areas = await seedTestAreas(deps);
  const wu = await buildVillager({ deps }, areas.xikouVillage);
  const order = { door: "report" as const, villageId: areas.xikouVillage.publicId, categoryCode: "road", text: "村道拐弯处堆了一堆黄泥", photos: [], isPrivate: false, isAnonymous: false };
  const { publicId } = await submitCase(deps, wu, order);
  const row = await deps.db.selectOne<{ id: number }>(sql`SELECT id FROM cases WHERE public_id = ${publicId}`);
  if (!row) {
    throw new Error("the case just submitted is not there");
  }
  const change = () => deps.db.change(sql`UPDATE cases SET version = version + 1 WHERE id = ${row.id}`);
  return {
    without: () => inTransaction(deps.db, change),
    with: () =>
      inTransaction(deps.db, async () => {
        await change();
        return deps.journal.append(system("bench"), {
          kind: "case.started",
          subject: { kind: "case", id: row.id, publicId },
          areaId: areas.xikouVillage.id,
          details: { note: `去看了现场 ${randomId()}` },
        });
      }),
  };
}

async function cpuOf(command: () => Promise<unknown>, times: number): Promise<number> {
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) {
    await command();
  }
  const { user, system: kernel } = process.cpuUsage(before);
  return (user + kernel) / 1000 / times;
}

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
