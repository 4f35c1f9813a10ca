import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import type { DataOwner } from "../../../kernel/personal-data.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type Answer, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { buildCase } from "../../cases/testing/build-case.ts";
import type { Registry } from "../deps.ts";
import { approveErasure } from "./decide-erasure.ts";
import { closeAccount } from "./request-erasure.ts";
import { createErasures } from "./run-erasure.ts";

let world: World;
let api: TestApi;
let protector: StaffActor;
let officer: Record<string, string>;

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
  protector = await buildStaff(world, "data_protection_officer", world.areas.county, "劳保护");
  officer = await signIn(world, protector);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

async function villager(name: string, phone?: string): Promise<{ actor: VillagerActor; as: Record<string, string> }> {
  const actor = await buildVillager(world, world.areas.xikouVillage, name);
  if (phone !== undefined) {
    await inTransaction(world.deps.db, async () => {
      await world.deps.db.change(sql`
        UPDATE accounts SET phone_index = ${world.deps.blindIndex.phone(phone)},
          phone_sealed = ${world.deps.cipher.seal(phone, { field: "accounts.phone_sealed", rowId: actor.publicId })} WHERE id = ${actor.accountId}`);
      await world.deps.journal.append(actor, { kind: "account.phone_bound", subject: { kind: "account", id: actor.accountId, publicId: actor.publicId }, areaId: null });
    });
  }
  return { actor, as: await signIn(world, actor) };
}

const nameOf = async ({ accountId }: VillagerActor) => (await world.deps.db.selectOne<{ name: string }>(sql`SELECT name FROM accounts WHERE id = ${accountId}`))?.name;
const kindsOf = async (erasureId: string) =>
  (await world.deps.db.select<{ kind: string; is_sealed: number }>(sql`SELECT kind, is_sealed FROM journal WHERE subject_public_id = ${erasureId} ORDER BY id`)).map((row) => [row.kind, row.is_sealed]);

describe("closing an account with an open case", () => {
  it("becomes a request, which its owner can take back and make again, but not twice", async () => {
    const { actor, as } = await villager("吴要走");
    await buildCase(world, actor, world.areas.xikouVillage);
    expect((await api.get("/me/closing", as)).body).toMatchObject({ isRequested: false, plan: { openCases: 1, needsOfficer: true } });
    expect((await api.post("/me/closing", { isSure: true }, as)).body.state).toBe("requested");
    expect((await api.get("/me/closing", as)).body.isRequested).toBe(true);
    expect((await api.post("/me/closing", { isSure: true }, as)).body.code).toBe("erasure.open_already");
    expect((await api.post("/me/closing/withdraw", {}, as)).status).toBe(200);
    expect((await api.post("/me/closing/withdraw", {}, as)).body.code).toBe("erasure.not_found");
    expect((await api.post("/me/closing", { isSure: true }, as)).body.state).toBe("requested");
    expect(await nameOf(actor)).toBe("吴要走");
  });

  it("is one request when it is asked for twice at once", async () => {
    const { actor, as } = await villager("吴双击");
    await buildCase(world, actor, world.areas.xikouVillage);
    const answers = await Promise.all([1, 2].map(() => api.post("/me/closing", { isSure: true }, as)));
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
  });
});

describe("a report that is on its way while its sender closes his account", () => {
  it("is counted: the closing waits for it and then for the officer", async () => {
    const { actor, as } = await villager("吴抢先");
    let closing: Promise<Answer> | undefined;
    await inTransaction(world.deps.db, async () => {
      await buildCase(world, actor, world.areas.xikouVillage, { text: "注销前一刻报的事" });
      closing ??= api.post("/me/closing", { isSure: true }, as);
      // Time enough to get past a count that does not wait.
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    expect((await closing)?.body.state).toBe("requested");
  });
});

describe("the officer's desk", () => {
  it("is nobody else's", async () => {
    const secretary = await signIn(world, await buildStaff(world, "village_secretary", world.areas.xikouVillage));
    const { as } = await villager("吴别人");
    for (const headers of [secretary, as, {}]) {
      expect([401, 403]).toContain((await api.get("/erasures", headers)).status);
    }
  });

  it("finds a person by his phone, shows what would go and what stays, which the person finds among the looks at him, and decides once", async () => {
    const { actor, as } = await villager("欧阳上门", "19900001234");
    const caseId = await buildCase(world, actor, world.areas.xikouVillage, { text: "路灯坏了三天没人管" });
    expect((await api.post("/erasures", { phone: "19900009999", reason: "本人书面申请" }, officer)).body.code).toBe("account.not_found");
    const started = (await api.post("/erasures", { phone: "199 0000 1234", reason: "本人书面申请" }, officer)).body;
    expect(started).toMatchObject({ state: "requested", person: "欧阳**", by: "officer", openCases: 1, may: ["approve", "refuse"] });
    expect((await api.post("/erasures", { phone: "19900001234", reason: "又来一次" }, officer)).body.code).toBe("erasure.open_already");
    const shown = (await api.get(`/erasures/${started.id}`, officer)).body;
    await api.get(`/erasures/${started.id}`, officer);
    expect((await api.get("/me/looks", as)).body.rows).toMatchObject([{ who: "劳保护", what: "查看了删除您的信息会删掉什么、留下什么" }]);
    expect(shown.plan.destroyed.map((line: { what: string }) => line.what)).toContain("反映的内容、地点和评价的话");
    const approved = await api.post(`/erasures/${started.id}/approve`, { reason: "已核对身份" }, officer);
    expect(approved.body).toMatchObject({ state: "erased", person: "已删除", may: [] });
    expect((await api.post(`/erasures/${started.id}/refuse`, { reason: "反悔了" }, officer)).body.code).toBe("erasure.wrong_state");
    expect((await api.get("/account", as)).status).toBe(401);
    expect(await kindsOf(started.id)).toEqual([["erasure.requested", 1], ["erasure.plan_viewed", 1], ["erasure.approved", 1], ["erasure.done", 1]]);
    const secretary = await signIn(world, await buildStaff(world, "village_secretary", world.areas.xikouVillage));
    const page = (await api.get(`/cases/${caseId}`, secretary)).body;
    expect([page.state, page.reporter.name, page.text]).toEqual(["submitted", "已注销的村民", expect.stringContaining("第四十七条")]);
  });

  it("refuses with the law that demands the data, and the account goes on as it was", async () => {
    const { actor, as } = await villager("吴留下");
    await buildCase(world, actor, world.areas.xikouVillage);
    await api.post("/me/closing", { isSure: true }, as);
    const { rows } = (await api.get("/erasures?state=requested", officer)).body;
    const mine = rows.find((row: { person: string }) => row.person === "吴**");
    const refused = await api.post(`/erasures/${mine.id}/refuse`, { reason: "案件正在办理，《信访工作条例》要求留存" }, officer);
    expect(refused.body.state).toBe("refused");
    expect([(await api.get("/account", as)).status, (await api.get("/me/closing", as)).body.isRequested]).toEqual([200, false]);
  });
});

describe("a form that was under way while its sender was erased", () => {
  it("is erased too, a little later", async () => {
    const { actor, as } = await villager("吴手快");
    expect((await api.post("/me/closing", { isSure: true }, as)).body.state).toBe("erased");
    await buildCase(world, actor, world.areas.xikouVillage, { text: "按下提交时还没注销" });
    await world.settle();
    expect(await world.deps.db.select(sql`SELECT id FROM cases WHERE account_id = ${actor.accountId} OR text = '按下提交时还没注销'`)).toEqual([]);
    expect(await world.deps.db.select(sql`SELECT field FROM journal_details WHERE value LIKE '按下提交%'`)).toEqual([]);
  });
});

describe("an erasure that is cut short", () => {
  it("is no failure to the person who closed his account: it is being erased, and the worker ends it", async () => {
    const { actor, as } = await villager("吴半路");
    const dying: Registry = {
      copies: [],
      personalData: world.composed.personalData.map((data) => (data.table === "sessions" ? data : { ...data, erase: () => Promise.reject(new Error("the power is gone")) })),
    };
    expect((await closeAccount(world.deps, dying, actor)).state).toBe("erasing");
    await world.settle();
    expect([await nameOf(actor), (await api.get("/account", as)).status]).toEqual(["", 401]);
  });

  it("does not stand in the way of others: six that fail, and the seventh is erased", async () => {
    const people = await Promise.all(Array.from({ length: 7 }, (_, index) => villager(`吴第${index}`)));
    const ids = people.map(({ actor }) => actor.accountId);
    const failing = (accountId: number) => ids.slice(0, 6).includes(accountId);
    const registry: Registry = {
      copies: [],
      personalData: world.composed.personalData.map((data) => ({
        ...data,
        erase: (owner: DataOwner) => (failing(owner.accountId) || !data.erase ? Promise.reject(new Error("the power is gone")) : data.erase(owner)),
      })).filter(({ table }) => table === "accounts"),
    };
    const dying: Registry = { copies: [], personalData: registry.personalData.map((data) => ({ ...data, erase: () => Promise.reject(new Error("the power is gone")) })) };
    for (const { actor } of people) {
      await closeAccount(world.deps, dying, actor);
    }
    const round = createErasures(world.deps, registry);
    await round();
    await round();
    expect(await Promise.all(people.map(({ actor }) => nameOf(actor)))).toEqual(["吴第0", "吴第1", "吴第2", "吴第3", "吴第4", "吴第5", ""]);
    await world.settle();
    expect(await world.deps.db.select(sql`SELECT id FROM erasures WHERE state = 'erasing'`)).toEqual([]);
  });

  it("is finished by the worker from wherever it stopped, and ends once", async () => {
    const { actor, as } = await villager("吴断电");
    // More than two batches.
    for (let index = 0; index < 45; index += 1) {
      await buildCase(world, actor, world.areas.xikouVillage, { text: `第${index}件断电前写的话` });
    }
    await api.post("/me/closing", { isSure: true }, as);
    const erasure = await world.deps.db.selectOne<{ public_id: string }>(sql`SELECT public_id FROM erasures WHERE account_id = ${actor.accountId}`);
    const erasureId = erasure?.public_id ?? "";
    const dying: Registry = {
      copies: [],
      personalData: world.composed.personalData.map((data) => (data.table === "files" ? { ...data, erase: () => Promise.reject(new Error("the power is gone")) } : data)),
    };
    await expect(approveErasure(world.deps, dying, protector, { erasureId, reason: "已核对身份" })).rejects.toThrow("the power is gone");
    expect(await nameOf(actor)).toBe("");
    expect((await world.deps.db.selectOne<{ state: string }>(sql`SELECT state FROM erasures WHERE account_id = ${actor.accountId}`))?.state).toBe("erasing");
    await world.settle();
    expect((await world.deps.db.selectOne<{ state: string }>(sql`SELECT state FROM erasures WHERE account_id = ${actor.accountId}`))?.state).toBe("erased");
    expect((await kindsOf(erasureId)).filter(([kind]) => kind === "erasure.done")).toHaveLength(1);
    expect(await world.deps.db.select(sql`SELECT id FROM cases WHERE text LIKE '%断电前写的话'`)).toEqual([]);
  });
});
