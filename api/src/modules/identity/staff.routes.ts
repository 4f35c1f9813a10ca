import * as contract from "@cunqing/contract";
import type { StaffActor } from "../../kernel/actor.ts";
import { otpauthUri, toBase32 } from "../../kernel/crypto/totp.ts";
import { route, type Route } from "../../kernel/http/route.ts";
import { sql } from "../../kernel/sql.ts";
import { createStaff } from "./commands/create-staff.ts";
import { endAppointment } from "./commands/end-appointment.ts";
import { finishSetup } from "./commands/finish-setup.ts";
import { appoint } from "./commands/give-appointment.ts";
import { lockStaff, renewSetupLink, revokeStaffSessions, unlockStaff } from "./commands/lock-staff.ts";
import type { IdentityDeps } from "./deps.ts";
import { findVisibleStaff } from "./queries/find-managed-staff.ts";
import { findStaff } from "./queries/find-staff.ts";
import { listAppointments } from "./queries/list-appointments.ts";
import { listSessions } from "./queries/list-sessions.ts";
import { listStaff } from "./queries/list-staff.ts";
import { findSetup } from "./setup-links.ts";
import { presentStaff } from "./staff.presenter.ts";

export function staffRoutes(deps: IdentityDeps): Route[] {
  return [
    route(contract.listStaff, async ({ actor, params }) => {
      const { rows, next } = await listStaff(deps, actor, params);
      return { rows: rows.map((row) => presentStaff(deps, actor, row)), next };
    }),
    route(contract.getStaff, async ({ actor, params }) => {
      const found = await findVisibleStaff(deps, actor, params.staffId);
      const sessions = await listSessions(deps, sql`staff_id = ${found.staff.id}`, actor.sessionId);
      return { ...presentStaff(deps, actor, found), sessions };
    }),
    route(contract.createStaff, async ({ actor, body }) => {
      const { publicId, setupUrl } = await createStaff(deps, actor, body);
      return { staff: await staffRow(deps, actor, publicId), setupUrl };
    }),
    route(contract.renewSetupLink, async ({ actor, params }) => ({ setupUrl: await renewSetupLink(deps, actor, params.staffId) })),
    route(contract.appoint, async ({ actor, params, body }) => {
      await appoint(deps, actor, params.staffId, body);
      return staffRow(deps, actor, params.staffId);
    }),
    route(contract.endAppointment, async ({ actor, params, body }) =>
      staffRow(deps, actor, await endAppointment(deps, actor, params.appointmentId, body.reason)),
    ),
    route(contract.lockStaff, async ({ actor, params, body }) => {
      await lockStaff(deps, actor, params.staffId, body.reason);
      return staffRow(deps, actor, params.staffId);
    }),
    route(contract.unlockStaff, async ({ actor, params, body }) => {
      await unlockStaff(deps, actor, params.staffId, body.reason);
      return staffRow(deps, actor, params.staffId);
    }),
    route(contract.revokeStaffSessions, async ({ actor, params }) => {
      await revokeStaffSessions(deps, actor, params.staffId);
      return staffRow(deps, actor, params.staffId);
    }),
    route(contract.listRoles, async () => ({
      rows: deps.county.roles.map(({ code, name, areaKinds, permissions }) => ({ code, name, areaKinds, permissions })),
    })),
    ...setupRoutes(deps),
  ];
}

function setupRoutes(deps: IdentityDeps): Route[] {
  return [
    route(contract.getSetup, async ({ params }) => {
      const { kind, staff, secret } = await findSetup(deps, params.token);
      return {
        kind,
        username: staff.username,
        name: staff.name,
        totpSecret: toBase32(secret),
        totpUri: otpauthUri({ issuer: deps.county.words.product, account: staff.username, secret }),
        needsPassword: kind !== "totp_reset",
      };
    }),
    route(contract.finishSetup, async ({ params, body: { name, password, code } }) => {
      await finishSetup(deps, { token: params.token, name, password, code });
      return { done: true as const };
    }),
  ];
}

/** The row after a command on it: the command has checked that the actor may see it. */
async function staffRow(deps: IdentityDeps, actor: StaffActor, staffId: string) {
  const staff = await findStaff(deps.db, staffId);
  if (!staff) {
    throw new Error("a member of staff who was just there is gone");
  }
  return presentStaff(deps, actor, { staff, appointments: (await listAppointments(deps.db, [staff.id])).get(staff.id) ?? [] });
}
