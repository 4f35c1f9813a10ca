import type { Permission } from "@cunqing/contract";
import { holdsAt, type StaffActor } from "../../kernel/actor.ts";

export interface StaffPlace {
  readonly areaPath: string;
  /** Neither ended nor over; one that begins later stands already. */
  readonly isStanding: boolean;
}

/** Whoever is appointed anywhere in my area, or once was, is there to be seen. */
export function sees(actor: StaffActor, places: readonly StaffPlace[]): boolean {
  return places.some((place) => holdsAt(actor, "staff.read", place.areaPath));
}

/**
 * Acting on somebody takes the right over every place he stands at: else whoever runs one village could lock a
 * county's administrator who also helps out there. Who stands nowhere any more belongs to where he stood.
 */
export function reaches(actor: StaffActor, permission: Permission, places: readonly StaffPlace[]): boolean {
  const standing = places.filter((place) => place.isStanding);
  return standing.length > 0
    ? standing.every((place) => holdsAt(actor, permission, place.areaPath))
    : places.some((place) => holdsAt(actor, permission, place.areaPath));
}

export const staffActions = ["appoint", "lock", "unlock", "revoke_sessions", "reset_totp", "new_setup_link"] as const;
export type StaffAction = (typeof staffActions)[number];

export interface StaffFacts {
  readonly id: number;
  readonly state: "invited" | "active" | "locked" | "left";
  readonly isLockedForNow: boolean;
  readonly places: readonly StaffPlace[];
}

/** What the actor may do to this member of staff. Nothing of it to himself. */
export function actionsOn(actor: StaffActor, staff: StaffFacts): StaffAction[] {
  if (actor.staffId === staff.id || staff.state === "left") {
    return [];
  }
  const canManage = reaches(actor, "staff.manage", staff.places);
  const allowed: Record<StaffAction, boolean> = {
    appoint: canManage,
    lock: canManage && staff.state !== "locked",
    unlock: canManage && (staff.state === "locked" || staff.isLockedForNow),
    revoke_sessions: canManage,
    reset_totp: staff.state === "active" && reaches(actor, "staff.totp_reset", staff.places),
    new_setup_link: canManage && staff.state === "invited",
  };
  return staffActions.filter((action) => allowed[action]);
}
