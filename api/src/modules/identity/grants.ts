import type { CountyProfile } from "@cunqing/config";
import type { Grant } from "../../kernel/actor.ts";

export interface AppointmentFacts {
  readonly role: string;
  readonly areaId: number;
  readonly areaPath: string;
  readonly startsOn: string;
  readonly endsOn: string | null;
}

/** Both days of a term belong to it. Days are compared as text: YYYY-MM-DD sorts by time. */
export function isCurrent(appointment: Pick<AppointmentFacts, "startsOn" | "endsOn">, today: string): boolean {
  return appointment.startsOn <= today && (appointment.endsOn === null || today <= appointment.endsOn);
}

/** What current appointments allow, by the county's roles. A role that the county no longer knows allows nothing. */
export function grantsOf(county: CountyProfile, appointments: readonly AppointmentFacts[], today: string): Grant[] {
  return appointments
    .filter((appointment) => isCurrent(appointment, today))
    .flatMap((appointment) => {
      const role = county.roles.find((candidate) => candidate.code === appointment.role);
      return role
        ? [{ role: role.code, areaId: appointment.areaId, areaPath: appointment.areaPath, permissions: new Set(role.permissions) }]
        : [];
    });
}
