import type { Module } from "../../kernel/module.ts";
import type { IdentityDeps } from "./deps.ts";
import { sessionRoutes } from "./session.routes.ts";
import { staffLoginRoutes } from "./staff-login.routes.ts";
import "./kinds.ts";

export { createAuthenticate } from "./authenticate.ts";
export type { IdentityDeps } from "./deps.ts";
export { grantsOf, isCurrent } from "./grants.ts";
export type { SmsPort, WechatPort } from "./ports.ts";
export { accountContact, type Contact } from "./queries/find-account.ts";
export { accountNames, findStaffMember as findStaff, staffNames, type Named } from "./queries/find-names.ts";
export { staffBehind, type StaffBehind } from "./queries/find-staff-behind.ts";
export { staffWith, type StaffWith } from "./queries/list-staff-with.ts";

export function createIdentity(deps: IdentityDeps): Module {
  return { routes: [...sessionRoutes(deps), ...staffLoginRoutes(deps)] };
}
