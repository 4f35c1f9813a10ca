import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import { detailsOf } from "../../kernel/journal/entries.ts";
import { sql } from "../../kernel/sql.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { startApi, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { sessionFor } from "../identity/testing/session-for.ts";
import { closeRelativesOf, findPerson, findRollPersonByIdentity, openGrid, openIdentity, openPhone, rollPersonOf } from "./index.ts";
import { putRoll, rollCsv } from "./testing/build-roll.ts";
import { system } from "../../kernel/actor.ts";

describe("people on the roll", () => {
  let world: World;
  let api: TestApi;
  let officer: Record<string, string>;
  let secretary: Record<string, string>;
  let neighbour: Record<string, string>;

  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    const { xikou, donghua, xikouVillage, zhangwang } = world.areas;
    const window = await buildStaff(world, "township_window_services", xikou, "余窗口");
    const other = await buildStaff(world, "township_window_services", donghua, "张窗口");
    await putRoll(world, api, window, xikouVillage, rollCsv(0, 24));
    await putRoll(world, api, other, zhangwang, rollCsv(100, 8));
    officer = await sessionFor(world, window);
    neighbour = await sessionFor(world, other);
    secretary = await sessionFor(world, await buildStaff(world, "village_secretary", xikouVillage));
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const people = async (query: string, headers = officer) => (await api.get(`/people?${query}`, headers)).body.rows as { id: string; name: string }[];
  const idOf = async (seed: number) => (await people(`q=${inventPerson(seed).identityNumber}`, seed < 100 ? officer : neighbour))[0]?.id ?? "";

  it("are shown with masked numbers and nothing else", async () => {
    const person = inventPerson(0);
    const { body } = await api.get("/people?size=1", officer);
    expect(body).toEqual({
      next: expect.any(String),
      rows: [{
        id: expect.any(String),
        name: person.name,
        sex: person.sex,
        birthYear: Number(person.bornOn.slice(0, 4)),
        maskedIdentity: `${person.identityNumber.slice(0, 6)}********${person.identityNumber.slice(-4)}`,
        maskedPhone: person.phone === null ? "" : `${person.phone.slice(0, 3)}****${person.phone.slice(-4)}`,
        village: { id: world.areas.xikouVillage.publicId, name: "溪口村", kind: "village" },
        gridName: "第一网格",
        householdNumber: person.householdNo,
        isClaimed: false,
      }],
    });
  });

  it("a township officer cannot see another township's roll", async () => {
    expect(await people("size=100")).toHaveLength(24);
    expect((await people("size=100", neighbour)).map(({ name }) => name)).toEqual(Array.from({ length: 8 }, (_, index) => inventPerson(100 + index).name));
    const [hidden, missing] = await Promise.all([world.areas.zhangwang.publicId, "nothing-here"].map((id) => api.get(`/people?areaId=${id}`, officer)));
    expect(hidden?.status).toBe(404);
    expect({ ...hidden?.body, requestId: "" }).toEqual({ ...missing?.body, requestId: "" });
    expect(await people(`areaId=${world.areas.county.publicId}&size=100`)).toHaveLength(24);
    expect(await people(`q=${inventPerson(100).identityNumber}`)).toEqual([]);
  });

  it("come in pages that neither lose nor repeat anybody, across villages too", async () => {
    const county = await sessionFor(world, await buildStaff(world, "data_protection_officer", world.areas.county));
    const seen: string[] = [];
    for (let cursor = ""; ; ) {
      const { body } = await api.get(`/people?size=7${cursor && `&cursor=${cursor}`}`, county);
      seen.push(...body.rows.map(({ name }: { name: string }) => name));
      if (body.next === null) {
        break;
      }
      cursor = body.next;
    }
    const seeds = [...Array.from({ length: 24 }, (_, index) => index), ...Array.from({ length: 8 }, (_, index) => 100 + index)];
    expect(seen).toEqual(seeds.map((seed) => inventPerson(seed).name));
  });

  it.each<[string, (seed: number) => string]>([
    ["name", (seed) => inventPerson(seed).name],
    ["a part of the name", (seed) => inventPerson(seed).name.slice(1)],
    ["identity number", (seed) => inventPerson(seed).identityNumber],
    ["phone", (seed) => inventPerson(seed).phone ?? ""],
    ["household", (seed) => inventPerson(seed).householdNo],
  ])("are found by %s", async (_what, wordOf) => {
    const found = await people(`size=100&q=${encodeURIComponent(wordOf(4))}`);
    expect(found.map(({ name }) => name)).toContain(inventPerson(4).name);
    expect(found.length).toBeLessThan(24);
  });

  it("are found by grid", async () => {
    const [one, two] = await Promise.all(["第一网格", "第二网格"].map((name) => openGrid(world.deps, system("test"), world.areas.xikouVillage, name)));
    expect(await people(`size=100&areaId=${one?.publicId}`)).toHaveLength(24);
    expect(await people(`size=100&areaId=${two?.publicId}`)).toEqual([]);
  });

  it("are listed for staff with the right only", async () => {
    const villager = await sessionFor(world, await buildVillager(world, world.areas.xikouVillage));
    const admin = await sessionFor(world, await buildStaff(world, "system_admin", world.areas.county));
    const answers = await Promise.all([{}, villager, admin].map((headers: Record<string, string>) => api.get("/people", headers)));
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 403]);
    expect((await api.get("/people?size=1000", officer)).status).toBe(400);
    expect((await api.get("/people?cursor=forged", officer)).status).toBe(400);
  });

  it("a sensitive number is shown whole, and the look stands in the journal, sealed", async () => {
    const id = await idOf(0);
    const shown = await api.post(`/people/${id}/show`, { field: "identity", reason: "核对办证材料" }, secretary);
    expect(shown.body).toEqual({ value: inventPerson(0).identityNumber });
    const phone = await api.post(`/people/${id}/show`, { field: "phone", reason: "电话回访" }, secretary);
    expect(phone.body).toEqual({ value: inventPerson(0).phone ?? "" });
    const entries = await world.deps.db.select<{ id: number; is_sealed: number; role: string; public_form: Buffer }>(sql`
      SELECT id, is_sealed, role, public_form FROM journal WHERE kind = 'person.shown' ORDER BY id`);
    expect(entries.map(({ is_sealed, role }) => ({ is_sealed, role }))).toEqual(Array.from({ length: 2 }, () => ({ is_sealed: 1, role: "village_secretary" })));
    expect(Object.keys(JSON.parse(String(entries[0]?.public_form))).sort()).toEqual(["sealed", "v"]);
    expect((await detailsOf(world.deps.db, [entries[0]?.id ?? 0])).get(entries[0]?.id ?? 0)).toEqual({ field: "identity", reason: "核对办证材料" });
  });

  it("a sensitive number is not shown without a reason, without the right, or of another village", async () => {
    const [own, foreign] = [await idOf(0), await idOf(100)];
    const ask = (id: string, headers: Record<string, string>, body: object = { field: "identity", reason: "核对材料" }) => api.post(`/people/${id}/show`, body, headers);
    expect((await ask(own, secretary, { field: "identity" })).status).toBe(400);
    expect((await ask(own, secretary, { field: "name", reason: "核对材料" })).status).toBe(400);
    expect((await ask(own, {})).status).toBe(401);
    expect((await ask(own, officer)).status).toBe(403);
    const [hidden, missing] = [await ask(foreign, secretary), await ask("nothing-here", secretary)];
    expect(hidden.status).toBe(404);
    expect({ ...hidden.body, requestId: "" }).toEqual({ ...missing.body, requestId: "" });
  });

  it("are told to other modules by identity, by id and by public id, with their close relatives", async () => {
    const { db, cipher, blindIndex } = world.deps;
    const [head, spouse, child, parent] = [0, 1, 2, 3].map(inventPerson);
    const found = await findRollPersonByIdentity(db, world.areas.xikouVillage.id, blindIndex.identity(head?.identityNumber ?? ""));
    expect(found).toMatchObject({ name: head?.name, householdNumber: head?.householdNo, relation: "户主", villageId: world.areas.xikouVillage.id });
    expect(found && [openIdentity(cipher, found), openPhone(cipher, found)]).toEqual([head?.identityNumber, head?.phone ?? ""]);
    expect(await rollPersonOf(db, found?.personId ?? 0)).toEqual(found);
    expect(await findPerson(db, found?.publicId ?? "")).toEqual(found);
    expect(await findRollPersonByIdentity(db, world.areas.zaoxi.id, found?.identityIndex ?? "")).toBeUndefined();

    const namesOf = async (seed: number): Promise<string[]> => {
      const one = await findPerson(db, await idOf(seed));
      const relatives = await Promise.all((await closeRelativesOf(db, one?.personId ?? 0)).map((id) => rollPersonOf(db, id)));
      return relatives.map((relative) => relative?.name ?? "").sort();
    };
    expect(await namesOf(0)).toEqual([spouse?.name, child?.name, parent?.name].sort());
    expect(await namesOf(1)).toEqual([head?.name, child?.name].sort());
    expect(await closeRelativesOf(db, -1)).toEqual([]);
  });
});
