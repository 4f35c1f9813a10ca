import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { inventPerson } from "../../../../sql/seed/invent-person.ts";
import type { StaffActor } from "../../kernel/actor.ts";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildStaff } from "../../testing/build-actors.ts";
import { startApi, type Answer, type TestApi } from "../../testing/start-api.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { putRoll, rollCsv } from "../organisation/testing/build-roll.ts";
import { staffWith } from "./index.ts";
import { sessionFor } from "./testing/session-for.ts";

type Headers = Record<string, string>;

describe("an appointment", () => {
  let world: World;
  let api: TestApi;
  let administrator: StaffActor;
  let admin: Headers;
  let reader: Headers;
  beforeAll(async () => {
    world = await openWorld();
    api = await startApi(world);
    const { county, xikou, xikouVillage } = world.areas;
    administrator = await buildStaff(world, "system_admin", county);
    admin = await sessionFor(world, administrator);
    reader = await sessionFor(world, await buildStaff(world, "township_acceptor", xikou));
    await putRoll(world, api, await buildStaff(world, "township_window_services", xikou), xikouVillage, rollCsv(0, 24));
  });
  afterAll(async () => {
    await api.close();
    await world.close();
  });

  const worker = () => buildStaff(world, "grid_worker", world.areas.xikouVillage);
  const appoint = (staffId: string, role: string, changed: Record<string, unknown> = {}, headers = admin): Promise<Answer> =>
    api.post(`/staff/${staffId}/appointments`, { role, areaId: world.areas.xikouVillage.publicId, startsOn: "2026-11-23", ...changed }, headers);
  const end = (appointmentId: string, headers = admin) => api.post(`/appointments/${appointmentId}/end`, { reason: "换届" }, headers);
  const bare = (answer: Answer) => [answer.status, { ...answer.body, requestId: "" }];
  const entriesOf = (publicId: string) =>
    world.deps.db.select<{ kind: string; role: string; area_id: number }>(sql`
      SELECT kind, role, area_id FROM journal WHERE subject_public_id = ${publicId} AND kind LIKE 'appointment%' ORDER BY id`);
  /** A member of the committee who is the invented person of this seed. */
  const relative = async (seed: number, role: string): Promise<Answer> => {
    const row = await world.deps.db.selectOne<{ public_id: string }>(sql`
      SELECT public_id FROM people WHERE identity_index = ${world.deps.blindIndex.identity(inventPerson(seed).identityNumber)}`);
    const areaId = world.areas.xikouVillage.publicId;
    return api.post("/staff", { username: `relative${seed}`, name: "方家人", personId: row?.public_id, role, areaId, startsOn: "2026-11-23" }, admin);
  };

  it("works from the next request on, is an entry, and takes the place's staff further", async () => {
    const staff = await worker();
    const session = await sessionFor(world, staff);
    expect((await api.get("/claims", session)).body.code).toBe("access.denied");
    const { status, body } = await appoint(staff.publicId, "village_editor", { endsOn: "2027-11-22" });
    expect(status).toBe(200);
    expect(body.appointments.at(-1)).toMatchObject({ role: "village_editor", startsOn: "2026-11-23", endsOn: "2027-11-22", isCurrent: true });
    expect((await api.get("/claims", session)).status).toBe(200);
    expect(await entriesOf(staff.publicId)).toEqual([{ kind: "appointment.given", role: "system_admin", area_id: world.areas.xikouVillage.id }]);
    const fit = await staffWith(world.deps, "roll.import", `${world.areas.xikouVillage.path}999/`);
    expect(fit.find((one) => one.staffId === staff.staffId)).toMatchObject({ role: "village_editor", areaName: "溪口村" });
  });

  it("stops the moment it is ended, not at midnight", async () => {
    const staff = await worker();
    const session = await sessionFor(world, staff);
    const { body } = await appoint(staff.publicId, "village_editor");
    const { id } = body.appointments.at(-1);
    const ended = await end(id);
    expect(ended.body.appointments.at(-1)).toMatchObject({ isCurrent: false, endsOn: "2026-11-23" });
    expect((await api.get("/claims", session)).body.code).toBe("access.denied");
    expect((await entriesOf(staff.publicId)).map((entry) => entry.kind)).toEqual(["appointment.given", "appointment.ended"]);
    expect((await end(id)).body.code).toBe("appointment.not_found");
    expect((await staffWith(world.deps, "claim.review", world.areas.xikouVillage.path)).some((one) => one.staffId === staff.staffId)).toBe(false);
  });

  it("is ended once, also by two at once", async () => {
    const { body } = await appoint((await worker()).publicId, "village_editor");
    const { id } = body.appointments.at(-1);
    const answers = await Promise.all([end(id), end(id)]);
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 404]);
  });

  it("of a term that has not begun or is over allows nothing", async () => {
    const staff = await worker();
    await appoint(staff.publicId, "village_editor", { startsOn: "2026-11-24" });
    const session = await sessionFor(world, staff);
    expect((await api.get("/claims", session)).body.code).toBe("access.denied");
    expect((await api.get("/staff/self", session)).body.staff.appointments.map((one: { role: string }) => one.role)).toEqual(["grid_worker"]);
  });

  it("is given by nobody to himself, under whichever account", async () => {
    expect((await appoint(administrator.publicId, "auditor", { areaId: world.areas.county.publicId })).body.code).toBe("appointment.own");
    const own = await api.get(`/staff/${administrator.publicId}`, admin);
    expect((await end(own.body.appointments[0].id)).body.code).toBe("access.denied");
    const twin = await worker();
    const { id } = (await world.deps.db.selectOne<{ id: number }>(sql`SELECT id FROM people LIMIT 1`)) ?? { id: 0 };
    await inTransaction(world.deps.db, async () => {
      await world.deps.db.change(sql`UPDATE staff SET person_id = ${id} WHERE id IN (${twin.staffId}, ${administrator.staffId})`);
      await world.deps.journal.append(administrator, { kind: "staff.created", subject: { kind: "staff", id: twin.staffId, publicId: twin.publicId }, areaId: null });
    });
    expect((await appoint(twin.publicId, "village_editor")).body.code).toBe("appointment.own");
    await inTransaction(world.deps.db, async () => {
      await world.deps.db.change(sql`UPDATE staff SET person_id = NULL WHERE id IN (${twin.staffId}, ${administrator.staffId})`);
      await world.deps.journal.append(administrator, { kind: "staff.created", subject: { kind: "staff", id: twin.staffId, publicId: twin.publicId }, areaId: null });
    });
  });

  it("that the law forbids one person is refused with its article", async () => {
    const staff = await worker();
    expect((await appoint(staff.publicId, "village_committee_member")).status).toBe(200);
    const conflict = await appoint(staff.publicId, "supervisory_committee");
    expect(conflict).toMatchObject({ status: 409, body: { code: "appointment.conflict", facts: { who: "本人", otherRole: "村民委员会成员" } } });
    expect(conflict.body.facts.article).toContain("第三十七条");
    expect((await appoint(staff.publicId, "supervisory_committee", { areaId: world.areas.zaoxi.publicId })).status).toBe(200);
  });

  it("of a close relative is refused with the article, and goes once the other's has ended", async () => {
    // Seeds 4 to 7 are one household: head, spouse, child, parent.
    const head = await relative(4, "village_committee_member");
    expect(head.status).toBe(200);
    const child = await relative(6, "supervisory_committee");
    expect(child).toMatchObject({ status: 409, body: { code: "appointment.conflict", facts: { who: "近亲属", otherRole: "村民委员会成员" } } });
    expect(child.body.facts.article).toContain("近亲属不得担任村务监督机构成员");
    expect((await relative(8, "supervisory_committee")).status).toBe(200);
    await end(head.body.staff.appointments[0].id);
    expect((await relative(6, "supervisory_committee")).status).toBe(200);
  });

  it("finds a relative by name and phone, for an administrator who may not look at the roll", async () => {
    const [head, spouse] = [inventPerson(16), inventPerson(17)];
    const create = (person: typeof head, role: string) =>
      api.post("/staff", { username: `byphone${person.seed}`, name: person.name, phone: person.phone ?? undefined, role, areaId: world.areas.xikouVillage.publicId, startsOn: "2026-11-23" }, admin);
    expect((await create(head, "village_committee_member")).status).toBe(200);
    expect((await create(spouse, "supervisory_committee")).body).toMatchObject({ code: "appointment.conflict" });
  });

  it("of two relatives at once goes to one", async () => {
    const answers = await Promise.all([relative(12, "village_committee_member"), relative(13, "village_committee_member")]);
    expect(answers.map((answer) => [answer.status, answer.body.code]).sort()).toEqual([[200, undefined], [409, "appointment.conflict"]]);
  });

  it("takes the right over the place and the person", async () => {
    const staff = await worker();
    expect((await appoint(staff.publicId, "village_editor", {}, reader)).body.code).toBe("access.denied");
    expect((await appoint(staff.publicId, "village_editor", {}, {})).body.code).toBe("session.missing");
    const [missing, missingToo] = [await appoint("AAAAAAAAAAAAAAAAAAAAAA", "village_editor"), await end("AAAAAAAAAAAAAAAAAAAAAA")];
    expect([missing.body.code, missingToo.body.code]).toEqual(["staff.not_found", "appointment.not_found"]);
    expect((await appoint(staff.publicId, "system_admin")).body.code).toBe("appointment.wrong_area");
    expect((await appoint(staff.publicId, "village_editor", { areaId: "AAAAAAAAAAAAAAAAAAAAAA" })).body.code).toBe("area.not_found");
    expect((await api.post(`/staff/${staff.publicId}/appointments`, { role: "village_editor" }, admin)).body.code).toBe("request.invalid");
  });

  it("in somebody's reach for a village ends there, whatever the county's roles become", async () => {
    const county = { ...world.deps.county, roles: world.deps.county.roles.map((role) => (role.code === "township_acceptor" ? { ...role, permissions: [...role.permissions, "staff.manage" as const] } : role)) };
    const manager = await buildStaff(world, "township_acceptor", world.areas.xikou);
    const grants = manager.grants.map((grant) => ({ ...grant, permissions: new Set([...grant.permissions, "staff.manage" as const]) }));
    const { appoint: command } = await import("./commands/give-appointment.ts");
    const give = (staff: StaffActor, areaId: string) =>
      command({ ...world.deps, county }, { ...manager, grants }, staff.publicId, { role: "mediator", areaId, startsOn: "2026-11-23" }).then(() => "given", (error: { code: string }) => error.code);
    const { xikouVillage, zhangwang } = world.areas;
    expect(await give(await worker(), xikouVillage.publicId)).toBe("given");
    expect(await give(await worker(), zhangwang.publicId)).toBe("access.denied");
    expect(await give(await buildStaff(world, "grid_worker", zhangwang), xikouVillage.publicId)).toBe("staff.not_found");
  });

  it("hidden equals missing for a reader elsewhere", async () => {
    const { body } = await appoint((await worker()).publicId, "village_editor");
    const stranger = await sessionFor(world, await buildStaff(world, "system_admin", world.areas.donghua));
    expect(bare(await end(body.appointments.at(-1).id, stranger))).toEqual(bare(await end("AAAAAAAAAAAAAAAAAAAAAA", stranger)));
  });
});
