import { system } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import { sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { getCounty, type Area } from "../../organisation/index.ts";
import type { IdentityDeps } from "../deps.ts";
import { findStaffByUsername, type Staff } from "../queries/find-staff.ts";
import { makeSetupLink } from "../setup-links.ts";
import { insertStaff } from "./create-staff.ts";
import { giveAppointment } from "./give-appointment.ts";

const role = "system_admin";

/**
 * The first administrator, for the command `npm run setup`. Whoever may run commands on the server may do this until
 * one has set himself up, also to renew a link that was lost; every other account comes from an administrator and
 * stands in the record under his name.
 * @throws an Error when there is one already.
 */
export async function createFirstAdministrator(deps: IdentityDeps, order: { readonly username: string; readonly name: string }): Promise<{ setupUrl: string }> {
  const county = await getCounty(deps.db);
  return inTransaction(deps.db, async () => {
    // Two who run the command at once wait for each other here.
    await deps.db.selectOne(sql`SELECT id FROM areas WHERE id = ${county.id} ${forUpdate(deps.db)}`);
    const present = await deps.db.selectOne(sql`
      SELECT 1 AS found FROM appointments p JOIN staff t ON t.id = p.staff_id
      WHERE p.role = ${role} AND p.ended_at IS NULL AND t.state IN ('active', 'locked') LIMIT 1`);
    if (present) {
      throw new Error("there is an administrator already; he creates the other accounts");
    }
    const invited = await findStaffByUsername(deps.db, order.username);
    const staff = invited ? await inviteAgain(deps, invited) : await invite(deps, order, county);
    return { setupUrl: await makeSetupLink(deps, staff.id, "administrator") };
  });
}

const actor = system("setup");

async function invite(deps: IdentityDeps, order: { readonly username: string; readonly name: string }, county: Area) {
  const staff = await insertStaff(deps, actor, { ...order, personId: null }, county.id);
  await giveAppointment(deps, actor, staff, county, { role, startsOn: shanghaiDay(deps.clock.now()) });
  return staff;
}

async function inviteAgain(deps: IdentityDeps, staff: Staff): Promise<Staff> {
  if (staff.state !== "invited") {
    throw new Error("this user name belongs to somebody who works here already");
  }
  await deps.journal.append(actor, { kind: "staff.setup_link_given", subject: { kind: "staff", id: staff.id, publicId: staff.publicId }, areaId: null });
  return staff;
}
