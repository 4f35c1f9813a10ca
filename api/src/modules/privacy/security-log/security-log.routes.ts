import * as contract from "@cunqing/contract";
import { route, type Route } from "../../../kernel/http/route.ts";
import { sql } from "../../../kernel/sql.ts";
import type { PrivacyDeps } from "../deps.ts";
import { readSecurityLog } from "./read-security-log.ts";

export function securityLogRoutes(deps: PrivacyDeps): Route[] {
  return [
    route(contract.readSecurityLog, ({ actor, body }) => readSecurityLog(deps, actor, body)),
    route(contract.securityLogDays, async () => {
      const days = await deps.db.selectOne<{ firstDay: string | null; lastDay: string | null }>(sql`
        SELECT MIN(day) AS "firstDay", MAX(day) AS "lastDay" FROM security_log_days`);
      return { from: days?.firstDay ?? null, to: days?.lastDay ?? null, keptDays: deps.county.privacy.securityLogDays };
    }),
  ];
}
