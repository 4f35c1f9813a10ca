import type { CountyProfile } from "@cunqing/config";
import type { Permission, ResultOf, getStaffSelf, listStaff, listTotpResets } from "@cunqing/contract";
import type { StaffActor } from "../../kernel/actor.ts";
import { shanghaiDay } from "../../kernel/clock.ts";
import { maskPhone } from "../../kernel/crypto/mask.ts";
import type { Deps } from "../../kernel/deps.ts";
import { refOf } from "../organisation/index.ts";
import { grantsOf, isCurrent } from "./grants.ts";
import type { StaffSelf } from "./queries/get-staff-self.ts";
import { placesOf, type ManagedStaff } from "./queries/find-managed-staff.ts";
import type { TotpReset } from "./queries/find-totp-resets.ts";
import type { Appointment } from "./queries/list-appointments.ts";
import { actionsOn } from "./staff.policy.ts";

type StaffSelfView = ResultOf<typeof getStaffSelf>["staff"];
export type AppointmentView = StaffSelfView["appointments"][number];

export function presentStaffSelf(deps: Deps, { staff, appointments }: StaffSelf): StaffSelfView {
  const today = shanghaiDay(deps.clock.now());
  const standing = appointments.filter((appointment) => appointment.endedAt === null);
  const grants = grantsOf(deps.county, standing.map((one) => ({ ...one, areaId: one.area.id, areaPath: one.area.path })), today);
  const permissions = new Set<Permission>(grants.flatMap((grant) => [...grant.permissions]));
  return {
    id: staff.publicId,
    username: staff.username,
    name: staff.name,
    appointments: appointments.filter((one) => isInForce(one, today)).map((one) => presentAppointment(deps.county, one, today)),
    permissions: [...permissions].sort(),
  };
}

export function presentAppointment(county: CountyProfile, appointment: Appointment, today: string): AppointmentView {
  return {
    id: appointment.publicId,
    role: appointment.role,
    roleName: roleName(county, appointment.role),
    area: refOf(appointment.area),
    startsOn: appointment.startsOn,
    endsOn: appointment.endsOn,
    isCurrent: isInForce(appointment, today),
  };
}

export const isInForce = (appointment: Appointment, today: string): boolean => appointment.endedAt === null && isCurrent(appointment, today);

export const roleName = (county: CountyProfile, code: string): string => county.roles.find((role) => role.code === code)?.name ?? code;

type StaffRowView = ResultOf<typeof listStaff>["rows"][number];

export function presentStaff(deps: Deps, actor: StaffActor, { staff, appointments }: ManagedStaff): StaffRowView {
  const now = deps.clock.now();
  const today = shanghaiDay(now);
  const phone = staff.phoneSealed === null ? null : deps.cipher.open(staff.phoneSealed, { field: "staff.phone_sealed", rowId: staff.publicId });
  return {
    id: staff.publicId,
    username: staff.username,
    name: staff.name,
    maskedPhone: phone === null ? null : maskPhone(phone),
    state: staff.state,
    lastSeenAt: staff.lastSeenAt,
    appointments: appointments.map((one) => presentAppointment(deps.county, one, today)),
    may: actionsOn(actor, { id: staff.id, state: staff.state, isLockedForNow: staff.lockedUntil > now, places: placesOf(deps, appointments) }),
  };
}

type TotpResetView = ResultOf<typeof listTotpResets>["rows"][number];

export function presentTotpReset(actor: StaffActor, reset: TotpReset): TotpResetView {
  const isOther = reset.requestedBy.id !== actor.staffId && reset.staffId !== actor.staffId;
  return {
    id: reset.publicId,
    staff: { id: reset.staff.publicId, name: reset.staff.name, username: reset.staff.username },
    reason: reset.reason,
    requestedBy: reset.requestedBy.name,
    requestedAt: reset.requestedAt,
    state: reset.state,
    may: isOther && reset.state === "open" ? ["approve", "refuse"] : [],
  };
}
