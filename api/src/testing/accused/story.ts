import type { StaffActor, VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { readOnce } from "../../kernel/journal/reader.ts";
import { sealOnce } from "../../kernel/journal/sealer.ts";
import { caseOrder } from "../../modules/cases/testing/build-case.ts";
import { buildPhoto } from "../../modules/files/media/testing/build-photo.ts";
import { upload } from "../../modules/files/testing/upload.ts";
import { buildStaff, buildVillager } from "../build-actors.ts";
import { randomFrom } from "../random-from.ts";
import { signIn } from "../sign-in.ts";
import { startApi, type Answer, type TestApi } from "../start-api.ts";
import { openWorld, type World } from "../world.ts";

type Headers = Record<string, string>;

/** Who wants to know, each with his session: none of them may read private cases of the village. */
export interface Curious {
  readonly name: string;
  readonly headers: Headers;
}

export interface Story {
  readonly world: World;
  readonly api: TestApi;
  curious: readonly Curious[];
  readonly publicCaseId: string;
  readonly acceptorId: string;
  /** The private cases as they came to be; where there are none, ids that nobody bears. */
  readonly secretIds: readonly string[];
  /** Sessions end; they log in anew, as in any world. */
  logInAnew(): Promise<void>;
  /** A second for everybody; answers how many leaves the public record has. */
  tick(): Promise<number>;
  /** Private cases are sent in, with all that a phone does around it. */
  accuse(): Promise<void>;
  /** The desk of the township works on one of them. */
  handle(which: 0 | 1): Promise<void>;
  /** The reporters have the last word. */
  answerBack(): Promise<void>;
}

export const secretWords = "村委会挪用修路款";

/** 溪口村 and its people, a public case, and, when there is a secret, two reports against its committee. */
export async function openStory(hasSecret: boolean): Promise<Story> {
  const world = await openWorld({ reroute: (env) => apart(env, hasSecret) });
  const api = await startApi(world);
  const desk = await openDesk(world, api);
  const wu = await signIn(world, await buildVillager(world, world.areas.xikouVillage));
  const logIn = await curiousPeople(world);
  const { case: publicCase } = await report(world, api, wu, { text: "路上有黄泥" });
  await desk.work(publicCase.id);
  const secretIds = [randomId(), randomId()];
  let followCode = "";
  const random = randomFrom(42);
  const story: Story = {
    world,
    api,
    curious: await logIn(),
    publicCaseId: publicCase.id,
    acceptorId: desk.acceptorId,
    secretIds,
    async logInAnew() {
      story.curious = await logIn();
    },
    tick: () => tick(world, api, random),
    async accuse() {
      if (hasSecret) {
        const made = await accuse(world, api, wu);
        followCode = made.followCode;
        secretIds.splice(0, 2, ...made.ids);
      }
    },
    async handle(which) {
      await desk.sitThere();
      if (hasSecret) {
        await desk.work(secretIds[which] ?? "");
      }
    },
    async answerBack() {
      const [nameless = "", named = ""] = secretIds;
      if (hasSecret) {
        await step(api, {}, nameless, "dispute", { grade: "very_dissatisfied", tags: [], words: "还在挪用", followCode });
        await step(api, wu, named, "confirm", { grade: "satisfied", tags: [] });
      }
    },
  };
  return story;
}

/** Both worlds may be on one Redis, and wrong passwords are counted there: what is tried in one is not known in the other. */
function apart(env: Readonly<Record<string, string>>, hasSecret: boolean): Readonly<Record<string, string>> {
  return env["REDIS_URL"] === undefined ? env : { ...env, REDIS_URL: new URL(hasSecret ? "/15" : "/14", env["REDIS_URL"]).href };
}

/** The offices that see much, of the accused village and around it. */
async function curiousPeople(world: World): Promise<() => Promise<Curious[]>> {
  const { xikou, xikouVillage, zaoxi, county } = world.areas;
  const offices = [
    ["village_committee_member", xikouVillage],
    ["supervisory_committee", xikouVillage],
    ["village_secretary", zaoxi],
    ["township_leader", xikou],
    ["county_supervisor", county],
    ["system_admin", county],
  ] as const;
  const people: [string, StaffActor | VillagerActor][] = [["a neighbour", await buildVillager(world, xikouVillage, "邻居")]];
  for (const [role, area] of offices) {
    people.push([role, await buildStaff(world, role, area, role, role)]);
  }
  return async () => {
    const curious: Curious[] = [{ name: "nobody", headers: {} }];
    for (const [name, actor] of people) {
      curious.push({ name, headers: await signIn(world, actor) });
    }
    return curious;
  };
}

interface Desk {
  readonly acceptorId: string;
  /** They look at their lists in any world, and are seen there; the auditor has the record checked. */
  sitThere(): Promise<void>;
  work(caseId: string): Promise<void>;
}

async function openDesk(world: World, api: TestApi): Promise<Desk> {
  const { xikou } = world.areas;
  const acceptor = await buildStaff(world, "township_acceptor", xikou, "张受理", "acceptor");
  const window = await buildStaff(world, "township_window_governance", xikou, "李窗口", "window");
  const auditor = await buildStaff(world, "auditor", world.areas.county, "周审计", "auditor");
  const as = { acceptor: await signIn(world, acceptor), window: await signIn(world, window), auditor: await signIn(world, auditor) };
  return {
    acceptorId: acceptor.publicId,
    async sitThere() {
      await api.get("/work/cases", as.acceptor);
      await api.get("/work/cases", as.window);
      good(await api.post("/trail/verifications", {}, as.auditor));
    },
    async work(caseId) {
      await api.get(`/cases/${caseId}`, as.acceptor);
      await step(api, as.acceptor, caseId, "accept", { seenState: "submitted" });
      await step(api, as.acceptor, caseId, "assign", { seenState: "accepted", assigneeId: window.publicId });
      await api.get(`/cases/${caseId}`, as.window);
      await step(api, as.window, caseId, "start", { seenState: "assigned" });
      await step(api, as.window, caseId, "finish", { seenState: "in_progress", outcome: "已核实并处理", afterPhotos: [await photo(api)] });
    },
  };
}

/** One without a name and with a photo, one with a name and with a wish for messages. */
async function accuse(world: World, api: TestApi, wu: Headers): Promise<{ followCode: string; ids: string[] }> {
  const secret = { categoryCode: "village_affairs", text: secretWords, isPrivate: true };
  const nameless = await report(world, api, {}, { ...secret, isAnonymous: true, photos: [await photo(api)] });
  const named = await report(world, api, wu, secret);
  await api.post("/subscriptions", { answers: [{ templateId: Object.values(world.deps.templates)[0], answer: "accept" }] }, wu);
  return { followCode: nameless.followCode, ids: [nameless.case.id, named.case.id] };
}

async function report(world: World, api: TestApi, headers: Headers, order: object): Promise<Answer["body"]> {
  const body = { ...caseOrder(world.areas.xikouVillage), ...order };
  return good(await api.post("/cases", body, { ...headers, "idempotency-key": randomId() }));
}

async function step(api: TestApi, headers: Headers, caseId: string, name: string, body: object): Promise<void> {
  good(await api.post(`/cases/${caseId}/${name}`, body, headers));
}

function good({ status, body }: Answer): Answer["body"] {
  if (status !== 200) {
    throw new Error(`the story stops: ${status} ${body.code}`);
  }
  return body;
}

/** As a phone does it: the upload comes before the report. */
async function photo(api: TestApi): Promise<{ id: string; claim: string }> {
  const { id, claim } = (await upload(api, "/files/photos", await buildPhoto("jpeg"))).body;
  return { id, claim };
}

async function tick({ deps, composed, clock }: World, api: TestApi, random: ReturnType<typeof randomFrom>): Promise<number> {
  clock.advance(1000);
  await sealOnce(deps, { random });
  for (const reader of composed.readers) {
    await readOnce(deps, reader);
  }
  for (const loop of composed.loops) {
    const run = (): Promise<boolean> => loop.run(new AbortController().signal);
    // How far a check gets in a slice of time is chance; it comes to its end.
    while ((await run()) && loop.name === "verification of the record") {
      // The next slice.
    }
  }
  const note = await (await fetch(`${api.url}/trail/checkpoint`)).text();
  return Number(note.split("\n")[1]);
}
