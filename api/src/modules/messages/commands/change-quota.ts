import { sql } from "../../../kernel/sql.ts";
import type { MessagesDeps } from "../deps.ts";

/**
 * Keeps the ledger of agreed messages. One is taken when a message is queued, and given back when it certainly
 * never went out, so that two steps in one minute do not both count on the last one.
 */
export async function changeQuota(deps: Pick<MessagesDeps, "db" | "clock">, accountId: number, templateId: string, by: 1 | -1): Promise<void> {
  await deps.db.change(sql`
    UPDATE subscription_quota SET remaining = CASE WHEN remaining + ${by} > 0 THEN remaining + ${by} ELSE 0 END, updated_at = ${deps.clock.now()}
    WHERE account_id = ${accountId} AND template_id = ${templateId}`);
}

/** WeChat says that nothing is left: it knows, we only count. */
export async function emptyQuota(deps: Pick<MessagesDeps, "db" | "clock">, accountId: number, templateId: string): Promise<void> {
  await deps.db.change(sql`
    UPDATE subscription_quota SET remaining = 0, updated_at = ${deps.clock.now()}
    WHERE account_id = ${accountId} AND template_id = ${templateId}`);
}
