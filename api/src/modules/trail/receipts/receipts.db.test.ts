import { checkPromise, checkReceipt, toBase64, type GoodReceipt, type Receipt } from "@cunqing/proof";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { system } from "../../../kernel/actor.ts";
import { createTickets } from "../../../kernel/journal/promise-ticket.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { buildPhoto } from "../../cases/testing/build-case.ts";
import { newKey, openCaseVillage, type CaseVillage } from "../../cases/testing/case-village.ts";
import { addTestWitness, trustOf } from "../testing/test-witness.ts";

let village: CaseVillage;
beforeAll(async () => {
  village = await openCaseVillage();
});
beforeEach(() => {
  // A rate is counted by the minute, and on one Redis for all test files.
  village.world.clock.advance(61_000);
});
afterAll(() => village.close());

interface Promised {
  readonly note: string;
  readonly ticket: string;
}

const fetchReceipt = (ticket: string) => village.api.post("/trail/receipts", { ticket });

async function goodReceipt({ note, ticket }: Promised): Promise<GoodReceipt & { receipt: Receipt }> {
  await village.world.settle();
  const answer = await fetchReceipt(ticket);
  expect(answer.status).toBe(200);
  const receipt: Receipt = { v: 1, ...answer.body, promise: note };
  const verdict = checkReceipt(receipt, trustOf(village.world));
  if (!verdict.isGood) {
    throw new Error(`the receipt is bad: ${verdict.fault}`);
  }
  const promise = checkPromise(note, trustOf(village.world));
  expect(promise && toBase64(promise.leaf)).toBe(receipt.leaf);
  expect(promise?.seconds).toBe(village.world.deps.county.trail.promiseSeconds);
  return { ...verdict, receipt };
}

const valueOf = ({ fields }: GoodReceipt, field: string) => fields.find((one) => one.field === field)?.value;

describe("a promise comes with the answer, and its ticket fetches a receipt that checks", () => {
  it("for a public case, with one's own words in it", async () => {
    const { body } = await village.submit(village.as.wu);
    const good = await goodReceipt(body.promise);
    expect(good.entry?.kind).toBe("case.submitted");
    expect(good.entry?.subject.id).toBe(body.case.id);
    expect(valueOf(good, "text")).toContain("黄泥");
    expect(good.receipt.opening).toBeNull();
    expect(good.fields.map(({ field }) => field)).not.toContain("row");
  });

  it("for a private case: the public form says nothing, the receipt opens it for its owner", async () => {
    const { body } = await village.submit(village.as.wu, { isPrivate: true, text: "不想让别人知道的事" });
    const good = await goodReceipt(body.promise);
    expect(Object.keys(JSON.parse(good.receipt.publicForm))).toEqual(["sealed", "v"]);
    expect(good.entry?.kind).toBe("case.submitted");
    expect(valueOf(good, "text")).toBe("不想让别人知道的事");
  });

  it("for somebody without an account and without a session", async () => {
    const { body } = await village.submit({}, { isAnonymous: true });
    expect(body.followCode).not.toBeNull();
    expect(valueOf(await goodReceipt(body.promise), "category")).toBe("road");
  });

  it("for confirming, disputing and releasing", async () => {
    const { body } = await village.submit(village.as.wu);
    const caseId: string = body.case.id;
    await village.finish(caseId);
    const disputed = await village.api.post(`/cases/${caseId}/dispute`, { grade: "dissatisfied", tags: [], words: "还剩一半" }, village.as.wu);
    const released = await village.api.post(`/cases/${caseId}/release`, { text: "村道黄泥已经清走", photoIds: [] }, village.as.secretary);
    expect((await goodReceipt(disputed.body.promise)).entry?.kind).toBe("case.disputed");
    expect(valueOf(await goodReceipt(released.body.promise), "text")).toBe("村道黄泥已经清走");
  });
});

describe("a form sent again", () => {
  it("is answered with the very same promise", async () => {
    const key = newKey();
    const first = await village.submit({ ...village.as.wu, ...key });
    village.world.clock.advance(5000);
    const again = await village.submit({ ...village.as.wu, ...key });
    expect(again.body.promise).toEqual(first.body.promise);
  });

  it("has the promise of its own step, also when the same step was taken again since", async () => {
    const { body } = await village.submit(village.as.wu);
    const caseId: string = body.case.id;
    await village.finish(caseId);
    const answer = { grade: "dissatisfied", tags: [], words: "没清完" };
    const headers = { ...village.as.wu, ...newKey() };
    const first = await village.api.post(`/cases/${caseId}/dispute`, answer, headers);
    for (const [step, stepBody] of [["start", { seenState: "disputed" }], ["finish", { seenState: "in_progress", outcome: "又清了一遍", afterPhotos: [await buildPhoto(village.world)] }]] as const) {
      await village.api.post(`/cases/${caseId}/${step}`, stepBody, village.as.secretary);
    }
    const second = await village.api.post(`/cases/${caseId}/dispute`, answer, { ...village.as.wu, ...newKey() });
    const again = await village.api.post(`/cases/${caseId}/dispute`, answer, headers);
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(again.body.promise).toEqual(first.body.promise);
    expect(second.body.promise.note).not.toEqual(first.body.promise.note);
  });
});

describe("a ticket", () => {
  it("before the entry has its place asks to come back, and says when", async () => {
    const { body } = await village.submit(village.as.wu);
    const early = await fetchReceipt(body.promise.ticket);
    expect([early.status, early.body.code]).toEqual([409, "receipt.not_yet"]);
    expect(Number(early.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  it("that is wrong in any way gets one and the same answer", async () => {
    const { body } = await village.submit(village.as.wu);
    await village.world.settle();
    const { tokenKey, db } = village.world.deps;
    const [id = "", mac = ""] = String(body.promise.ticket).split(".");
    const account = await db.selectOne<{ entry_id: string }>(sql`SELECT entry_id FROM journal WHERE kind = 'account.created' LIMIT 1`);
    const tickets = createTickets(tokenKey);
    const wrong = [`${id}.${mac.replace(/^./, (first) => (first === "A" ? "B" : "A"))}`, tickets.of("not-there-at-all-0000000"), tickets.of(account?.entry_id ?? ""), "x".repeat(45), id.padEnd(30, "0")];
    for (const ticket of wrong) {
      const { status, body: refusal } = await fetchReceipt(ticket);
      expect([status, refusal.code, refusal.facts]).toEqual([404, "receipt.not_found", undefined]);
    }
  });

  it("is no part of what anybody else is shown of the case", async () => {
    const { body } = await village.submit(village.as.wu);
    const [, mac = "?"] = String(body.promise.ticket).split(".");
    await village.world.settle();
    for (const headers of [village.as.secretary, village.as.neighbour]) {
      const seen = await village.api.get(`/cases/${body.case.id}`, headers);
      expect(JSON.stringify(seen.body)).not.toContain(mac);
    }
  });
});

describe("after an erasure", () => {
  it("of a detail the receipt still checks, with that field missing", async () => {
    const { body } = await village.submit(village.as.wu, { text: "要删掉的话" });
    await goodReceipt(body.promise);
    await village.world.deps.db.change(sql`DELETE FROM journal_details WHERE field = 'text' AND value = '要删掉的话'`);
    const good = await goodReceipt(body.promise);
    expect(valueOf(good, "text")).toBeUndefined();
    expect(valueOf(good, "category")).toBe("road");
  });

  it("of a sealed entry's inside the receipt proves that something was registered, and nothing more", async () => {
    const { body } = await village.submit(village.as.wu, { isPrivate: true, text: "私下的话也要删" });
    await goodReceipt(body.promise);
    const { db } = village.world.deps;
    const row = await db.selectOne<{ journal_id: number }>(sql`SELECT journal_id FROM journal_details WHERE value = '私下的话也要删'`);
    const inner = await db.selectOne<{ value: string; salt: Buffer }>(sql`SELECT value, salt FROM journal_details WHERE journal_id = ${row?.journal_id ?? 0} AND field = ''`);
    await db.change(sql`DELETE FROM journal_details WHERE journal_id = ${row?.journal_id ?? 0} AND field = ''`);
    const good = await goodReceipt(body.promise);
    expect([good.entry, good.fields]).toEqual([null, []]);
    // No erasure explains it, so the check at the end would take it for tampering.
    await db.change(sql`INSERT INTO journal_details (journal_id, field, value, salt) VALUES (${row?.journal_id ?? 0}, '', ${inner?.value ?? ""}, ${inner?.salt ?? null})`);
    await tellErased(body.case.id);
  });
});

describe("what may no longer be read", () => {
  it("of a released text that the law hides is in no receipt but that of the reporter's own words, and it still checks; lifted, it is back", async () => {
    const { api, world, as } = village;
    const text = "张阿公（330825196001010012）家门口的路塌了";
    const { body } = await village.submit(as.wu, { text });
    const caseId: string = body.case.id;
    await village.finish(caseId);
    const disputed = await api.post(`/cases/${caseId}/dispute`, { grade: "dissatisfied", tags: [], words: "还剩一半" }, as.wu);
    const released = await api.post(`/cases/${caseId}/release`, { text, photoIds: [] }, as.secretary);
    const [editor, leader] = [await buildStaff(world, "village_editor", world.areas.xikouVillage, "文书"), await buildStaff(world, "township_leader", world.areas.xikou, "领导")];
    const proposed = await api.post(`/cases/${caseId}/withholdings`, { part: { kind: "words", from: 4, to: 22 }, groundCode: "personal_information", reason: "误公开" }, await signIn(world, editor));
    expect(valueOf(await goodReceipt(released.body.promise), "text")).toBe(text);
    const decide = async (step: string) => (await api.post(`/withholdings/${proposed.body.id}/${step}`, { reason: "核对属实" }, await signIn(world, leader))).status;
    expect(await decide("approve")).toBe(200);
    const good = await goodReceipt(released.body.promise);
    expect(JSON.stringify(good)).not.toContain("330825196001010012");
    expect([valueOf(good, "text"), good.entry?.subject.id]).toEqual([undefined, caseId]);
    expect(valueOf(await goodReceipt(body.promise), "text")).toBe(text);
    expect(valueOf(await goodReceipt(disputed.body.promise), "words")).toBe("还剩一半");
    expect(await decide("lift")).toBe(200);
    expect(valueOf(await goodReceipt(released.body.promise), "text")).toBe(text);
  });

  it.each([false, true])("of a case that a law alone still keeps is in no receipt, private or not: %s", async (isPrivate) => {
    const { world } = village;
    const leaving = await buildVillager(world, world.areas.xikouVillage, "要走的人");
    const headers = await signIn(world, leaving);
    const { body } = await village.submit(headers, { isPrivate, text: "走之前反映的事" });
    await village.finish(body.case.id);
    const confirmed = await village.api.post(`/cases/${body.case.id}/confirm`, { grade: "satisfied", tags: [], words: "谢谢书记" }, headers);
    expect((await village.api.post("/me/closing", { isSure: true }, headers)).body.state).toBe("erased");
    for (const promise of [body.promise, confirmed.body.promise]) {
      const good = await goodReceipt(promise);
      expect([good.fields, good.receipt.opening]).toEqual([[], null]);
    }
  });
});

it("a receipt leads to the newest checkpoint that somebody outside the office has cosigned, where one covers it", async () => {
  const witness = addTestWitness(village.world);
  const { body } = await village.submit(village.as.wu);
  const before = await goodReceipt(body.promise);
  expect(before.witnesses).toEqual([]);
  await witness.cosign(before.receipt.checkpoint);
  const later = await village.submit(village.as.wu);
  const fresh = await goodReceipt(later.body.promise);
  expect(fresh.witnesses).toEqual([]);
  const witnessed = await goodReceipt(body.promise);
  expect(witnessed.witnesses.map(({ name }) => name)).toEqual([witness.name]);
  expect(witnessed.checkpoint.size).toBe(before.checkpoint.size);
  expect(fresh.checkpoint.size).toBeGreaterThan(witnessed.checkpoint.size);
});

it("a promise of a kind that no module has registered is a defect", async () => {
  const { deps, areas } = village.world;
  const entry = await inTransaction(deps.db, () =>
    deps.journal.append(system("test"), { kind: "area.opened", subject: { kind: "area", id: areas.zaoxi.id, publicId: areas.zaoxi.publicId }, areaId: null }),
  );
  expect(() => deps.promises.of(entry)).toThrow("area.opened");
});

/** An erasure ends with an entry of its own, which commits to the row as it now stands. */
async function tellErased(caseId: string): Promise<void> {
  const { db, journal } = village.world.deps;
  const row = await db.selectOne<{ id: number }>(sql`SELECT id FROM cases WHERE public_id = ${caseId}`);
  const subject = { kind: "case", id: row?.id ?? 0, publicId: caseId };
  await inTransaction(db, () => journal.append(system("erasure"), { kind: "case.erased", subject, areaId: null, isSealed: true }));
}
