import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { isOwn, maySee } from "./withholding.policy.ts";
import { afterStep, type WithholdingStep } from "./withholding.state.ts";
import { lockWithholding, subjectOf } from "./withholding.ts";

const kindOf = {
  approve: "withholding.approved",
  refuse: "withholding.refused",
  lift: "withholding.lifted",
} as const satisfies Record<WithholdingStep, string>;

/** The second person's word. From the commit on no answer holds the part any more, or again. */
export async function decideWithholding(deps: Deps, actor: StaffActor, publicId: string, step: WithholdingStep, reason: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await lockWithholding(deps.db, publicId);
    refuseUnless(row && maySee(actor, row), "withholding.not_found");
    refuseUnless(!isOwn(actor, row), "withholding.own");
    const state = afterStep(row.state, step);
    refuseUnless(state, "withholding.wrong_state");

    await deps.db.change(sql`
      UPDATE withholdings SET state = ${state}, decided_by = ${actor.staffId}, decided_at = ${deps.clock.now()} WHERE id = ${row.id}`);
    await deps.journal.append(actor, {
      kind: kindOf[step],
      subject: subjectOf(row),
      areaId: row.villageId,
      role: grantAt(actor, "withhold.approve", row.areaPath)?.role,
      details: { reason },
    });
  });
}
