import type { Module } from "../../kernel/module.ts";
import { accountRoutes } from "./account.routes.ts";
import { claimRoutes } from "./claim.routes.ts";
import type { IdentityDeps } from "./deps.ts";
import { identityCopy, identityPersonalData } from "./personal-data.ts";
import { sessionRoutes } from "./session.routes.ts";
import { staffRoutes } from "./staff.routes.ts";
import { staffLoginRoutes } from "./staff-login.routes.ts";
import { totpResetRoutes } from "./totp-reset.routes.ts";
import "./kinds.ts";

export { createAuthenticate } from "./authenticate.ts";
export { identityRows } from "./committed-rows.ts";
export { createFirstAdministrator } from "./commands/create-first-administrator.ts";
export type { IdentityDeps } from "./deps.ts";
export { grantsOf } from "./grants.ts";
export { claimedPersonIds } from "./queries/find-claimed-people.ts";
export { accountContact, findAccount, findAccountByPhone, lockAccount } from "./queries/find-account.ts";
export { accountNames, findStaffMember as findStaff, staffNames } from "./queries/find-names.ts";
export { staffBehind } from "./queries/find-staff-behind.ts";
export { staffWith } from "./queries/list-staff-with.ts";
export { rotateFieldKeys, sealedColumns } from "./rotate-field-keys.ts";
export { seedDemoStaff } from "./seed-demo-staff.ts";

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
    personalData: identityPersonalData(deps),
    copyOf: identityCopy(deps),
  };
}
