import type { BodyOf, declineCase as endpoint } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal } from "../../../kernel/refusal.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { isSealed, subjectOf } from "../case.ts";
import { lockForStep, stateOf, writeStep } from "./move-case.ts";

/** Says no, with the reason and where to go instead. */
export async function declineCase(deps: Deps, actor: StaffActor, caseId: string, order: BodyOf<typeof endpoint>): Promise<void> {
  const known = deps.county.declineReasons.find((candidate) => candidate.code === order.reasonCode);
  if (!known) {
    throw new Refusal("request.invalid", { fields: [{ path: "reasonCode", message: "请选择不予受理的原因" }] });
  }
  await inTransaction(deps.db, async () => {
    const row = await lockForStep(deps, actor, { caseId, move: "decline", seenState: order.seenState });
    await writeStep(deps, row, stateOf("decline"), { accepted_by: row.accepted_by ?? actor.staffId });
    await deps.journal.append(actor, {
      kind: "case.declined",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: grantAt(actor, "case.decline", row.area_path)?.role,
      isSealed: isSealed(row),
      details: { reasonCode: known.code, reason: order.reason },
    });
  });
}
