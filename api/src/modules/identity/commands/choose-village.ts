import type { VillagerActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { findOpenVillage } from "../../organisation/index.ts";

/** Chooses whose home page is shown. It says nothing of where somebody belongs. */
export async function chooseVillage(deps: Deps, actor: VillagerActor, villageId: string): Promise<void> {
  const village = await findOpenVillage(deps.db, villageId);
  refuseUnless(village, "area.not_found");
  await inTransaction(deps.db, async () => {
    await deps.db.change(sql`UPDATE accounts SET village_id = ${village.id} WHERE id = ${actor.accountId}`);
    await deps.journal.append(actor, {
      kind: "account.village_chosen",
      subject: { kind: "account", id: actor.accountId, publicId: actor.publicId },
      areaId: village.id,
    });
  });
}
