import { grantAt, type Actor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { Area } from "../area.ts";
import { importSubject, lockRollImport, type RollImport } from "../roll-import.ts";
import { canMove } from "../roll-import.state.ts";

/** Asks for the switch to a checked roll; a worker makes it in one small transaction (switch-roll.ts). */
export async function applyRollImport(deps: Deps, actor: Actor, village: Area, id: number): Promise<RollImport> {
  return inTransaction(deps.db, async () => {
    const found = await lockRollImport(deps.db, id);
    refuseUnless(found, "roll_import.not_found");
    refuseUnless(canMove(found.state, "applying"), "roll_import.wrong_state");
    refuseUnless(found.errorCount === 0, "roll_import.has_errors");

    await deps.db.change(sql`UPDATE roll_imports SET state = 'applying' WHERE id = ${found.id}`);
    await deps.journal.append(actor, {
      kind: "roll.apply_asked",
      subject: importSubject(found),
      areaId: village.id,
      role: grantAt(actor, "roll.import", village.path)?.role,
    });
    return { ...found, state: "applying" };
  });
}
