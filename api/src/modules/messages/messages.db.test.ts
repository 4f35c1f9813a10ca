import { readFileSync } from "node:fs";
import { startSandbox, type Sandbox } from "@cunqing/sandbox";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffActor, VillagerActor } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { signIn } from "../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { buildCase } from "../cases/testing/build-case.ts";
import { sendDeliveries } from "./commands/send-deliveries.ts";

const template = "sandbox-case-progress";

let sandbox: Sandbox;
let world: World;
let api: TestApi;
let secretary: StaffActor;
let wu: VillagerActor;
let asWu: Record<string, string>;
let asSecretary: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.control.addPerson({ id: "wu", name: "吴大伯", phone: "19900000001", openId: "openid-wu" });
  world = await openWorld({ sandboxUrl: sandbox.url });
  api = await startApi(world);
  secretary = await buildStaff(world, "village_secretary", world.areas.xikouVillage);
  wu = await buildVillager(world, world.areas.xikouVillage);
  asWu = await signIn(world, wu);
  asSecretary = await signIn(world, secretary);
  const sealed = world.deps.cipher.seal("openid-wu", { field: "accounts.wechat_sealed", rowId: wu.publicId });
  await world.deps.db.sequelize.query(`UPDATE accounts SET wechat_sealed = '${sealed}' WHERE id = ${wu.accountId}`, { logging: false });
});
beforeEach(() => sandbox.control.clearFaults());
afterAll(async () => {
  await api.close();
  await world.close();
  await sandbox.close();
});

async function accepted(): Promise<string> {
  const id = await buildCase(world, wu, world.areas.xikouVillage);
  await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, asSecretary);
  return id;
}

const subscribe = () => {
  sandbox.control.accept("wu", template);
  return api.post("/subscriptions", { answers: [{ templateId: template, answer: "accept" }] }, asWu);
};
const quota = async (): Promise<number | undefined> =>
  (await world.deps.db.selectOne<{ remaining: number }>(sql`SELECT remaining FROM subscription_quota WHERE account_id = ${wu.accountId}`))?.remaining;
const lastDelivery = async () => (await world.deps.db.selectOne<{ public_id: string; state: string; last_error: string | null; attempts: number }>(sql`
  SELECT public_id, state, last_error, attempts FROM deliveries ORDER BY id DESC LIMIT 1`)) ?? { public_id: "", state: "none", last_error: null, attempts: 0 };

describe("the inbox", () => {
  it("tells the reporter of each step and the handler of his work, once", async () => {
    const id = await accepted();
    await api.post(`/cases/${id}/assign`, { seenState: "accepted", assigneeId: secretary.publicId }, asSecretary);
    await world.settle();
    await world.settle();
    const mine = (await api.get("/messages", asWu)).body.rows.filter((message: { caseId: string }) => message.caseId === id);
    expect(mine.map((message: { title: string; isRead: boolean }) => [message.title, message.isRead])).toEqual([["您的诉求已受理", false]]);
    // He assigned it to himself, so nobody tells him.
    expect((await api.get("/messages", asSecretary)).body.rows).toEqual([]);
  });

  it("is read by its owner only", async () => {
    await accepted();
    await world.settle();
    const [first] = (await api.get("/messages", asWu)).body.rows;
    const neighbour = await signIn(world, await buildVillager(world, world.areas.xikouVillage, "邻居"));
    await api.post("/messages/read", { ids: [first.id] }, neighbour);
    expect((await api.get("/messages", asWu)).body.rows[0].isRead).toBe(false);
    await api.post("/messages/read", {}, asWu);
    expect((await api.get("/messages", asWu)).body.rows.every((message: { isRead: boolean }) => message.isRead)).toBe(true);
  });

  it("needs a session", async () => {
    expect((await api.get("/messages")).body.code).toBe("session.missing");
  });
});

describe("a WeChat message", () => {
  it("goes out once for each that the villager agreed to, and no more", async () => {
    expect((await subscribe()).status).toBe(200);
    expect(await quota()).toBe(1);
    await accepted();
    await accepted();
    const before = sandbox.control.messages("openid-wu").length;
    await world.settle();
    expect(sandbox.control.messages("openid-wu").length - before).toBe(1);
    expect([await quota(), (await lastDelivery()).state]).toEqual([0, "sent"]);
  });

  it("is refused by 43101 when WeChat knows better, and the ledger believes WeChat", async () => {
    await api.post("/subscriptions", { answers: [{ templateId: template, answer: "accept" }] }, asWu);
    await accepted();
    await world.settle();
    expect([(await lastDelivery()).state, (await lastDelivery()).last_error, await quota()]).toEqual(["refused", "WechatUserError 43101", 0]);
  });

  it("is tried again later when WeChat is busy", async () => {
    await subscribe();
    sandbox.control.addFault({ path: "/cgi-bin/message/subscribe/send", errcode: -1, times: 1 });
    await accepted();
    await world.settle();
    expect([(await lastDelivery()).state, (await lastDelivery()).attempts]).toEqual(["queued", 1]);
    world.clock.advance(31_000);
    await world.settle();
    expect([(await lastDelivery()).state, (await lastDelivery()).attempts]).toEqual(["sent", 2]);
  });

  it("whose answer was lost is unknown, and sent again by an operator only", async () => {
    await subscribe();
    sandbox.control.addFault({ path: "/cgi-bin/message/subscribe/send", drop: "before", times: 1 });
    await accepted();
    await world.settle();
    const lost = await lastDelivery();
    expect(lost.state).toBe("unknown");
    world.clock.advance(3_600_000);
    await world.settle();
    expect((await lastDelivery()).state).toBe("unknown");
    const operator = await signIn(world, await buildStaff(world, "system_admin", world.areas.county, "管理员"));
    const listed = (await api.get("/deliveries?state=unknown", operator)).body.rows;
    expect([listed[0].id, listed[0].recipient, listed[0].may]).toEqual([lost.public_id, "吴**", ["retry"]]);
    expect((await api.post(`/deliveries/${lost.public_id}/retry`, {}, operator)).body.state).toBe("queued");
    await world.settle();
    expect((await lastDelivery()).state).toBe("sent");
  });

  it("opens the case's page in the mini-program, and says nothing of a private matter", async () => {
    await subscribe();
    const id = await buildCase(world, wu, world.areas.xikouVillage, { isPrivate: true, text: "只给村里看的事" });
    await api.post(`/cases/${id}/accept`, { seenState: "submitted" }, asSecretary);
    await world.settle();
    const sent = sandbox.control.messages("openid-wu").at(-1);
    expect(sent?.page).toBe(`features/cases/detail/index?caseId=${id}`);
    expect(JSON.stringify(sent)).not.toMatch(/道路|只给/);
    const pages = readFileSync("miniprogram/src/app.config.ts", "utf8");
    expect(pages).toContain('root: "features/cases"');
    expect(pages).toContain('"detail/index"');
  });

  it("is nothing that staff of another village learn of, nor those without a right to private matters", async () => {
    const elsewhere = await signIn(world, await buildStaff(world, "village_secretary", world.areas.zhangwang, "别村书记"));
    expect((await api.get("/deliveries", elsewhere)).body.rows).toEqual([]);
    const auditor = await signIn(world, await buildStaff(world, "auditor", world.areas.county, "审计员"));
    const [all, seen] = [(await api.get("/deliveries?size=100", asSecretary)).body.rows, (await api.get("/deliveries?size=100", auditor)).body.rows];
    expect(all.length - seen.length).toBe(1);
  });

  it("left behind by a killed process is unknown, never sent twice by itself", async () => {
    await subscribe();
    await accepted();
    const { db } = world.deps;
    await world.settle();
    // The process died after marking it and before it knew the answer.
    await db.change(sql`UPDATE deliveries SET state = 'sending', next_attempt_at = ${world.clock.now()} WHERE public_id = ${(await lastDelivery()).public_id}`);
    await sendDeliveries(world.deps);
    expect((await lastDelivery()).state).toBe("sending");
    world.clock.advance(6 * 60_000);
    await sendDeliveries(world.deps);
    expect((await lastDelivery()).state).toBe("unknown");
  });

  it("is nothing an operator without the right learns of", async () => {
    expect((await api.get("/deliveries", asWu)).body.code).toBe("session.wrong_capacity");
    const watcher = await signIn(world, await buildStaff(world, "grid_worker", world.areas.xikouVillage, "网格员"));
    expect((await api.get("/deliveries", watcher)).body.code).toBe("access.denied");
  });
});
