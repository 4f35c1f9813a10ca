import type { CaseState } from "@cunqing/contract";
import { anonymous, type Actor, type StaffActor, type VillagerActor } from "../../../kernel/actor.ts";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { randomFrom, type Random } from "../../../testing/random-from.ts";
import type { World } from "../../../testing/world.ts";
import { canMove, moves, type CaseMove } from "../../cases/case.state.ts";
import { acceptCase } from "../../cases/commands/accept-case.ts";
import { assignCase } from "../../cases/commands/assign-case.ts";
import { declineCase } from "../../cases/commands/decline-case.ts";
import { finishCase } from "../../cases/commands/finish-case.ts";
import { rateCase } from "../../cases/commands/rate-case.ts";
import { startCase } from "../../cases/commands/start-case.ts";
import { followCodeOf } from "../../cases/follow-code.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import type { Area } from "../../organisation/index.ts";

const hourMs = 3_600_000;

/** Lets many cases live at random in the test county, by the real commands; readers and clocks run in between. */
export async function liveAtRandom(world: World, seed: number, caseCount: number, stepCount: number): Promise<void> {
  const random = randomFrom(seed);
  const { xikouVillage, zaoxi, zhangwang } = world.areas;
  const places: Place[] = [];
  for (const village of [xikouVillage, zaoxi, zhangwang]) {
    const secretary = await buildStaff(world, "village_secretary", village);
    places.push({ village, secretary, villager: await buildVillager(world, village) });
  }
  const cases: Living[] = [];
  for (let turn = 0; turn < stepCount; turn += 1) {
    world.clock.advance(random.below(3 * hourMs));
    const one = cases.length < caseCount && random.next() < 0.25 ? undefined : cases[random.below(cases.length)];
    if (one) {
      await stepOnce(world, random, one);
    } else {
      cases.push(await begin(world, random, places));
    }
    if (random.next() < 0.012) {
      world.clock.advance(random.below(20) * 24 * hourMs);
      await world.settle();
    }
  }
  await world.settle();
}

/** From submission to done, by one pair of hands. */
export async function takeToDone({ deps }: World, secretary: StaffActor, id: string): Promise<void> {
  await acceptCase(deps, secretary, id, { seenState: "submitted" });
  await assignCase(deps, secretary, id, { seenState: "accepted", assigneeId: secretary.publicId });
  await startCase(deps, secretary, id, { seenState: "assigned" });
  await finishCase(deps, secretary, id, { seenState: "in_progress", outcome: "办好了", afterPhotos: [] });
}

interface Place {
  readonly village: Area;
  readonly secretary: StaffActor;
  readonly villager: VillagerActor;
}

interface Living extends Place {
  readonly id: string;
  readonly isAnonymous: boolean;
}

async function begin(world: World, random: Random, places: readonly Place[]): Promise<Living> {
  const place = places[random.below(places.length)];
  if (!place) {
    throw new Error("there is no village");
  }
  const reporter: Actor = pick(random, [place.villager, place.villager, anonymous, place.secretary]);
  const order = { categoryCode: "village_affairs", isPrivate: random.next() < 0.15 };
  const id = await buildCase(world, reporter, place.village, order);
  return { ...place, id, isAnonymous: reporter.kind === "anonymous" };
}

async function stepOnce(world: World, random: Random, one: Living): Promise<void> {
  const row = await world.deps.db.selectOne<{ state: CaseState }>(sql`SELECT state FROM cases WHERE public_id = ${one.id}`);
  const open = moves.filter((move) => row && canMove(row.state, move) && (move !== "decline" || random.next() < 0.1));
  const move = open[random.below(open.length)];
  if (row && move) {
    await act(world, one, row.state, move);
  }
}

async function act({ deps }: World, one: Living, seenState: CaseState, move: CaseMove): Promise<void> {
  const { id, secretary } = one;
  switch (move) {
    case "accept":
      return acceptCase(deps, secretary, id, { seenState });
    case "decline":
      return declineCase(deps, secretary, id, { seenState, reasonCode: "court", reason: "已在法院" });
    case "assign":
      return assignCase(deps, secretary, id, { seenState, assigneeId: secretary.publicId });
    case "start":
      return startCase(deps, secretary, id, { seenState });
    case "finish":
      return finishCase(deps, secretary, id, { seenState, outcome: "办好了", afterPhotos: [] });
    case "confirm":
    case "dispute":
      return rate(deps, one, move);
    case "fall_silent":
    case "close":
      // The county's clock does these, in `settle`.
      return;
  }
}

async function rate(deps: World["deps"], one: Living, move: "confirm" | "dispute"): Promise<void> {
  const followCode = one.isAnonymous ? { followCode: followCodeOf(deps, one.id) } : {};
  const grade = move === "confirm" ? "satisfied" : "dissatisfied";
  await rateCase(deps, one.isAnonymous ? anonymous : one.villager, one.id, move, { grade, tags: [], ...followCode });
}

function pick<T>(random: Random, choices: readonly [T, ...T[]]): T {
  return choices[random.below(choices.length)] ?? choices[0];
}
