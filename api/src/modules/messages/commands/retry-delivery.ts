import type { StaffActor } from "../../../kernel/actor.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { from, whereSeen } from "../queries/list-deliveries.ts";
import { mayRetry, type DeliveryState } from "../delivery.state.ts";
import type { MessagesDeps } from "../deps.ts";
import { changeQuota } from "./change-quota.ts";

declare module "../../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "delivery.retried": never;
  }
}

/** An operator queues a failed message again, knowing that an unknown one may have arrived. */
export async function retryDelivery(deps: MessagesDeps, actor: StaffActor, publicId: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await deps.db.selectOne<{ id: number; state: DeliveryState; account_id: number; template: string; is_sealed: number }>(sql`
      SELECT d.id, d.state, d.account_id, d.template, j.is_sealed ${from} WHERE d.public_id = ${publicId} AND ${whereSeen(actor)}`);
    refuseUnless(row && mayRetry(row.state), "delivery.not_found");
    // Not locked while it was read: the journal beside it may not be (insert-only), so the change itself asks again.
    const { changes } = await deps.db.change(sql`
      UPDATE deliveries SET state = 'queued', attempts = 0, last_error = NULL, next_attempt_at = ${deps.clock.now()}
      WHERE id = ${row.id} AND state = ${row.state}`);
    refuseUnless(changes === 1, "delivery.not_found");
    if (row.state === "failed") {
      // A failed one had given its agreement back; an unknown one has kept it.
      await changeQuota(deps, row.account_id, deps.templates[row.template] ?? "", -1);
    }
    await deps.journal.append(actor, {
      kind: "delivery.retried",
      subject: { kind: "delivery", id: row.id, publicId },
      areaId: null,
      // A message about a private matter says when it moved.
      isSealed: row.is_sealed === 1,
    });
  });
}
