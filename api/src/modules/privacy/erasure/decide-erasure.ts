import type { StaffActor } from "../../../kernel/actor.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";
import { canStep, stateAfterStep } from "./erasure.state.ts";
import { erasureSubject, lockErasure, type Erasure } from "./find-erasures.ts";
import { runErasure } from "./run-erasure.ts";
import { demandSecondOfficer } from "./second-officer.ts";

interface Decision {
  readonly erasureId: string;
  readonly reason: string;
}

/** Lets it go ahead. The decision is committed before the first row goes, so that a killed run is finished later. */
export async function approveErasure(deps: PrivacyDeps, registry: Registry, actor: StaffActor, decision: Decision): Promise<void> {
  await runErasure(deps, registry, await decide(deps, actor, "approve", decision));
}

export async function refuseErasure(deps: PrivacyDeps, actor: StaffActor, decision: Decision): Promise<void> {
  await decide(deps, actor, "refuse", decision);
}

const kinds = { approve: "erasure.approved", refuse: "erasure.refused" } as const;

function decide(deps: PrivacyDeps, actor: StaffActor, step: "approve" | "refuse", { erasureId, reason }: Decision): Promise<Erasure> {
  return inTransaction(deps.db, async () => {
    const erasure = await lockErasure(deps.db, erasureId);
    refuseUnless(erasure, "erasure.not_found");
    refuseUnless(canStep(erasure.state, step), "erasure.wrong_state");
    const isAlone = step === "approve" && (await demandSecondOfficer(deps, actor, erasure));
    await deps.db.change(sql`
      UPDATE erasures SET state = ${stateAfterStep(step)}, decision_reason = ${reason}, decided_by = ${actor.staffId}, decided_at = ${deps.clock.now()}
      WHERE id = ${erasure.id}`);
    await deps.journal.append(actor, { kind: kinds[step], subject: erasureSubject(erasure), areaId: null, isSealed: true, details: { reason, isAlone: isAlone ? "1" : undefined } });
    return erasure;
  });
}
