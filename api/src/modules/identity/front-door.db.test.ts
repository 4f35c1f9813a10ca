import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sql } from "../../kernel/sql.ts";
import { inTransaction } from "../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../testing/build-actors.ts";
import { openWorld, type World } from "../../testing/world.ts";
import { accountContact, accountNames, claimedPersonIds, findStaff, staffBehind, staffNames, staffWith } from "./index.ts";
import { linkToRoll } from "./testing/link-to-roll.ts";

describe("what other modules ask identity", () => {
  let world: World;
  beforeAll(async () => {
    world = await openWorld();
  });
  afterAll(async () => {
    await world.close();
  });

  it("names by internal id, and nothing of who is not there", async () => {
    const { deps, areas } = world;
    const [staff, villager] = [await buildStaff(world, "mediator", areas.zaoxi, "余调解"), await buildVillager(world, areas.zaoxi, "方阿根")];
    expect(await staffNames(deps.db, [staff.staffId, staff.staffId, 999_999])).toEqual(new Map([[staff.staffId, { publicId: staff.publicId, name: "余调解" }]]));
    expect(await accountNames(deps.db, [villager.accountId])).toEqual(new Map([[villager.accountId, { publicId: villager.publicId, name: "方阿根" }]]));
    expect(await staffNames(deps.db, [])).toEqual(new Map());
    expect(await findStaff(deps.db, staff.publicId)).toEqual({ id: staff.staffId, publicId: staff.publicId, name: "余调解", isActive: true });
    expect(await findStaff(deps.db, "AAAAAAAAAAAAAAAAAAAAAA")).toBeUndefined();
    expect(await accountContact(deps, villager.accountId)).toEqual({ openId: null, phone: null });
  });

  it("who could handle a case at a place: appointed there or above, once each, nearest first", async () => {
    const { deps, areas } = world;
    const [worker, dispatcher] = [await buildStaff(world, "grid_worker", areas.xikouVillage), await buildStaff(world, "township_window_governance", areas.xikou)];
    const [neighbour, reader] = [await buildStaff(world, "grid_worker", areas.zhangwang), await buildStaff(world, "township_leader", areas.xikou)];
    await inTransaction(deps.db, async () => {
      await deps.db.change(sql`
        INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on)
        VALUES ('second-appointment', ${worker.staffId}, 'department_handler', ${areas.xikou.id}, ${areas.xikou.path}, '2026-01-01')`);
      await deps.journal.append(worker, { kind: "appointment.given", subject: { kind: "staff", id: worker.staffId, publicId: worker.publicId }, areaId: null });
    });
    const fit = await staffWith(deps, "case.work", areas.xikouVillage.path);
    expect(fit.map((one) => [one.staffId, one.role, one.areaName])).toEqual([
      [worker.staffId, "grid_worker", "溪口村"],
      [dispatcher.staffId, "township_window_governance", "溪口镇"],
    ]);
    expect(fit.some((one) => one.staffId === neighbour.staffId || one.staffId === reader.staffId)).toBe(false);
  });

  it("which staff is behind a villager's account, by the roll", async () => {
    const { deps, areas } = world;
    const villager = await buildVillager(world, areas.xikouVillage);
    expect(await staffBehind(deps.db, villager.accountId)).toEqual({ staffIds: [], areaIds: [] });
    await linkToRoll(world, villager.publicId, { name: "吴大伯", identityNumber: "330825195812039028" });
    const staff = await buildStaff(world, "village_secretary", areas.xikouVillage);
    const { person_id: personId } = (await deps.db.selectOne<{ person_id: number }>(sql`SELECT person_id FROM accounts WHERE id = ${villager.accountId}`)) ?? { person_id: 0 };
    await inTransaction(deps.db, async () => {
      await deps.db.change(sql`UPDATE staff SET person_id = ${personId} WHERE id = ${staff.staffId}`);
      await deps.journal.append(staff, { kind: "staff.created", subject: { kind: "staff", id: staff.staffId, publicId: staff.publicId }, areaId: null });
    });
    expect(await staffBehind(deps.db, villager.accountId)).toEqual({ staffIds: [staff.staffId], areaIds: [areas.xikouVillage.id] });
    expect(await claimedPersonIds(deps.db, [personId, 999_999])).toEqual(new Set([personId]));
  });
});
