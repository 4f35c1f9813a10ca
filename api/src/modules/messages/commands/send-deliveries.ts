import { sql } from "../../../kernel/sql.ts";
import { accountContact } from "../../identity/index.ts";
import { verdictOf, type SendFailure, type Verdict } from "../delivery.state.ts";
import type { MessagesDeps } from "../deps.ts";
import { changeQuota, emptyQuota } from "./change-quota.ts";

const batchMax = 20;
/** A process that died while sending leaves its message in "sending"; whether it arrived nobody knows. */
const abandonedMs = 5 * 60_000;

/** Sends what is due. Each message is marked before it goes out, so that it never goes out twice by itself. */
export async function sendDeliveries(deps: MessagesDeps): Promise<boolean> {
  const now = deps.clock.now();
  await deps.db.change(sql`
    UPDATE deliveries SET state = 'unknown', last_error = 'the process ended while sending', next_attempt_at = NULL
    WHERE state = 'sending' AND next_attempt_at <= ${now - abandonedMs}`);
  const due = await deps.db.select<DeliveryRow>(sql`
    SELECT id, template, account_id, payload, attempts FROM deliveries
    WHERE state = 'queued' AND next_attempt_at <= ${now} ORDER BY next_attempt_at LIMIT ${batchMax}`);
  for (const delivery of due) {
    const { changes } = await deps.db.change(sql`
      UPDATE deliveries SET state = 'sending', attempts = attempts + 1, next_attempt_at = ${deps.clock.now()}
      WHERE id = ${delivery.id} AND state = 'queued'`);
    if (changes === 1) {
      await sendOne(deps, delivery);
    }
  }
  return due.length > 0;
}

interface DeliveryRow {
  readonly id: number;
  readonly template: string;
  readonly account_id: number;
  readonly payload: string;
  readonly attempts: number;
}

async function sendOne(deps: MessagesDeps, delivery: DeliveryRow): Promise<void> {
  const templateId = deps.templates[delivery.template] ?? "";
  try {
    const { openId } = await accountContact(deps, delivery.account_id);
    if (openId === null) {
      await record(deps, delivery, { state: "failed" }, "the account has no WeChat any more");
      return;
    }
    const { page, data } = JSON.parse(delivery.payload) as { page: string; data: Record<string, string> };
    await deps.wechat.sendSubscribeMessage({ openId, templateId, page, data });
  } catch (error) {
    const failure = failureOf(error);
    const verdict = verdictOf(failure, delivery.attempts + 1);
    await record(deps, delivery, verdict, `${failure.name} ${failure.errcode ?? ""}`.trim());
    if (verdict.state === "refused" && verdict.isQuotaGone) {
      await emptyQuota(deps, delivery.account_id, templateId);
    } else if (verdict.state === "failed") {
      await changeQuota(deps, delivery.account_id, templateId, 1);
    }
    return;
  }
  await deps.db.change(sql`UPDATE deliveries SET state = 'sent', last_error = NULL, next_attempt_at = NULL WHERE id = ${delivery.id}`);
}

async function record(deps: MessagesDeps, delivery: DeliveryRow, verdict: Verdict, words: string): Promise<void> {
  const next = verdict.state === "queued" ? deps.clock.now() + verdict.afterMs : null;
  await deps.db.change(sql`
    UPDATE deliveries SET state = ${verdict.state}, last_error = ${words.slice(0, 200)}, next_attempt_at = ${next} WHERE id = ${delivery.id}`);
}

function failureOf(error: unknown): SendFailure {
  const { name = "Error", errcode = null, mayHaveHappened = false } = error as Partial<SendFailure>;
  return { name, errcode, mayHaveHappened };
}
