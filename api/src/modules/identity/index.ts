import type { Module } from "../../kernel/module.ts";
import { accountRoutes } from "./account.routes.ts";
import { claimRoutes } from "./claim.routes.ts";
import type { IdentityDeps } from "./deps.ts";
import { sessionRoutes } from "./session.routes.ts";
import { staffRoutes } from "./staff.routes.ts";
import { staffLoginRoutes } from "./staff-login.routes.ts";
import { totpResetRoutes } from "./totp-reset.routes.ts";
import "./kinds.ts";

export { createAuthenticate } from "./authenticate.ts";
export { createFirstAdministrator } from "./commands/create-first-administrator.ts";
export type { IdentityDeps } from "./deps.ts";
export { grantsOf, isCurrent } from "./grants.ts";
export type { SmsPort, WechatPort } from "./ports.ts";
export { claimedPersonIds } from "./queries/find-claimed-people.ts";
export { accountContact, type Contact } from "./queries/find-account.ts";
export { accountNames, findStaffMember as findStaff, staffNames, type Named } from "./queries/find-names.ts";
export { staffBehind, type StaffBehind } from "./queries/find-staff-behind.ts";
export { staffWith, type StaffWith } from "./queries/list-staff-with.ts";
export { rotateFieldKeys } from "./rotate-field-keys.ts";
export { seedDemoStaff, type DemoPerson } from "./seed-demo-staff.ts";

export function createIdentity(deps: IdentityDeps): Module {
  return {
    routes: [
      ...sessionRoutes(deps),
      ...accountRoutes(deps),
      ...claimRoutes(deps),
      ...staffLoginRoutes(deps),
      ...staffRoutes(deps),
      ...totpResetRoutes(deps),
    ],
  };
}
