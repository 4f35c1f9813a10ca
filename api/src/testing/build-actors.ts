import { shanghaiDay } from "../kernel/clock.ts";
import { system, type StaffActor, type VillagerActor } from "../kernel/actor.ts";
import { randomId } from "../kernel/crypto/random.ts";
import { sql } from "../kernel/sql.ts";
import { inTransaction } from "../kernel/transaction.ts";
import { grantsOf } from "../modules/identity/grants.ts";
import type { Area } from "../modules/organisation/index.ts";
import type { World } from "./world.ts";
import "../modules/identity/kinds.ts";

/** A member of staff with one appointment, as he stands after logging in. */
export async function buildStaff(world: Pick<World, "deps">, role: string, area: Area, name = "袁平华", username = newUsername()): Promise<StaffActor> {
  const { deps } = world;
  const publicId = randomId();
  const startsOn = shanghaiDay(deps.clock.now());
  const staffId = await inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO staff (public_id, username, name, totp_last_step, state, failed_count, locked_until, created_at)
      VALUES (${publicId}, ${username}, ${name}, 0, 'active', 0, 0, ${deps.clock.now()})`);
    await deps.db.change(sql`
      INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on)
      VALUES (${randomId()}, ${insertId}, ${role}, ${area.id}, ${area.path}, ${startsOn})`);
    await deps.journal.append(system("test"), {
      kind: "staff.created",
      subject: { kind: "staff", id: insertId, publicId },
      areaId: area.id,
    });
    return insertId;
  });
  const appointment = { role, areaId: area.id, areaPath: area.path, startsOn, endsOn: null };
  return { kind: "staff", staffId, publicId, name, sessionId: 0, grants: grantsOf(deps.county, [appointment], startsOn) };
}

const newUsername = (): string => `u${randomId().replace(/[^A-Za-z0-9]/g, "").slice(0, 12).toLowerCase()}`;

/** A villager with an account; not yet on any roll. */
export async function buildVillager(world: Pick<World, "deps">, village: Area, name = "吴大伯"): Promise<VillagerActor> {
  const { deps } = world;
  const publicId = randomId();
  const accountId = await inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO accounts (public_id, name, village_id, created_at) VALUES (${publicId}, ${name}, ${village.id}, ${deps.clock.now()})`);
    await deps.journal.append(system("test"), {
      kind: "account.created",
      subject: { kind: "account", id: insertId, publicId },
      areaId: null,
    });
    return insertId;
  });
  return { kind: "villager", accountId, publicId, name, sessionId: 0 };
}
