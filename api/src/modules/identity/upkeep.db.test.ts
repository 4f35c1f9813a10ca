import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { demoSecrets } from "@cunqing/config";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import { createFieldCipher } from "../../kernel/crypto/field-cipher.ts";
import { fromBase32, hotp, totpStepAt } from "../../kernel/crypto/totp.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { putRoll, rollCsv } from "../organisation/testing/build-roll.ts";
import { createFirstAdministrator, rotateFieldKeys, seedDemoStaff } from "./index.ts";
import { sealedColumns } from "./rotate-field-keys.ts";
import { sessionFor } from "./testing/session-for.ts";

describe("the upkeep of identity", () => {
  let world: World;
  let api: TestApi;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  it("knows every sealed column of the schema, so that no rotation forgets one", () => {
    const folder = new URL("../../../../sql/migrations/", import.meta.url);
    const found = readdirSync(folder).flatMap((file) => {
      const text = readFileSync(new URL(file, folder), "utf8");
      const table = /CREATE TABLE (\w+)/.exec(text)?.[1];
      return [...text.matchAll(/^ +(\w+_sealed) (?:\{ascii|TEXT)/gm)].map((match) => `${table}.${match[1]}`);
    });
    expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).sort()).toEqual(found.sort());
  });

  it("makes the first administrator once; until he is set up the link may be renewed", async () => {
    const { setupUrl } = await createFirstAdministrator(world.deps, { username: "first.admin", name: "管理员" });
    const again = await createFirstAdministrator(world.deps, { username: "first.admin", name: "管理员" });
    const tokenOf = (url: string) => url.split("token=")[1] ?? "";
    expect((await api.get(`/staff/setup/${tokenOf(setupUrl)}`)).status).toBe(404);
    const { body: setup } = await api.get(`/staff/setup/${tokenOf(again.setupUrl)}`);
    expect(setup).toMatchObject({ kind: "administrator", username: "first.admin", needsPassword: true });
    const code = hotp(fromBase32(setup.totpSecret) ?? Buffer.alloc(0), totpStepAt(world.clock.now()));
    const done = await api.post(`/staff/setup/${tokenOf(again.setupUrl)}`, { name: "姜大力", password: "Ling-Shan-88-jiang", code });
    expect(done.body).toEqual({ done: true });
    await expect(createFirstAdministrator(world.deps, { username: "second.admin", name: "又一个" })).rejects.toThrow("already");
    const row = await world.deps.db.selectOne(sql`SELECT name, state FROM staff WHERE username = 'first.admin'`);
    expect(row).toEqual({ name: "姜大力", state: "active" });
  });

  it("puts somebody who can log in into every role, and changes nothing the second time", async () => {
    const people = await seedDemoStaff(world.deps);
    const roles = new Set(people.map((person) => person.role));
    expect(world.deps.county.roles.map((role) => role.code).filter((role) => !roles.has(role))).toEqual([]);
    expect(new Set(people.map((person) => person.username)).size).toBe(people.length);
    expect(new Set(people.map((person) => person.area))).toEqual(new Set(["龙游县", "溪口镇", "溪口村", "张王村", "第一网格"]));
    const count = () => world.deps.db.selectOne(sql`SELECT COUNT(*) AS n FROM journal`);
    const before = await count();
    expect(await seedDemoStaff(world.deps)).toEqual(people);
    expect(await count()).toEqual(before);

    const secretary = people.find((person) => person.role === "village_secretary");
    const { body } = await api.post("/staff/sessions", { username: secretary?.username, password: secretary?.password });
    const code = hotp(fromBase32(secretary?.totpSecret ?? "") ?? Buffer.alloc(0), totpStepAt(world.clock.now()));
    const entered = await api.post("/staff/sessions/totp", { challenge: body.challenge, code, delivery: "token" });
    expect(entered.body.staff.name).toBe(secretary?.name);
  });

  it("keeps the demo's people out of production", async () => {
    await expect(seedDemoStaff({ ...world.deps, mode: "production" })).rejects.toThrow("production");
  });

  it("seals everything under a new key, after which the old one is needed no more", async () => {
    const { xikou, xikouVillage } = world.areas;
    const clerk = await buildStaff(world, "township_window_services", xikou);
    await putRoll(world, api, clerk, xikouVillage, rollCsv(0, 30));
    const { name, identityNumber } = inventPerson(0);
    const villager = await sessionFor(world, await buildVillager(world, xikouVillage));
    await api.post("/account/claims", { villageId: xikouVillage.publicId, name, identityNumber }, villager);

    const old = demoKey();
    const fresh = { id: "fresh", key: randomBytes(32) };
    const rotated = await rotateFieldKeys({ ...world.deps, cipher: createFieldCipher([fresh, old]) }, { batch: 7 });
    const sealed = await allSealed(world);
    expect(rotated).toBe(sealed.length);
    expect(sealed.length).toBeGreaterThan(60);
    expect(sealed.every((value) => value.startsWith("v1.fresh."))).toBe(true);
    const alone = createFieldCipher([fresh]);
    const claim = await world.deps.db.selectOne<{ public_id: string; identity_sealed: string }>(sql`SELECT public_id, identity_sealed FROM claims`);
    expect(alone.open(claim?.identity_sealed ?? "", { field: "claims.identity_sealed", rowId: claim?.public_id ?? "" })).toBe(identityNumber);
    const entry = await world.deps.db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM journal WHERE kind = 'field_keys.changed'`);
    expect(entry?.n).toBeGreaterThan(3);
    expect(await rotateFieldKeys({ ...world.deps, cipher: createFieldCipher([fresh, old]) }, { batch: 7 })).toBe(0);
    // Back, so that what runs on in this world can read.
    await rotateFieldKeys({ ...world.deps, cipher: createFieldCipher([old, fresh]) }, { batch: 50 });
  });
});

async function allSealed(world: World): Promise<string[]> {
  const lists = await Promise.all(
    sealedColumns.map(({ table, column }) =>
      world.deps.db.select<{ sealed: string }>({ text: `SELECT ${column} AS sealed FROM ${table} WHERE ${column} IS NOT NULL`, values: [] }),
    ),
  );
  return lists.flat().map((row) => row.sealed);
}

/** The key that tests run with, as the settings read it. */
function demoKey(): { id: string; key: Buffer } {
  const [id = "", base64 = ""] = (demoSecrets.find((secret) => secret.setting === "FIELD_KEYS")?.value ?? "").split(":");
  return { id, key: Buffer.from(base64, "base64") };
}
