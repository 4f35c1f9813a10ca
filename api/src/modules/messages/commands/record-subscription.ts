import type { BodyOf, recordSubscription as endpoint } from "@cunqing/contract";
import type { VillagerActor } from "../../../kernel/actor.ts";
import { orAdd } from "../../../kernel/sql-differences.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { MessagesDeps } from "../deps.ts";

declare module "../../../kernel/journal/journal.ts" {
  interface JournalKinds {
    "account.subscribed": "templates";
  }
}

/** Books what the villager answered when WeChat asked. Each accept allows one message; they add up. */
export async function recordSubscription(deps: MessagesDeps, actor: VillagerActor, { answers }: BodyOf<typeof endpoint>): Promise<void> {
  const known = new Set(Object.values(deps.templates));
  const accepted = answers.filter(({ answer, templateId }) => answer === "accept" && known.has(templateId));
  if (accepted.length === 0) {
    return;
  }
  await inTransaction(deps.db, async () => {
    for (const { templateId } of accepted) {
      await deps.db.change(sql`
        INSERT INTO subscription_quota (account_id, template_id, remaining, updated_at)
        VALUES (${actor.accountId}, ${templateId}, 1, ${deps.clock.now()}) ${orAdd(deps.db, ["account_id", "template_id"], "remaining", 1)}`);
    }
    await deps.journal.append(actor, {
      kind: "account.subscribed",
      subject: { kind: "account", id: actor.accountId, publicId: actor.publicId },
      areaId: null,
      details: { templates: JSON.stringify(accepted.map(({ templateId }) => templateId)) },
    });
  });
}
