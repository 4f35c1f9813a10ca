import { inside, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { limitOf, type Page, type PageOrder } from "../../../kernel/page.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql, type Sql } from "../../../kernel/sql.ts";
import { findArea } from "../../organisation/index.ts";
import type { ManagedStaff } from "./find-managed-staff.ts";
import { readStaff } from "./find-staff.ts";
import { listAppointments } from "./list-appointments.ts";

export interface StaffOrderBy extends PageOrder {
  readonly areaId?: string | undefined;
  /** Part of a name or user name. */
  readonly q?: string | undefined;
  readonly role?: string | undefined;
}

/** Staff with an appointment, past or present, in the actor's area, by user name. */
export async function listStaff(deps: Deps, actor: StaffActor, order: StaffOrderBy): Promise<Page<ManagedStaff>> {
  const area = order.areaId === undefined ? undefined : await findArea(deps.db, order.areaId);
  refuseUnless(area || order.areaId === undefined, "area.not_found");
  const staff = await readStaff(
    deps.db,
    sql`EXISTS (
        SELECT 1 FROM appointments p WHERE p.staff_id = t.id AND ${whereHeld(actor, "staff.read", "p.area_path")}
          AND ${area ? inside("p.area_path", area.path) : everybody} AND ${inRole(deps, order.role)})
      AND ${calledLike(order.q)}
      AND ${deps.pager.after(order, { key: "t.username", id: "t.id" }, "up")}`,
    sql`ORDER BY t.username, t.id LIMIT ${limitOf(order)}`,
  );
  const page = deps.pager.cut(staff, order, (one) => ({ key: one.username, id: one.id }));
  const appointments = await listAppointments(deps.db, page.rows.map((one) => one.id));
  return { rows: page.rows.map((one) => ({ staff: one, appointments: appointments.get(one.id) ?? [] })), next: page.next };
}

const everybody = sql`1 = 1`;

function inRole({ county }: Deps, role: string | undefined): Sql {
  const isKnown = county.roles.some(({ code }) => code === role);
  return role === undefined ? everybody : isKnown ? sql`p.role = ${role}` : sql`1 = 0`;
}

/** MySQL will not look for other letters in a column of ASCII, and no user name has any. */
function calledLike(q: string | undefined): Sql {
  if (q === undefined) {
    return everybody;
  }
  const byName = sql`INSTR(t.name, ${q}) > 0`;
  return /^[!-~]+$/.test(q) ? sql`(${byName} OR INSTR(t.username, ${q.toLowerCase()}) > 0)` : byName;
}
