import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import type { Permission } from "@cunqing/contract";
import type { StaffActor } from "../../../kernel/actor.ts";
import { sql } from "../../../kernel/sql.ts";
import { buildStaff } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { listVerifications } from "./desk/list-verifications.ts";
import { startVerification, stopVerification } from "./desk/start-verification.ts";
import { openTamperingWorld, type TamperingWorld } from "./testing/tampering-world.ts";
import { addTally, newState, saveState } from "./verify-state.ts";

let it_: TamperingWorld;
let api: TestApi;
let auditor: Record<string, string>;
let secretary: Record<string, string>;
let committee: Record<string, string>;

beforeAll(async () => {
  it_ = await openTamperingWorld();
  api = await startApi(it_.world);
  auditor = await signIn(it_.world, await buildStaff(it_.world, "auditor", it_.world.areas.county, "审计员"));
  secretary = await signIn(it_.world, it_.secretary);
  committee = await signIn(it_.world, await buildStaff(it_.world, "supervisory_committee", it_.world.areas.xikouVillage, "监委会"));
});
beforeEach(() => it_.world.clock.advance(1_000));
afterAll(async () => {
  await api.close();
  await it_.close();
});

const start = (headers = auditor) => api.post("/trail/verifications", {}, headers);
const newest = async () => (await api.get("/trail/verifications", auditor)).body.rows[0];
const kinds = async () => (await it_.world.deps.db.select<{ kind: string }>(sql`SELECT kind FROM journal WHERE kind LIKE 'trail.verification%' ORDER BY id`)).map(({ kind }) => kind);

it("is for those who may, one at a time, and says how it went", async () => {
  expect((await start(secretary)).status).toBe(403);
  const started = await start();
  expect(started.body).toMatchObject({ state: "waiting", startedBy: "审计员", findingCount: 0 });
  expect((await start()).body.code).toBe("trail.verification_running");
  await it_.world.settle();
  const done = await newest();
  expect(done).toMatchObject({ id: started.body.id, state: "passed", findings: [], findingCount: 0 });
  expect([done.leavesDone, done.rowsDone]).toEqual([done.leavesTotal, done.rowsTotal]);
  expect(done.leavesTotal).toBeGreaterThan(256);
  expect(await kinds()).toEqual(["trail.verification_started", "trail.verification_finished"]);
});

it("names what was altered", async () => {
  await it_.attacker.run(sql`UPDATE accounts SET phone_index = 'mine' WHERE id = ${it_.wu.accountId}`);
  await start();
  await it_.world.settle();
  expect(await newest()).toMatchObject({ state: "failed", findingCount: 1, findings: [{ code: "row.changed", position: expect.any(Number), words: expect.stringContaining("村民账号") }] });
  await it_.attacker.run(sql`UPDATE accounts SET phone_index = NULL WHERE id = ${it_.wu.accountId}`);
});

/** Holds both at one place only. */
function holder(area: { readonly id: number; readonly path: string }, ...permissions: Permission[]): StaffActor {
  return { ...it_.secretary, grants: [{ role: "auditor", areaId: area.id, areaPath: area.path, permissions: new Set(permissions) }] };
}

it("a village office sees how far a check is, and not how many rows there are; it neither starts nor stops one", async () => {
  await start();
  await it_.world.settle();
  const all = await newest();
  const seen = (await api.get("/trail/verifications", committee)).body.rows[0];
  expect(seen).toEqual({ ...all, leavesDone: 1000, leavesTotal: 1000, rowsDone: 1000, rowsTotal: 1000 });
  expect(all.rowsTotal).not.toBe(1000);
  expect((await start(committee)).status).toBe(403);
  const { id } = (await start()).body;
  const villageWide = holder(it_.world.areas.xikouVillage, "trail.verify", "journal.read");
  await expect(startVerification(it_.world.deps, villageWide)).rejects.toMatchObject({ code: "access.denied" });
  await expect(stopVerification(it_.world.deps, villageWide, id)).rejects.toMatchObject({ code: "access.denied" });
  expect((await api.post(`/trail/verifications/${id}/stop`, {}, auditor)).status).toBe(200);
});

it("findings carry no internal number, and of a sealed entry nothing but that it is one; its position is for who reads private cases everywhere", async () => {
  await it_.attacker.run(
    sql`UPDATE accounts SET phone_index = 'mine' WHERE id = ${it_.wu.accountId}`,
    sql`UPDATE cases SET version = version + 1 WHERE id = ${it_.privateCase}`,
  );
  await start();
  await it_.world.settle();
  const sealed = { position: null, code: "row.changed", words: "密件" };
  for (const headers of [committee, auditor]) {
    const { findings } = (await api.get("/trail/verifications", headers)).body.rows[0];
    expect(findings).toHaveLength(2);
    expect(findings).toContainEqual(sealed);
    expect(JSON.stringify(findings)).not.toContain("内部编号");
  }
  const reader = holder(it_.world.areas.county, "journal.read", "case.read_private");
  expect((await listVerifications(it_.world.deps, reader, {})).rows[0]?.findings).toContainEqual({ ...sealed, position: expect.any(Number) });
  await it_.attacker.run(
    sql`UPDATE accounts SET phone_index = NULL WHERE id = ${it_.wu.accountId}`,
    sql`UPDATE cases SET version = version - 1 WHERE id = ${it_.privateCase}`,
  );
});

it("can be stopped, once", async () => {
  const { id } = (await start()).body;
  expect((await api.post(`/trail/verifications/${id}/stop`, {}, auditor)).body).toEqual({ done: true });
  expect((await api.post(`/trail/verifications/${id}/stop`, {}, auditor)).status).toBe(404);
  await it_.world.settle();
  expect(await newest()).toMatchObject({ id, state: "stopped", leavesDone: 0 });
});

it("goes on in another worker from what a killed one has noted", async () => {
  const { id } = (await start()).body;
  const noted = saveState(addTally({ ...newState, phase: "rows" }, { leaves: 7 }));
  await it_.world.deps.db.change(sql`UPDATE trail_verifications SET taken_at = 1, progress = ${Buffer.from(noted)} WHERE public_id = ${id}`);
  expect(await newest()).toMatchObject({ id, state: "running" });
  await it_.world.settle();
  expect(await newest()).toMatchObject({ id, state: "passed", leavesDone: 7 });
});
