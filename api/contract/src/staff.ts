import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { limits, usernamePattern } from "./limits.ts";
import { permissionNames } from "./permissions.ts";
import { sessionRow } from "./identity.ts";
import { areaKinds, areaRef, day, empty, moment, pageOf, pageQuery, phone, publicId, reason, search } from "./shapes.ts";

export const personName = z.string().trim().min(2, "请填姓名").max(limits.nameMax);

export const appointment = z.object({
  id: publicId,
  role: z.string(),
  roleName: z.string(),
  area: areaRef,
  startsOn: day,
  endsOn: day.nullable(),
  isCurrent: z.boolean(),
});

export const staffSelf = z.object({
  id: publicId,
  username: z.string(),
  name: z.string(),
  appointments: z.array(appointment),
  /** What I may do somewhere; rows say where by their own `may`. */
  permissions: z.array(z.enum(permissionNames)),
});

export const staffRow = z.object({
  id: publicId,
  username: z.string(),
  name: z.string(),
  maskedPhone: z.string().nullable(),
  state: z.enum(["invited", "active", "locked", "left"]),
  lastSeenAt: moment.nullable(),
  appointments: z.array(appointment),
  may: z.array(z.enum(["appoint", "lock", "unlock", "revoke_sessions", "reset_totp", "new_setup_link"])),
});

export const listStaff = endpoint({
  method: "GET",
  path: "/staff",
  summary: "Staff appointed in an area.",
  access: { permission: "staff.read" },
  params: z.strictObject({ areaId: publicId.optional(), q: search, role: z.string().max(40).optional(), ...pageQuery }),
  body: empty,
  result: pageOf(staffRow),
  refusals: ["area.not_found"],
});

export const getStaff = endpoint({
  method: "GET",
  path: "/staff/:staffId",
  summary: "One member of staff with appointments past and present, and sessions.",
  access: { permission: "staff.read" },
  params: z.strictObject({ staffId: publicId }),
  body: empty,
  result: staffRow.extend({ sessions: z.array(sessionRow) }),
  refusals: ["staff.not_found"],
});

export const createStaff = endpoint({
  method: "POST",
  path: "/staff",
  summary: "Creates a staff account with its first appointment and a one-time set-up link.",
  access: { permission: "staff.manage" },
  params: empty,
  body: z.strictObject({
    username: z.string().trim().toLowerCase().regex(usernamePattern, "用户名用小写字母开头，3 到 32 位字母数字"),
    name: personName,
    phone: phone.optional(),
    /** The person on the roll, so that relatives can be checked. */
    personId: publicId.optional(),
    role: z.string().max(40),
    areaId: publicId,
    startsOn: day,
    endsOn: day.optional(),
  }),
  result: z.object({ staff: staffRow, setupUrl: z.string() }),
  refusals: ["account.username_taken", "area.not_found", "appointment.conflict", "appointment.wrong_area", "person.not_found"],
});

export const renewSetupLink = endpoint({
  method: "POST",
  path: "/staff/:staffId/setup-link",
  summary: "A new set-up link for staff who have not finished theirs; the old one dies.",
  access: { permission: "staff.manage" },
  params: z.strictObject({ staffId: publicId }),
  body: empty,
  result: z.object({ setupUrl: z.string() }),
  refusals: ["staff.not_found"],
});

export const appoint = endpoint({
  method: "POST",
  path: "/staff/:staffId/appointments",
  summary: "Gives a role in an area for a term; relatives and conflicts are checked.",
  access: { permission: "staff.manage" },
  params: z.strictObject({ staffId: publicId }),
  body: z.strictObject({ role: z.string().max(40), areaId: publicId, startsOn: day, endsOn: day.optional() }),
  result: staffRow,
  refusals: ["staff.not_found", "area.not_found", "appointment.conflict", "appointment.wrong_area", "appointment.own"],
});

export const endAppointment = endpoint({
  method: "POST",
  path: "/appointments/:appointmentId/end",
  summary: "Ends an appointment today; it stops working at once.",
  access: { permission: "staff.manage" },
  params: z.strictObject({ appointmentId: publicId }),
  body: z.strictObject({ reason }),
  result: staffRow,
  refusals: ["appointment.not_found"],
});

export const lockStaff = endpoint({
  method: "POST",
  path: "/staff/:staffId/lock",
  summary: "Locks an account and ends its sessions at once.",
  access: { permission: "staff.manage" },
  params: z.strictObject({ staffId: publicId }),
  body: z.strictObject({ reason }),
  result: staffRow,
  refusals: ["staff.not_found", "appointment.own"],
});

export const unlockStaff = endpoint({
  method: "POST",
  path: "/staff/:staffId/unlock",
  summary: "Unlocks an account.",
  access: { permission: "staff.manage" },
  params: z.strictObject({ staffId: publicId }),
  body: z.strictObject({ reason }),
  result: staffRow,
  refusals: ["staff.not_found"],
});

export const revokeStaffSessions = endpoint({
  method: "POST",
  path: "/staff/:staffId/sessions/revoke",
  summary: "Ends all sessions of a member of staff at once.",
  access: { permission: "staff.manage" },
  params: z.strictObject({ staffId: publicId }),
  body: empty,
  result: staffRow,
  refusals: ["staff.not_found"],
});

export const totpReset = z.object({
  id: publicId,
  staff: z.object({ id: publicId, name: z.string(), username: z.string() }),
  reason: z.string(),
  requestedBy: z.string(),
  requestedAt: moment,
  state: z.enum(["open", "approved", "refused"]),
  may: z.array(z.enum(["approve", "refuse"])),
});

export const requestTotpReset = endpoint({
  method: "POST",
  path: "/staff/:staffId/totp-resets",
  summary: "Asks that a lost authenticator be reset; a second administrator decides.",
  access: { permission: "staff.totp_reset" },
  params: z.strictObject({ staffId: publicId }),
  body: z.strictObject({ reason }),
  result: totpReset,
  refusals: ["staff.not_found", "totp_reset.wrong_state"],
});

export const listTotpResets = endpoint({
  method: "GET",
  path: "/totp-resets",
  summary: "Resets asked for in my area.",
  access: { permission: "staff.totp_reset" },
  params: z.strictObject({ ...pageQuery }),
  body: empty,
  result: pageOf(totpReset),
  refusals: [],
});

export const approveTotpReset = endpoint({
  method: "POST",
  path: "/totp-resets/:resetId/approve",
  summary: "The second person agrees; the answer is a one-time set-up link.",
  access: { permission: "staff.totp_reset" },
  params: z.strictObject({ resetId: publicId }),
  body: empty,
  result: z.object({ reset: totpReset, setupUrl: z.string() }),
  refusals: ["totp_reset.not_found", "totp_reset.same_person", "totp_reset.wrong_state"],
});

export const refuseTotpReset = endpoint({
  method: "POST",
  path: "/totp-resets/:resetId/refuse",
  summary: "The second person does not agree.",
  access: { permission: "staff.totp_reset" },
  params: z.strictObject({ resetId: publicId }),
  body: empty,
  result: totpReset,
  refusals: ["totp_reset.not_found", "totp_reset.same_person", "totp_reset.wrong_state"],
});

export const listRoles = endpoint({
  method: "GET",
  path: "/roles",
  summary: "The county's roles and where each may be held.",
  access: { session: "staff" },
  params: empty,
  body: empty,
  result: z.object({
    rows: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        areaKinds: z.array(z.enum(areaKinds)),
        permissions: z.array(z.enum(permissionNames)),
      }),
    ),
  }),
  refusals: [],
});
