import { system } from "../kernel/actor.ts";
import { randomId } from "../kernel/crypto/random.ts";
import type { Deps } from "../kernel/deps.ts";
import { sql } from "../kernel/sql.ts";
import { inTransaction } from "../kernel/transaction.ts";
import { areasById, type Area } from "../modules/organisation/index.ts";

export interface TestAreas {
  readonly county: Area;
  readonly xikou: Area;
  readonly donghua: Area;
  /** In 溪口镇. */
  readonly xikouVillage: Area;
  readonly zaoxi: Area;
  /** In 东华街道. */
  readonly zhangwang: Area;
}

/** One county, two townships, three villages: enough for every question of scope. */
export async function seedTestAreas(deps: Deps): Promise<TestAreas> {
  const county = await open(deps, "county", "330825", "龙游县", null);
  const xikou = await open(deps, "township", "330825109", "溪口镇", county);
  const donghua = await open(deps, "township", "330825002", "东华街道", county);
  return {
    county,
    xikou,
    donghua,
    xikouVillage: await open(deps, "village", "330825109225", "溪口村", xikou),
    zaoxi: await open(deps, "village", "330825109226", "枣溪村", xikou),
    zhangwang: await open(deps, "village", "330825002222", "张王村", donghua),
  };
}

let sort = 0;

async function open(deps: Deps, kind: Area["kind"], code: string, name: string, parent: Area | null): Promise<Area> {
  sort += 1;
  const publicId = randomId();
  const id = await inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO areas (public_id, kind, code, name, parent_id, path, sort, opened_at)
      VALUES (${publicId}, ${kind}, ${code}, ${name}, ${parent?.id ?? null}, '', ${sort}, ${deps.clock.now()})`);
    await deps.db.change(sql`UPDATE areas SET path = ${`${parent?.path ?? "/"}${insertId}/`} WHERE id = ${insertId}`);
    await deps.journal.append(system("test"), {
      kind: "area.opened",
      subject: { kind: "area", id: insertId, publicId },
      areaId: insertId,
      details: { name, code },
    });
    return insertId;
  });
  const area = (await areasById(deps.db, [id])).get(id);
  if (!area) {
    throw new Error("the area just opened is not there");
  }
  return area;
}
