import type { Permission } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { reaches, sees, type StaffPlace } from "../staff.policy.ts";
import { findStaff, lockStaffRow, type Staff } from "./find-staff.ts";
import { listAppointments, type Appointment } from "./list-appointments.ts";

export interface ManagedStaff {
  readonly staff: Staff;
  readonly appointments: readonly Appointment[];
}

/** Somebody the actor may see at work; anybody else is as good as missing. */
export async function findVisibleStaff(deps: Deps, actor: StaffActor, publicId: string): Promise<ManagedStaff> {
  const staff = await findStaff(deps.db, publicId);
  const found = staff && (await withAppointments(deps, staff));
  refuseUnless(found && sees(actor, placesOf(deps, found.appointments)), "staff.not_found");
  return found;
}

/** Locks somebody the actor may act on. Whom he only sees he is told he may not; others are as good as missing. */
export async function lockManagedStaff(deps: Deps, actor: StaffActor, permission: Permission, publicId: string): Promise<ManagedStaff> {
  const staff = await lockStaffRow(deps.db, publicId);
  const found = staff && (await withAppointments(deps, staff));
  const places = found ? placesOf(deps, found.appointments) : [];
  const isReached = reaches(actor, permission, places);
  refuseUnless(found && (isReached || sees(actor, places)), "staff.not_found");
  refuseUnless(isReached && found.staff.state !== "left", "access.denied");
  return found;
}

export function placesOf(deps: Pick<Deps, "clock">, appointments: readonly Appointment[]): StaffPlace[] {
  const today = shanghaiDay(deps.clock.now());
  return appointments.map((appointment) => ({ areaPath: appointment.area.path, isStanding: isStanding(appointment, today) }));
}

/** Neither ended nor over. */
export const isStanding = (appointment: Pick<Appointment, "endsOn" | "endedAt">, today: string): boolean =>
  appointment.endedAt === null && (appointment.endsOn === null || appointment.endsOn >= today);

/** Where an entry about somebody belongs, and by which role the actor made it. */
export function entryPlace(deps: Pick<Deps, "clock">, actor: StaffActor, permission: Permission, { staff, appointments }: ManagedStaff) {
  const today = shanghaiDay(deps.clock.now());
  const { area } = appointments.find((appointment) => isStanding(appointment, today)) ?? appointments[0] ?? {};
  return {
    subject: { kind: "staff", id: staff.id, publicId: staff.publicId },
    areaId: area?.id ?? null,
    role: area && grantAt(actor, permission, area.path)?.role,
  };
}

async function withAppointments(deps: Deps, staff: Staff): Promise<ManagedStaff> {
  return { staff, appointments: (await listAppointments(deps.db, [staff.id])).get(staff.id) ?? [] };
}
