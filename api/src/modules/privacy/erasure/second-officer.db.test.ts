import { afterAll, beforeAll, expect, it } from "vitest";
import type { StaffActor } from "../../../kernel/actor.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { buildStaff, buildVillager } from "../../../testing/build-actors.ts";
import { signIn } from "../../../testing/sign-in.ts";
import { startApi, type TestApi } from "../../../testing/start-api.ts";
import { openWorld, type World } from "../../../testing/world.ts";

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

/** A villager whom officers find by this phone. */
async function villagerWith(phone: string): Promise<void> {
  const actor = await buildVillager(world, world.areas.xikouVillage, "吴书面");
  const { db, blindIndex, cipher, journal } = world.deps;
  await inTransaction(db, async () => {
    await db.change(sql`
      UPDATE accounts SET phone_index = ${blindIndex.phone(phone)}, phone_sealed = ${cipher.seal(phone, { field: "accounts.phone_sealed", rowId: actor.publicId })}
      WHERE id = ${actor.accountId}`);
    await journal.append(actor, { kind: "account.phone_bound", subject: { kind: "account", id: actor.accountId, publicId: actor.publicId }, areaId: null });
  });
}

const officerOf = async (name: string): Promise<Record<string, string>> => {
  const staff: StaffActor = await buildStaff(world, "data_protection_officer", world.areas.county, name);
  return signIn(world, staff);
};

async function entered(phone: string, by: Record<string, string>): Promise<string> {
  await villagerWith(phone);
  return (await api.post("/erasures", { phone, reason: "本人书面申请" }, by)).body.id;
}

const saysAlone = async (erasureId: string): Promise<boolean> => {
  const rows = await world.deps.db.select(sql`
    SELECT d.value FROM journal_details d JOIN journal j ON j.id = d.journal_id
    WHERE j.subject_public_id = ${erasureId} AND j.kind = 'erasure.approved' AND d.field = 'isAlone'`);
  return rows.length > 0;
};

it("a request on paper is approved by another officer than the one who entered it, unless the county has one only, which its entry says", async () => {
  const first = await officerOf("劳头一位");
  const onlyOne = await entered("19900002001", first);
  expect((await api.post(`/erasures/${onlyOne}/approve`, { reason: "已核对身份" }, first)).body.state).toBe("erased");
  expect(await saysAlone(onlyOne)).toBe(true);

  const second = await officerOf("劳第二位");
  const paper = await entered("19900002002", first);
  expect((await api.post(`/erasures/${paper}/approve`, { reason: "已核对身份" }, first)).body.code).toBe("access.second_person");
  expect((await api.post(`/erasures/${paper}/approve`, { reason: "已核对身份" }, second)).body.state).toBe("erased");
  expect(await saysAlone(paper)).toBe(false);

  const taken = await entered("19900002003", second);
  expect((await api.post(`/erasures/${taken}/refuse`, { reason: "登记错了人" }, second)).body.state).toBe("refused");
});
