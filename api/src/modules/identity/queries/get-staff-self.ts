import type { Deps } from "../../../kernel/deps.ts";
import { findStaffById, type Staff } from "./find-staff.ts";
import { listAppointments, type Appointment } from "./list-appointments.ts";

export interface StaffSelf {
  readonly staff: Staff;
  readonly appointments: readonly Appointment[];
}

export async function getStaffSelf(deps: Deps, staffId: number): Promise<StaffSelf> {
  const staff = await findStaffById(deps.db, staffId);
  if (!staff) {
    throw new Error("somebody is signed in who does not exist");
  }
  return { staff, appointments: (await listAppointments(deps.db, [staffId])).get(staffId) ?? [] };
}
