import type { BodyOf, startCase as endpoint } from "@cunqing/contract";
import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { isSealed, subjectOf } from "../case.ts";
import { lockForStep, stateOf, writeStep } from "./move-case.ts";

/** The handler says that he has begun. */
export async function startCase(deps: Deps, actor: StaffActor, caseId: string, order: BodyOf<typeof endpoint>): Promise<void> {
  await inTransaction(deps.db, async () => {
    const row = await lockForStep(deps, actor, { caseId, move: "start", seenState: order.seenState });
    await writeStep(deps, row, stateOf("start"), {});
    await deps.journal.append(actor, {
      kind: "case.started",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: grantAt(actor, "case.work", row.area_path)?.role,
      isSealed: isSealed(row),
      details: { note: order.note || undefined },
    });
  });
}
