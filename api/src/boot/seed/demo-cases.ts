import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createJournal } from "../../kernel/journal/journal.ts";
import { system, type StaffActor, type VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { shanghaiDay } from "../../kernel/clock.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { acceptCase, assignCase, finishCase, rateCase, releaseCase, startCase, submitCase } from "../../modules/cases/index.ts";
import { storePhoto, type Attachment } from "../../modules/files/index.ts";
import { grantsOf, staffWith } from "../../modules/identity/index.ts";
import { areasById, readAreas, type Area } from "../../modules/organisation/index.ts";
import type { AppDeps } from "../compose.ts";
import { drawScene } from "./demo-scenes.ts";
import { demoStories, type DemoScene, type DemoStory } from "./demo-stories.ts";

const actor = system("demo");
const hourMs = 3_600_000;

/** Lets a few cases happen in the demo's villages, each at its own time, by the very commands that people use. */
export async function seedDemoCases(deps: AppDeps, dataDir: string): Promise<void> {
  if (await deps.db.selectOne(sql`SELECT id FROM cases LIMIT 1`)) {
    return;
  }
  for (const story of demoStories) {
    const [village] = await readAreas(deps.db, sql`kind = 'village' AND name = ${story.village}`);
    if (village) {
      await tell(deps, story, village, (scene) => upload(deps, dataDir, scene));
    }
  }
}

async function tell(deps: AppDeps, story: DemoStory, village: Area, photoOf: (scene: DemoScene) => Promise<Attachment>): Promise<void> {
  let at = deps.clock.now() - story.hoursAgo * hourMs;
  const clock = { now: () => at };
  const then: AppDeps = { ...deps, clock, journal: createJournal({ db: deps.db, clock, areaPublicId: async () => village.publicId, committedRows: deps.committedRows }) };
  const reporter = await villager(then, village, story.reporter);
  const secretary = await staff(then, "village_secretary", village);
  const photos = story.before ? [await photoOf(story.before)] : [];
  const shown = [...photos];
  const { publicId } = await submitCase(then, reporter, {
    door: story.door,
    villageId: village.publicId,
    categoryCode: story.category,
    text: story.text,
    place: story.place,
    photos,
    isPrivate: false,
    isAnonymous: false,
  });
  if (!secretary) {
    return;
  }
  const steps: Record<DemoStory["steps"][number], () => Promise<unknown>> = {
    accept: () => acceptCase(then, secretary, publicId, { seenState: "submitted" }),
    assign: () => assignCase(then, secretary, publicId, { seenState: "accepted", assigneeId: secretary.publicId }),
    start: () => startCase(then, secretary, publicId, { seenState: "assigned" }),
    finish: async () => {
      const afterPhotos = story.after ? [await photoOf(story.after)] : [];
      shown.push(...afterPhotos);
      await finishCase(then, secretary, publicId, { seenState: "in_progress", outcome: story.outcome ?? "已处理", afterPhotos });
    },
    release: () => releaseCase(then, secretary, publicId, { text: story.text, photoIds: shown.map((photo) => photo.id) }),
    confirm: () => rateCase(then, reporter, publicId, "confirm", { grade: "very_satisfied", tags: ["办得快"] }),
    dispute: () => rateCase(then, reporter, publicId, "dispute", { grade: "dissatisfied", tags: ["只办了一半"], words: "还剩一半没清" }),
  };
  for (const step of story.steps) {
    at += story.hoursBetween * hourMs;
    await steps[step]();
  }
}

async function villager(deps: AppDeps, village: Area, name: string): Promise<VillagerActor> {
  const publicId = randomId();
  const accountId = await inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO accounts (public_id, name, village_id, created_at) VALUES (${publicId}, ${name}, ${village.id}, ${deps.clock.now()})`);
    await deps.journal.append(actor, { kind: "account.created", subject: { kind: "account", id: insertId, publicId }, areaId: null });
    return insertId;
  });
  return { kind: "villager", accountId, publicId, name, sessionId: 0 };
}

/** Somebody of the demo who holds this role at the village, as he stands after logging in. */
async function staff(deps: AppDeps, role: string, village: Area): Promise<StaffActor | undefined> {
  const today = { ...deps, clock: { now: () => Date.now() } };
  const found = (await staffWith(today, "case.work", village.path)).find((candidate) => candidate.role === role && candidate.areaId === village.id);
  const area = found && (await areasById(deps.db, [found.areaId])).get(found.areaId);
  if (!found || !area) {
    return undefined;
  }
  const day = shanghaiDay(deps.clock.now());
  const grants = grantsOf(deps.county, [{ role, areaId: area.id, areaPath: area.path, startsOn: day, endsOn: null }], day);
  return { kind: "staff", staffId: found.staffId, publicId: found.publicId, name: found.name, sessionId: 0, grants };
}

/** By the same way as a phone's photo: decoded, encoded anew, thumbnailed. */
async function upload(deps: AppDeps, dataDir: string, scene: DemoScene): Promise<Attachment> {
  const path = join(dataDir, "tmp", `${scene}-${randomId()}`);
  await mkdir(join(dataDir, "tmp"), { recursive: true });
  try {
    await writeFile(path, await drawScene(scene));
    const { publicId, claim } = await storePhoto(deps, path);
    return { id: publicId, claim };
  } finally {
    await rm(path, { force: true });
  }
}
