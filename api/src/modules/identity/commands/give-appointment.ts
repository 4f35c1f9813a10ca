import { grantAt, holdsAt, type Actor, type StaffActor } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { listOf, sql, type Sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { closeRelativesOf, findArea, type Area } from "../../organisation/index.ts";
import { findConflict, type Term } from "../appointment.policy.ts";
import { lockManagedStaff } from "../queries/find-managed-staff.ts";
import { findStaffById, type Staff } from "../queries/find-staff.ts";

export interface TermOrder {
  readonly role: string;
  readonly areaId: string;
  readonly startsOn: string;
  readonly endsOn?: string | undefined;
}

/** Gives somebody a role. Nobody gives himself one, under whichever of his accounts. */
export async function appoint(deps: Deps, actor: StaffActor, staffId: string, order: TermOrder): Promise<void> {
  const area = await findPlace(deps, actor, order);
  await inTransaction(deps.db, async () => {
    const { staff } = await lockManagedStaff(deps, actor, "staff.manage", staffId);
    const self = await findStaffById(deps.db, actor.staffId);
    refuseUnless(staff.id !== actor.staffId && (staff.personId === null || staff.personId !== self?.personId), "appointment.own");
    await giveAppointment(deps, actor, staff, area, order);
  });
}

/** Where the role is to be held, when the actor may give roles there and the role can be held there. */
export async function findPlace(deps: Deps, actor: StaffActor, order: TermOrder): Promise<Area> {
  const role = deps.county.roles.find((candidate) => candidate.code === order.role);
  if (!role) {
    throw new Refusal("request.invalid", { fields: [{ path: "role", message: "没有这个岗位" }] });
  }
  if (order.endsOn !== undefined && order.endsOn < order.startsOn) {
    throw new Refusal("request.invalid", { fields: [{ path: "endsOn", message: "结束日期不能早于开始日期" }] });
  }
  const area = await findArea(deps.db, order.areaId);
  refuseUnless(area?.closedAt === null, "area.not_found");
  refuseUnless(holdsAt(actor, "staff.manage", area.path), "access.denied");
  refuseUnless(role.areaKinds.includes(area.kind), "appointment.wrong_area");
  return area;
}

/** Writes an appointment in the caller's transaction, when nothing stands against it. */
export async function giveAppointment(
  deps: Deps,
  actor: Actor,
  staff: Pick<Staff, "id" | "publicId" | "personId">,
  area: Area,
  order: Omit<TermOrder, "areaId">,
): Promise<void> {
  const wanted: Term = { role: order.role, areaId: area.id, startsOn: order.startsOn, endsOn: order.endsOn ?? null };
  // Two relatives appointed at once to one area wait for each other here.
  await deps.db.selectOne(sql`SELECT id FROM areas WHERE id = ${area.id} ${forUpdate(deps.db)}`);
  await checkConflicts(deps, staff, wanted);
  await deps.db.change(sql`
    INSERT INTO appointments (public_id, staff_id, role, area_id, area_path, starts_on, ends_on)
    VALUES (${randomId()}, ${staff.id}, ${wanted.role}, ${area.id}, ${area.path}, ${wanted.startsOn}, ${wanted.endsOn})`);
  await deps.journal.append(actor, {
    kind: "appointment.given",
    subject: { kind: "staff", id: staff.id, publicId: staff.publicId },
    areaId: area.id,
    role: grantAt(actor, "staff.manage", area.path)?.role,
    details: { role: wanted.role, startsOn: wanted.startsOn, endsOn: order.endsOn },
  });
}

async function checkConflicts(deps: Deps, staff: Pick<Staff, "id" | "personId">, wanted: Term): Promise<void> {
  const { personId } = staff;
  const relatives = personId === null ? [] : await closeRelativesOf(deps.db, personId);
  const own = await termsOf(deps, personId === null ? sql`t.id = ${staff.id}` : sql`(t.id = ${staff.id} OR t.person_id = ${personId})`);
  const ofRelatives = relatives.length === 0 ? [] : await termsOf(deps, sql`t.person_id IN (${listOf(relatives)})`);
  const conflict = findConflict(deps.county, wanted, own, ofRelatives);
  if (conflict) {
    const otherRole = deps.county.roles.find((role) => role.code === conflict.otherRole)?.name ?? conflict.otherRole;
    throw new Refusal("appointment.conflict", { facts: { article: conflict.article, otherRole, who: conflict.isRelative ? "近亲属" : "本人" } });
  }
}

/** Terms that have not come to their end, of the staff `t` that the condition names. */
async function termsOf(deps: Deps, who: Sql): Promise<Term[]> {
  const rows = await deps.db.select<{ role: string; area_id: number; starts_on: string; ends_on: string | null }>(sql`
    SELECT p.role, p.area_id, p.starts_on, p.ends_on FROM appointments p JOIN staff t ON t.id = p.staff_id
    WHERE ${who} AND p.ended_at IS NULL AND (p.ends_on IS NULL OR p.ends_on >= ${shanghaiDay(deps.clock.now())})`);
  return rows.map((row) => ({ role: row.role, areaId: row.area_id, startsOn: row.starts_on, endsOn: row.ends_on }));
}
