import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { dayMs, shanghaiDay } from "../../../kernel/clock.ts";
import { tableNames } from "../../../kernel/sql-differences.ts";
import { name, sql } from "../../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { rotateFieldKeys } from "../../identity/index.ts";
import { caseOrder } from "../../cases/testing/build-case.ts";
import { dropOldDays } from "./drop-old-days.ts";
import { createSecurityLog, keepWriting } from "./security-log.ts";
import { quarterOf, vagueMs } from "./vague-lines.ts";

type Headers = Record<string, string>;

let world: World;
let api: TestApi;
let officer: Headers;

beforeAll(async () => {
  world = await openWorld();
  api = await startApi(world);
});
beforeEach(async () => {
  world.clock.advance(dayMs);
  officer = await signIn(world, await buildStaff(world, "data_protection_officer", world.areas.county, "保护负责人"));
});
afterAll(async () => {
  await api.close();
  await world.close();
});

interface Line {
  readonly at: number;
  readonly address: string;
  readonly request: string;
  readonly status: number;
}

const today = () => ({ from: world.clock.now() - 1000, to: world.clock.now() + 1000 });
const read = (body: object = {}, headers = officer) => api.post("/security-log/read", { reason: "核查异常登录", ...today(), ...body }, headers);
const lines = async (body: object = {}): Promise<Line[]> => (await read(body)).body.rows;
const batches = () => world.deps.db.select<{ id: number; day: string; cipher: Buffer }>(sql`SELECT id, day, cipher FROM security_log ORDER BY id`);

describe("the security log", () => {
  it("keeps moment, address, method with the route's pattern, and how it ended, and nothing else", async () => {
    await api.get("/areas/nothing-here?secret=1");
    await api.get("/me/looks", { authorization: "Bearer no-such-token-at-all" });
    await api.securityLog.flush();
    const found = await lines();
    expect(found.map((line) => [line.address, line.request, line.status])).toEqual([
      ["127.0.0.1", "GET /me/looks", 401],
      ["127.0.0.1", "GET /areas/:areaId", 400],
    ]);
    expect(found.every((line) => line.at === world.clock.now())).toBe(true);
  });

  it("does not say which form somebody sent who may be nobody", async () => {
    await api.post("/cases", caseOrder(world.areas.xikouVillage, { isAnonymous: true }), { "idempotency-key": "a-key-of-a-phone-0001" });
    await api.post("/cases/follow", { followCode: "wrong-code" });
    const span = { from: world.clock.now(), to: world.clock.now() + 1 };
    world.clock.advance(vagueMs);
    await api.securityLog.flush();
    expect((await lines(span)).map((line) => line.request)).toEqual(["POST", "POST"]);
  });

  it("does not say when such a form was sent: neither in the line, nor by its row, nor by its place among the others", async () => {
    world.clock.set(quarterOf(world.clock.now()) + 7 * 60_000);
    const [before, quarter] = [(await batches()).length, quarterOf(world.clock.now())];
    const log = createSecurityLog(world.deps);
    for (let index = 0; index < 60; index += 1) {
      log.note({ address: `192.0.2.${index}`, request: "POST", status: 201 });
      log.note({ address: "198.51.100.1", request: "GET /home", status: 200 });
      await log.flush();
      world.clock.advance(1000);
    }
    const early = await batches();
    world.clock.set(quarter + vagueMs);
    await log.flush();
    const late = (await batches()).slice(early.length);
    expect([early.length - before, late.length]).toEqual([60, 1]);
    const columns = await world.deps.db.select(sql`SELECT from_ms, to_ms FROM security_log WHERE id = ${late[0]?.id ?? 0}`);
    expect(columns).toEqual([{ from_ms: quarter, to_ms: quarter + vagueMs - 1 }]);
    const found = (await lines({ from: quarter, to: quarter + vagueMs })).filter((line) => line.request === "POST");
    expect(new Set(found.map((line) => line.at))).toEqual(new Set([quarter]));
    const order = found.map((line) => Number(line.address.split(".")[3]));
    const inOrder = Array.from({ length: 60 }, (_, index) => index);
    expect(order.toSorted((a, b) => a - b)).toEqual(inOrder);
    expect([order, order.toReversed()]).not.toContainEqual(inOrder);
  });

  it("loses no such line when the process ends in an orderly way, or in a flood of them", async () => {
    const log = createSecurityLog(world.deps);
    log.note({ address: "192.0.2.200", request: "POST", status: 201 });
    await log.flush();
    expect((await lines()).map((line) => line.address)).toEqual([]);
    await keepWriting(log).stop();
    expect((await lines()).map((line) => line.address)).toEqual(["192.0.2.200"]);
    const before = (await batches()).length;
    for (let index = 0; index < 20_000; index += 1) {
      log.note({ address: "192.0.2.201", request: "POST", status: 429 });
    }
    await log.flush();
    expect((await batches()).length - before).toBe(Math.ceil(20_000 / 300));
  });

  it("stands in the database encrypted, and no other table or log holds an address", async () => {
    const log = createSecurityLog(world.deps);
    log.note({ address: "203.0.113.77", request: "GET /home", status: 200 });
    await log.flush();
    const [last] = (await batches()).slice(-1);
    expect(Buffer.from(last?.cipher ?? "").toString("latin1")).not.toContain("203.0.113.77");
    expect((await lines()).map((line) => line.address)).toContain("203.0.113.77");
    for (const table of await tableNames(world.deps.db)) {
      const rows = await world.deps.db.select<object>(sql`SELECT * FROM ${name(table)}`);
      const text = rows.flatMap((row) => Object.values(row).map((value) => (Buffer.isBuffer(value) ? value.toString("latin1") : String(value)))).join("\n");
      expect(`${table} ${/127\.0\.0\.1|203\.0\.113/.test(text)}`).toBe(`${table} false`);
    }
  });

  it("is a batch a row, however many requests there were, of one day each", async () => {
    const before = (await batches()).length;
    const log = createSecurityLog(world.deps);
    for (let index = 0; index < 700; index += 1) {
      log.note({ address: `198.51.100.${index % 250}`, request: "GET /home", status: 200 });
    }
    world.clock.advance(dayMs);
    log.note({ address: "198.51.100.1", request: "GET /home", status: 200 });
    await Promise.all([log.flush(), log.flush()]);
    const made = (await batches()).slice(before);
    expect(made).toHaveLength(4);
    expect(new Set(made.map((row) => row.day)).size).toBe(2);
  });

  it("never stops a request: without the database lines are lost, counted and said aloud", async () => {
    const warnings: unknown[] = [];
    const broken = { ...world.deps, db: { ...world.deps.db, change: () => Promise.reject(new Error("disk full")), select: () => Promise.reject(new Error("disk full")), selectOne: () => Promise.reject(new Error("disk full")) }, log: { ...world.deps.log, warn: (facts: unknown) => void warnings.push(facts) } };
    const log = createSecurityLog(broken as never);
    for (let index = 0; index < 25_000; index += 1) {
      log.note({ address: "198.51.100.1", request: "GET /home", status: 200 });
    }
    await log.flush();
    expect(warnings.at(-1)).toEqual({ lines: 25_000 });
    await log.flush();
    expect(warnings.filter((facts) => "lines" in (facts as object))).toHaveLength(1);
  });

  it("costs a request next to nothing", () => {
    const log = createSecurityLog(world.deps);
    const startedAt = performance.now();
    for (let index = 0; index < 10_000; index += 1) {
      log.note({ address: "198.51.100.1", request: "GET /cases/:caseId", status: 200 });
    }
    expect((performance.now() - startedAt) / 10_000).toBeLessThan(0.05);
  });
});

describe("reading the security log", () => {
  it("is the data-protection officer's alone", async () => {
    const { county, xikouVillage } = world.areas;
    for (const role of ["system_admin", "auditor", "county_supervisor", "discipline_desk"]) {
      const headers = await signIn(world, await buildStaff(world, role, county));
      expect([(await read({}, headers)).body.code, (await api.get("/security-log/days", headers)).body.code]).toEqual(["access.denied", "access.denied"]);
    }
    expect((await read({}, await signIn(world, await buildVillager(world, xikouVillage)))).body.code).toBe("session.wrong_capacity");
    expect((await read({}, {})).status).toBe(401);
  });

  it("is a sealed entry before the answer, with the reason and without the address asked for", async () => {
    const entries = () => world.deps.db.select<{ id: number; is_sealed: number }>(sql`SELECT id, is_sealed FROM journal WHERE kind = 'security_log.read' ORDER BY id`);
    const before = (await entries()).length;
    await read({ address: "203.0.113.9" });
    const made = (await entries()).slice(before);
    expect(made.map((entry) => entry.is_sealed)).toEqual([1]);
    const details = await world.deps.db.select<{ field: string; value: string }>(sql`SELECT field, value FROM journal_details WHERE journal_id = ${made[0]?.id ?? 0} AND field <> ''`);
    expect(details.map(({ field }) => field).sort()).toEqual(["from", "isFiltered", "reason", "row", "to", "~actor"]);
    expect(JSON.stringify(details)).not.toContain("203.0.113.9");
  });

  it("needs a reason and a span of seven days at most, and a refusal is no look", async () => {
    const count = async () => (await world.deps.db.select(sql`SELECT id FROM journal WHERE kind = 'security_log.read'`)).length;
    const before = await count();
    expect((await read({ from: world.clock.now() - 8 * dayMs, to: world.clock.now() })).body.code).toBe("security_log.span_too_long");
    expect((await read({ reason: "" })).status).toBe(400);
    expect((await read({ cursor: "forged" })).status).toBe(400);
    expect(await count()).toBe(before);
    expect((await read({ from: world.clock.now() - 7 * dayMs, to: world.clock.now() })).status).toBe(200);
  });

  it("filters by address and by moment", async () => {
    const log = createSecurityLog(world.deps);
    log.note({ address: "::ffff:203.0.113.5", request: "GET /home", status: 200 });
    world.clock.advance(60_000);
    log.note({ address: "203.0.113.6", request: "GET /home", status: 200 });
    await log.flush();
    const span = { from: world.clock.now() - 70_000, to: world.clock.now() + 1 };
    expect((await lines({ ...span, address: "203.0.113.5" })).map((line) => line.address)).toEqual(["203.0.113.5"]);
    expect((await lines({ ...span, from: world.clock.now() - 1000 })).map((line) => line.address)).toEqual(["203.0.113.6"]);
    expect(await lines({ from: span.to, to: span.from })).toEqual([]);
  });

  it("turns pages, newest first, without losing or repeating a line", async () => {
    const log = createSecurityLog(world.deps);
    for (let index = 0; index < 450; index += 1) {
      log.note({ address: `10.0.${Math.floor(index / 250)}.${index % 250}`, request: "GET /home", status: 200 });
      if (index % 150 === 149) {
        world.clock.advance(1000);
        await log.flush();
      }
    }
    const span = { from: world.clock.now() - 10_000, to: world.clock.now() + 1 };
    const found: string[] = [];
    let pages = 0;
    for (let cursor: string | undefined; pages === 0 || cursor !== undefined; pages += 1) {
      const { body } = await read({ ...span, ...(cursor === undefined ? {} : { cursor }) });
      found.push(...body.rows.filter((line: Line) => line.address.startsWith("10.0.")).map((line: Line) => line.address));
      cursor = body.next ?? undefined;
    }
    expect([found.length, new Set(found).size, pages > 1]).toEqual([450, 450, true]);
    expect(found[0]).toBe("10.0.1.199");
  });

  it("says where a row was changed, instead of failing or hiding the rest", async () => {
    const log = createSecurityLog(world.deps);
    for (const address of ["203.0.113.1", "203.0.113.2"]) {
      log.note({ address, request: "GET /home", status: 200 });
      await log.flush();
    }
    const [first] = (await batches()).slice(-2);
    const changed = Buffer.from(first?.cipher ?? "");
    changed[40] = (changed[40] ?? 0) ^ 1;
    await world.deps.db.change(sql`UPDATE security_log SET cipher = ${changed} WHERE id = ${first?.id ?? 0}`);
    expect((await lines()).map((line) => line.address || line.request)).toEqual(["203.0.113.2", "这一段日志被改动过，打不开"]);
  });

  it("goes on after the field keys have changed", async () => {
    const log = createSecurityLog(world.deps);
    log.note({ address: "203.0.113.3", request: "GET /home", status: 200 });
    await log.flush();
    await rotateFieldKeys(world.deps, { batch: 100 });
    expect((await lines()).map((line) => line.address)).toEqual(["203.0.113.3"]);
  });
});

describe("days that are over", () => {
  it("go with their keys once the county keeps them no longer, and not a day before", async () => {
    const log = createSecurityLog(world.deps);
    log.note({ address: "203.0.113.4", request: "GET /home", status: 200 });
    await log.flush();
    const day = shanghaiDay(world.clock.now());
    const keptDays = world.deps.county.privacy.securityLogDays;
    const drop = () => dropOldDays(world.deps, new AbortController().signal);
    const has = async () => [(await batches()).some((row) => row.day === day), (await world.deps.db.selectOne(sql`SELECT id FROM security_log_days WHERE day = ${day}`)) !== undefined];
    world.clock.advance(keptDays * dayMs);
    await drop();
    expect(await has()).toEqual([true, true]);
    world.clock.advance(dayMs);
    await drop();
    expect(await has()).toEqual([false, false]);
    const reader = await signIn(world, await buildStaff(world, "data_protection_officer", world.areas.county));
    expect((await api.get("/security-log/days", reader)).body).toEqual({ from: null, to: null, keptDays });
  });
});
