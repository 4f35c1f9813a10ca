import type { StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { lockRollImport, type RollImport } from "../roll-import.ts";
import { canMove } from "../roll-import.state.ts";
import { finishImport } from "./finish-import.ts";

/** Stops an import at any time before the switch. What it staged is swept away in batches afterwards. */
export async function cancelRollImport(deps: Deps, actor: StaffActor, id: number): Promise<RollImport> {
  return inTransaction(deps.db, async () => {
    const found = await lockRollImport(deps.db, id);
    refuseUnless(found, "roll_import.not_found");
    refuseUnless(canMove(found.state, "cancelled"), "roll_import.wrong_state");

    await finishImport(deps, actor, found, "cancelled", { why: "asked" });
    return { ...found, state: "cancelled", finishedAt: deps.clock.now() };
  });
}
