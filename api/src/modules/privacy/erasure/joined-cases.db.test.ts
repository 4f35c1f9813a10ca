import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dayMs } from "../../../kernel/clock.ts";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { sealAll } from "../../../kernel/journal/testing/append-tests.ts";

let world: World;
let api: TestApi;
let officer: Record<string, string>;
let cases: readonly string[];

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  officer = await signIn(world, await buildStaff(world, "data_protection_officer", world.areas.county));
  const actor = await buildVillager(world, world.areas.xikouVillage, "吴两件");
  cases = [await buildCase(world, actor, world.areas.xikouVillage), await buildCase(world, actor, world.areas.xikouVillage)];
  await sealAll(world);
  await api.post("/me/closing", { isSure: true }, await signIn(world, actor));
});
afterAll(async () => {
  await api.close();
  await world.close();
});

/** The public forms since an entry. */
async function formsAfter(last: number): Promise<string[]> {
  const rows = await world.deps.db.select<{ public_form: Buffer }>(sql`
    SELECT j.public_form FROM journal j JOIN trail_leaves l ON l.journal_id = j.id WHERE j.id > ${last} ORDER BY l.position`);
  return rows.map((row) => String(row.public_form));
}

const lastEntry = async () => (await world.deps.db.selectOne<{ id: number }>(sql`SELECT MAX(id) AS id FROM journal`))?.id ?? 0;
const namingOneOf = (forms: readonly string[]) => forms.filter((form) => cases.some((id) => form.includes(id)));
const kindsSince = async (last: number) => (await world.deps.db.select<{ kind: string }>(sql`SELECT kind FROM journal WHERE id > ${last} AND subject_kind = 'case' ORDER BY id`)).map((row) => row.kind);

describe("two public cases of one person are not joined in the open", () => {
  it("when he is erased: no public form names either anew, and each tells it in its own timeline", async () => {
    const before = await lastEntry();
    const [asked] = (await api.get("/erasures?state=requested", officer)).body.rows;
    expect((await api.post(`/erasures/${asked.id}/approve`, { reason: "已核对身份" }, officer)).body.state).toBe("erased");
    await sealAll(world);
    expect(await kindsSince(before)).toEqual(["case.erased", "case.erased"]);
    const forms = await formsAfter(before);
    expect(forms.length).toBeGreaterThan(2);
    expect(namingOneOf(forms)).toEqual([]);
    for (const id of cases) {
      expect((await api.get(`/cases/${id}`, officer)).body.timeline.at(-1)).toMatchObject({ kind: "case.erased" });
    }
  });

  it("when the time of what was kept of them is over", async () => {
    const before = await lastEntry();
    world.clock.advance(3651 * dayMs);
    await world.composed.jobs.find((job) => job.name === "retention")?.run(new AbortController().signal);
    await sealAll(world);
    expect(await kindsSince(before)).toEqual(["case.emptied", "case.emptied"]);
    expect(namingOneOf(await formsAfter(before))).toEqual([]);
  });
});
