import { system } from "../api/src/kernel/actor.ts";
import type { AppDeps } from "../api/src/boot/compose.ts";
import { randomId } from "../api/src/kernel/crypto/random.ts";
import type { Engine } from "../api/src/kernel/database.ts";
import { sql } from "../api/src/kernel/sql.ts";
import { inTransaction } from "../api/src/kernel/transaction.ts";
import { submitCase } from "../api/src/modules/cases/index.ts";
import { buildVillager } from "../api/src/testing/build-actors.ts";
import { seedTestAreas } from "../api/src/testing/test-areas.ts";
import { onGround } from "./trail-ground.ts";

interface AppendCost {
  readonly commands: number;
  /** CPU of this process a command, round by round: what the command with its entry costs beyond the change alone. */
  readonly appendMs: readonly number[];
}

/** What an entry costs the server beside the change it tells of, in alternating rounds of both. */
export function measureAppend(engine: Engine, { rounds, commandsPerRound }: { readonly rounds: number; readonly commandsPerRound: number }): Promise<AppendCost> {
  return onGround(engine, async (deps) => {
    const work = await commandsOf(deps);
    for (let warmUp = 0; warmUp < 5; warmUp += 1) {
      await cpuOf(work.without, commandsPerRound);
      await cpuOf(work.with, commandsPerRound);
    }
    const appendMs: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const withoutMs = await cpuOf(work.without, commandsPerRound);
      appendMs.push((await cpuOf(work.with, commandsPerRound)) - withoutMs);
    }
    return { commands: rounds * commandsPerRound, appendMs };
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
