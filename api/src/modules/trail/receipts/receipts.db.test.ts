import { checkPromise, checkReceipt, toBase64, type GoodReceipt, type Receipt } from "@cunqing/proof";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { system } from "../../../kernel/actor.ts";
import { createTickets } from "../../../kernel/journal/promise-ticket.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
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
