import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { KeyStore } from "../../kernel/key-store.ts";
import type { Refusal } from "../../kernel/refusal.ts";
import { sql } from "../../kernel/sql.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { loginByPassword } from "./commands/login-by-password.ts";
import { loginByTotp } from "./commands/login-by-totp.ts";
import { addressLockMs, accountLockMs, failuresPerDay } from "./login-limits.policy.ts";
import { noteFailure } from "./login-limits.ts";
import { buildLogin, codeNow, testPassword, type Login } from "./testing/build-login.ts";

const nat = "60.191.0.1";
const minute = 60_000;

describe("a storm of log-ins", () => {
  let world: World;
  let clerk: Login;
  let secretary: Login;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await world.close();
  });
  beforeEach(async () => {
    clerk = await buildLogin(world, "village_editor", world.areas.xikouVillage);
    secretary = await buildLogin(world, "village_secretary", world.areas.xikouVillage);
  });

  const attempt = (login: Pick<Login, "username">, address: string, password = testPassword, deps = world.deps) =>
    loginByPassword(deps, { username: login.username, password, address }).then(
      () => "in",
      (error: Refusal) => error.code,
    );
  const fail = async (login: Pick<Login, "username">, address: string, times: number) => {
    const codes = [];
    for (let turn = 0; turn < times; turn += 1) {
      codes.push(await attempt(login, address, "not the password"));
    }
    return codes;
  };
  const enter = async (login: Login, address: string) => {
    const challenge = await loginByPassword(world.deps, { username: login.username, password: testPassword, address });
    world.clock.advance(30_000);
    await loginByTotp(world.deps, { challenge, code: codeNow(world, login), address, device: "测试" });
  };
  /** As many failures from everywhere, without the work of hashing as many passwords. */
  const failFromEverywhere = async (login: Login, times: number) => {
    for (let turn = 0; turn < times; turn += 1) {
      const door = { step: "password" as const, username: login.username, address: `198.51.100.${turn}` };
      await noteFailure(world.deps, door, { id: login.id, publicId: login.publicId, lockedUntil: 0 }, 1);
    }
  };
  const causesOf = async (login: Login) => {
    const rows = await world.deps.db.select<{ value: string }>(sql`
      SELECT d.value FROM journal j JOIN journal_details d ON d.journal_id = j.id
      WHERE j.kind = 'session.refused' AND j.subject_kind = 'staff' AND j.subject_id = ${login.id} AND d.field = 'cause' ORDER BY j.id`);
    return rows.map((row) => row.value);
  };

  it("shuts a user name for the address of the storm, and says so once in the record", async () => {
    expect(new Set(await fail(clerk, nat, 10))).toEqual(new Set(["login.password_wrong"]));
    expect(await attempt(clerk, nat)).toBe("login.locked");
    expect(await attempt(clerk, nat)).toBe("login.locked");
    expect(await causesOf(clerk)).toEqual(["address"]);
  });

  it("lets colleagues behind the same address go on", async () => {
    await fail(clerk, nat, 12);
    expect(await attempt(secretary, nat)).toBe("in");
  });

  it("lets the same person in from another address", async () => {
    await fail(clerk, nat, 12);
    expect(await attempt(clerk, "60.191.0.2")).toBe("in");
  });

  it("shuts out nobody when it goes through many user names", async () => {
    for (let turn = 0; turn < 30; turn += 1) {
      await attempt({ username: `guess-${turn}` }, nat, "not the password");
    }
    expect(await attempt(clerk, nat)).toBe("in");
    expect(await attempt(secretary, nat)).toBe("in");
  });

  it("treats a user name that does not exist the same", async () => {
    expect((await fail({ username: "nobody-at-all" }, nat, 11)).slice(-2)).toEqual(["login.password_wrong", "login.locked"]);
  });

  it("is over after a quarter of an hour, and four times as long the next time", async () => {
    await fail(clerk, nat, 10);
    world.clock.advance(15 * minute);
    expect((await fail(clerk, nat, 10)).at(-1)).toBe("login.password_wrong");
    world.clock.advance(16 * minute);
    expect(await attempt(clerk, nat)).toBe("login.locked");
    world.clock.advance(45 * minute);
    expect(await attempt(clerk, nat)).toBe("in");
  });

  it("can never fail a hundred times a day from one address", () => {
    const shutTimes = [1, 2, 3, 4, 5, 6].map(addressLockMs);
    const day = 24 * 60 * minute;
    const rounds = shutTimes.filter((_, index) => shutTimes.slice(0, index).reduce((sum, ms) => sum + ms, 0) < day).length;
    expect(rounds * 10).toBeLessThan(failuresPerDay);
  });

  it("counts guesses that come at once", async () => {
    const codes = await Promise.all(Array.from({ length: 15 }, () => attempt(clerk, nat, "not the password")));
    expect(codes.filter((code) => code === "login.password_wrong")).toHaveLength(10);
    expect(codes.filter((code) => code === "login.locked")).toHaveLength(5);
  });

  it("forgets the failures of somebody who then gets it right", async () => {
    await fail(clerk, nat, 9);
    expect(await attempt(clerk, nat)).toBe("in");
    await fail(clerk, nat, 9);
    expect(await attempt(clerk, nat)).toBe("in");
  });

  it("from a hundred addresses shuts out unknown ones for an hour, but not those he uses", async () => {
    await enter(clerk, nat);
    await failFromEverywhere(clerk, failuresPerDay - 1);
    expect(await attempt(clerk, "203.0.113.9")).toBe("in");
    await failFromEverywhere(clerk, 1);
    expect(await attempt(clerk, "203.0.113.9")).toBe("login.locked");
    expect(await attempt(clerk, nat)).toBe("in");
    expect(await causesOf(clerk)).toEqual(["account"]);
    world.clock.advance(accountLockMs);
    expect(await attempt(clerk, "203.0.113.9")).toBe("in");
  });

  it("starts the count anew each day", async () => {
    await failFromEverywhere(clerk, failuresPerDay - 1);
    world.clock.advance(24 * 60 * minute);
    await failFromEverywhere(clerk, 1);
    expect(await attempt(clerk, "203.0.113.9")).toBe("in");
  });

  it("is counted in the database when the key store is gone, and staff still get in", async () => {
    const gone = async (): Promise<never> => {
      throw new Error("no store");
    };
    const keys: KeyStore = { get: gone, set: gone, setIfAbsent: gone, delete: gone, increment: gone };
    const deps = { ...world.deps, keys };
    expect(await attempt(clerk, nat, "not the password", deps)).toBe("login.password_wrong");
    expect(await attempt(clerk, nat, testPassword, deps)).toBe("in");
    const row = await world.deps.db.selectOne<{ failed_count: number }>(sql`SELECT failed_count FROM staff WHERE id = ${clerk.id}`);
    expect(row?.failed_count).toBe(1);
  });
});
