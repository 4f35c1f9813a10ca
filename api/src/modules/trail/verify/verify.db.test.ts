import { afterAll, beforeAll, expect, it } from "vitest";
import type { VillagerActor } from "../../../kernel/actor.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { acceptCase } from "../../cases/commands/accept-case.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import { openCheck } from "./open-check.ts";
import { stepDatabase } from "./verify-database.ts";
import { loadState, newState, saveState, withFindings, type VerifyState } from "./verify-state.ts";

let world: World;
let wu: VillagerActor;

beforeAll(async () => {
  world = await openWorld();
  wu = await buildVillager(world, world.areas.xikouVillage);
  const secretary = await buildStaff(world, "village_secretary", world.areas.xikouVillage);
  for (let index = 0; index < 8; index += 1) {
    const id = await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: index % 2 === 0 });
    await acceptCase(world.deps, secretary, id, { seenState: "submitted" });
    await world.settle();
  }
});
afterAll(() => world.close());

async function verify(saved: readonly string[] = []): Promise<VerifyState> {
  const { check, findings } = await openCheck(world.deps, saved);
  let state = withFindings(newState, findings);
  while (state.phase !== "done") {
    state = loadState(saveState(await stepDatabase(check, state)));
  }
  return state;
}

it("a record that nobody has touched passes, with everything counted", async () => {
  const state = await verify();
  expect(state.findings).toEqual([]);
  expect(state.tally).toMatchObject({ detailsErased: 0, subjectsNotCovered: 0 });
});
