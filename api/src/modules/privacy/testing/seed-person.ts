import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Sandbox } from "@cunqing/sandbox";
import sharp from "sharp";
import { randomId } from "../../../kernel/crypto/random.ts";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import type { Answer, TestApi } from "../../../testing/start-api.ts";
import type { World } from "../../../testing/world.ts";
import { buildPhoto } from "../../cases/testing/build-case.ts";
import { buildMp3 } from "../../files/media/testing/build-voice.ts";
import { upload } from "../../files/testing/upload.ts";
import { linkToRoll } from "../../identity/testing/link-to-roll.ts";
import { createPhone } from "../../identity/testing/phone.ts";

/** Words that stand nowhere else, one for each place where a person's data lies. */
export const words = {
  phone: "19900777123",
  name: "欧阳独一份",
  identity: "330825195303031234",
  publicText: "井盖碎了一半独此一句",
  place: "老樟树下第七块石板",
  privateText: "我家里的难处只有我知道",
  disputeWords: "井盖还是晃得厉害别糊弄我",
  ratingWords: "这回真的修好了谢谢小老弟",
} as const;

/** What staff write stays: the law keeps it, or it was made public. */
export const staffWords = { released: "村口一个井盖破损，已换新", outcome: "换了新井盖", privateOutcome: "上门看过两次" } as const;

export interface Person {
  readonly accountId: number;
  readonly publicId: string;
  readonly headers: Record<string, string>;
  readonly publicCase: string;
  readonly privateCase: string;
  /** Stretches of the stored bytes of his picture and his voice. */
  readonly bytes: readonly Buffer[];
  readonly files: readonly string[];
  /** What he was promised for both, with the tickets that fetch his receipts. */
  readonly promises: readonly { readonly note: string; readonly ticket: string }[];
}

/**
 * A villager who has left something of himself in every place there is, all of it finished. Codes are counted by phone on
 * one Redis for all test files, so each file names a phone of its own.
 */
export async function seedPerson(world: World, api: TestApi, sandbox: Sandbox, phoneNumber: string = words.phone): Promise<Person> {
  const phone = createPhone(api, sandbox);
  const entered = await expectGood(phone.enter(phoneNumber));
  const headers = phone.headers(entered);
  await expectGood(api.post("/account/village", { villageId: world.areas.xikouVillage.publicId }, headers));
  const publicId: string = entered.body.account.id;
  await linkToRoll(world, publicId, { name: words.name, identityNumber: words.identity });
  const account = await world.deps.db.selectOne<{ id: number }>(sql`SELECT id FROM accounts WHERE public_id = ${publicId}`);
  await expectGood(api.post("/subscriptions", { answers: ["sandbox-case-progress", "sandbox-case-result"].map((templateId) => ({ templateId, answer: "accept" })) }, keyed(headers)));
  const photo = (await expectGood(upload(api, "/files/photos", await noise()))).body;
  const voice = (await expectGood(upload(api, "/files/voices", buildMp3(100, 0x5d)))).body;
  const submit = (body: object) =>
    expectGood(api.post("/cases", { door: "report", villageId: world.areas.xikouVillage.publicId, photos: [], isAnonymous: false, ...body }, keyed(headers)));
  const attached = { photos: [{ id: photo.id, claim: photo.claim }], voice: { id: voice.id, claim: voice.claim } };
  const submitted = [
    (await submit({ categoryCode: "road", text: words.publicText, place: words.place, isPrivate: false, ...attached })).body,
    (await submit({ categoryCode: "road", text: words.privateText, isPrivate: true })).body,
  ];
  const [open, sealed] = submitted.map((body) => body.case);
  await workThrough(world, api, headers, { open: open.id, sealed: sealed.id });
  return {
    accountId: account?.id ?? 0,
    publicId,
    headers,
    publicCase: open.id,
    privateCase: sealed.id,
    bytes: [`photos/${photo.id}`, `thumbnails/${photo.id}`, `voices/${voice.id}`].map((path) => middleOf(readFileSync(world.deps.storage.pathOf(path)))),
    promises: submitted.map((body) => body.promise),
    files: [photo.id, voice.id],
  };
}

async function workThrough(world: World, api: TestApi, headers: Record<string, string>, { open, sealed }: { open: string; sealed: string }): Promise<void> {
  const secretary = await buildStaff(world, "village_secretary", world.areas.xikouVillage);
  const as = await signIn(world, secretary);
  const step = async (id: string, name: string, body: object) => {
    await world.settle();
    await expectGood(api.post(`/cases/${id}/${name}`, body, as));
  };
  for (const [id, outcome] of [[open, staffWords.outcome], [sealed, staffWords.privateOutcome]] as const) {
    await step(id, "accept", { seenState: "submitted" });
    await step(id, "assign", { seenState: "accepted", assigneeId: secretary.publicId });
    await step(id, "start", { seenState: "assigned" });
    await step(id, "finish", { seenState: "in_progress", outcome, afterPhotos: [await buildPhoto(world)] });
  }
  await expectGood(api.post(`/cases/${open}/dispute`, { grade: "dissatisfied", tags: [], words: words.disputeWords }, keyed(headers)));
  await step(open, "start", { seenState: "disputed" });
  await step(open, "finish", { seenState: "in_progress", outcome: staffWords.outcome, afterPhotos: [await buildPhoto(world)] });
  await step(open, "release", { text: staffWords.released, photoIds: [] });
  await expectGood(api.post(`/cases/${open}/confirm`, { grade: "satisfied", tags: [], words: words.ratingWords }, keyed(headers)));
  await expectGood(api.post(`/cases/${sealed}/confirm`, { grade: "satisfied", tags: [] }, keyed(headers)));
  await world.settle();
}

async function expectGood(asked: Promise<Answer>): Promise<Answer> {
  const answer = await asked;
  if (answer.status !== 200) {
    throw new Error(`answered ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  return answer;
}

const keyed = (headers: Record<string, string>): Record<string, string> => ({ ...headers, "idempotency-key": randomId() });

const noise = (): Promise<Buffer> => sharp(randomBytes(240 * 180 * 3), { raw: { width: 240, height: 180, channels: 3 } }).jpeg().toBuffer();

const middleOf = (bytes: Buffer): Buffer => Buffer.from(bytes.subarray(Math.floor(bytes.length / 2), Math.floor(bytes.length / 2) + 48));
