import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import type { TestApi } from "../../testing/start-api.ts";
import type { World } from "../../testing/world.ts";
import type { StaffActor, VillagerActor } from "../../kernel/actor.ts";
import { randomId } from "../../kernel/crypto/random.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildCase, buildPhoto } from "./testing/build-case.ts";
import { openCaseVillage, type CaseVillage } from "./testing/case-village.ts";

let world: World;
let api: TestApi;
let secretary: StaffActor;
let wu: VillagerActor;
let as: CaseVillage["as"];
let village: CaseVillage;
const submit: CaseVillage["submit"] = (headers, overrides) => village.submit(headers, overrides);
const finish: CaseVillage["finish"] = (caseId) => village.finish(caseId);

beforeAll(async () => {
  village = await openCaseVillage();
  ({ world, api, secretary, wu, as } = village);
});
// A minute between tests, so that one test's submissions are not counted against the next one's rate limit.
beforeEach(() => world.clock.advance(61_000));
afterAll(() => village.close());

/** One phone in both registers: the account is that of the person who works here. */
async function sharePhone(account: VillagerActor, staff: StaffActor): Promise<void> {
  const { db, journal } = world.deps;
  const phone = `phone-of-${staff.staffId}`;
  await inTransaction(db, async () => {
    await db.change(sql`UPDATE accounts SET phone_index = ${phone} WHERE id = ${account.accountId}`);
    await db.change(sql`UPDATE staff SET phone_index = ${phone} WHERE id = ${staff.staffId}`);
    await journal.append(account, { kind: "account.phone_bound", subject: { kind: "account", id: account.accountId, publicId: account.publicId }, areaId: null });
    await journal.append(staff, { kind: "staff.unlocked", subject: { kind: "staff", id: staff.staffId, publicId: staff.publicId }, areaId: null });
  });
}

describe("a case reported in a staff capacity", () => {
  it("is never confirmed: it closes when done and is counted apart", async () => {
    const { body } = await submit(as.secretary, {});
    await finish(body.case.id);
    const closed = await api.get(`/cases/${body.case.id}`, as.secretary);
    expect([closed.body.state, closed.body.may]).toEqual(["closed", ["release"]]);
  });

  it("cannot be confirmed by the handler's own villager account", async () => {
    const own = await buildVillager(world, world.areas.xikouVillage, "书记本人");
    const id = await buildCase(world, own, world.areas.xikouVillage);
    await finish(id);
    await sharePhone(own, secretary);
    const answer = await api.post(`/cases/${id}/confirm`, { grade: "satisfied", tags: [] }, await signIn(world, own));
    expect([answer.status, answer.body.code]).toEqual([403, "case.not_yours"]);
  });
});

describe("who handled a case", () => {
  /** The villager's account of somebody who works here: the same phone. */
  async function accountOf(staff: StaffActor, name: string): Promise<VillagerActor> {
    const account = await buildVillager(world, world.areas.xikouVillage, name);
    await sharePhone(account, staff);
    return account;
  }

  it("may not confirm it, not even who only accepted and assigned it, nor a colleague of the same unit", async () => {
    const handler = await buildStaff(world, "department_handler", world.areas.county, "县里经办人");
    const dispatcher = await buildStaff(world, "village_secretary", world.areas.xikouVillage, "受理人");
    const colleague = await buildStaff(world, "village_editor", world.areas.xikouVillage, "同事");
    const [asDispatcher, asHandler] = [await signIn(world, dispatcher), await signIn(world, handler)];
    for (const staff of [dispatcher, colleague]) {
      const own = await accountOf(staff, "本人");
      const id = await buildCase(world, own, world.areas.xikouVillage);
      await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, asDispatcher);
      await api.post(`/cases/${id}/assign`, { seenState: "accepted", assigneeId: handler.publicId }, asDispatcher);
      await api.post(`/cases/${id}/start`, { seenState: "assigned" }, asHandler);
      const done = await api.post(`/cases/${id}/finish`, { seenState: "in_progress", outcome: "办了", afterPhotos: [await buildPhoto(world)] }, asHandler);
      expect(done.body.state).toBe("done_pending");
      const answer = await api.post(`/cases/${id}/confirm`, { grade: "satisfied", tags: [] }, await signIn(world, own));
      expect([answer.status, answer.body.code]).toEqual([403, "case.not_yours"]);
    }
  });

  it("cannot hide at work behind a code: a staff session reports as staff whatever it ticks", async () => {
    const { body } = await submit(as.secretary, { isAnonymous: true });
    expect(body.followCode).toBeNull();
    const row = await world.deps.db.selectOne<{ capacity: string }>(sql`SELECT capacity FROM cases WHERE public_id = ${body.case.id}`);
    expect(row?.capacity).toBe("staff");
  });

  it("is nothing that staff of elsewhere learn: steps, names and loads answer like a missing case", async () => {
    const id = await buildCase(world, wu, world.areas.xikouVillage);
    await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, as.secretary);
    const of = (body: { requestId: string }) => ({ ...body, requestId: "" });
    for (const [hidden, missing] of [
      [await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, as.other), await api.post(`/cases/${randomId()}/accept`, { seenState: "submitted" }, as.other)],
      [await api.get(`/cases/${id}/assignees`, as.other), await api.get(`/cases/${randomId()}/assignees`, as.other)],
      [await api.post(`/cases/${id}/release`, { text: "别村的事", photoIds: [] }, as.other), await api.post(`/cases/${randomId()}/release`, { text: "别村的事", photoIds: [] }, as.other)],
    ]) {
      expect([hidden?.status, of(hidden?.body)]).toEqual([404, of(missing?.body)]);
    }
  });

  it("is counted only as far as the asker may know of it: a private case adds nothing to what an editor sees", async () => {
    const editor = await signIn(world, await buildStaff(world, "village_editor", world.areas.xikouVillage, "信息员"));
    const loaded = await buildStaff(world, "mediator", world.areas.xikouVillage, "调解员");
    const asked = await buildCase(world, wu, world.areas.xikouVillage);
    await api.post(`/cases/${asked}/accept`, { seenState: "submitted" }, as.secretary);
    const sealed = await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: true });
    await api.post(`/cases/${sealed}/accept`, { seenState: "submitted" }, as.secretary);
    await api.post(`/cases/${sealed}/assign`, { seenState: "accepted", assigneeId: loaded.publicId }, as.secretary);
    const load = async (headers: Record<string, string>) =>
      (await api.get(`/cases/${asked}/assignees`, headers)).body.rows.find((row: { id: string }) => row.id === loaded.publicId).openCount;
    expect([await load(editor), await load(as.secretary)]).toEqual([0, 1]);
  });
});
