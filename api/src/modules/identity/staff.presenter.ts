import type { CountyProfile } from "@cunqing/config";
import type { Permission, ResultOf, getStaffSelf } from "@cunqing/contract";
import { shanghaiDay } from "../../kernel/clock.ts";
import type { Deps } from "../../kernel/deps.ts";
import { refOf } from "../organisation/index.ts";
import { grantsOf, isCurrent } from "./grants.ts";
import type { StaffSelf } from "./queries/get-staff-self.ts";
import type { Appointment } from "./queries/list-appointments.ts";

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
