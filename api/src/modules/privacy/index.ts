import type { Module } from "../../kernel/module.ts";
import { privacyCopy } from "./copy/privacy-copy.ts";
import type { PrivacyDeps, Registry } from "./deps.ts";
import { createErasures } from "./erasure/run-erasure.ts";
import { privacyPersonalData } from "./personal-data.ts";
import { privacyRoutes } from "./privacy.routes.ts";
import { lookRoutes } from "./looks/look.routes.ts";
import { retentionJob } from "./retention.ts";
import { dropOldDays } from "./security-log/drop-old-days.ts";
import { securityLogRoutes } from "./security-log/security-log.routes.ts";
import { withholdingRoutes } from "./withholding/withholding.routes.ts";
import "./kinds.ts";

export type { PrivacyDeps } from "./deps.ts";
export { createSecurityLog, keepWriting, type SecurityLog } from "./security-log/security-log.ts";
export { createWithheld } from "./withholding/hidden-parts.ts";
export { withholdingRows } from "./withholding/withholding.ts";

/** `others`: the modules whose personal data this one erases and copies. */
export function createPrivacy(deps: PrivacyDeps, others: readonly Module[]): Module {
  const personalData = privacyPersonalData(deps);
  const registry: Registry = {
    personalData: [...others.flatMap((module) => module.personalData ?? []), ...personalData],
    copies: [...others.flatMap((module) => module.copyOf ?? []), privacyCopy(deps)],
  };
  return {
    routes: [...privacyRoutes(deps, registry), ...lookRoutes(deps), ...securityLogRoutes(deps), ...withholdingRoutes(deps)],
    jobs: [retentionJob(deps, registry), { name: "security-log", schedule: "30 3 * * *", run: (signal) => dropOldDays(deps, signal) }],
    loops: [{ name: "erasures", restMs: 20_000, run: createErasures(deps, registry) }],
    personalData,
  };
}
