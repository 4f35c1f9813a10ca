import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { countOpenOf } from "../../cases/index.ts";
import { findAccountByPhone, lockAccount } from "../../identity/index.ts";
import type { PrivacyDeps, Registry } from "../deps.ts";
import { planFor, type ErasurePlan } from "./erasure-plan.ts";
import { canStep, firstState, stateAfterStep, type ErasureState } from "./erasure.state.ts";
import { erasureSubject, findUnderWay, lockErasure } from "./find-erasures.ts";
import { runErasure } from "./run-erasure.ts";

export async function getClosingPlan(deps: PrivacyDeps, registry: Registry, actor: VillagerActor): Promise<{ plan: ErasurePlan; isRequested: boolean }> {
  const [plan, underWay] = await Promise.all([planFor(deps, registry, actor), findUnderWay(deps.db, actor.accountId)]);
  return { plan, isRequested: underWay !== undefined };
}

/** Closes my account: at once, or, while a case is open, as a request to the officer. */
export async function closeAccount(deps: PrivacyDeps, registry: Registry, actor: VillagerActor): Promise<{ state: "erased" | "erasing" | "requested"; plan: ErasurePlan }> {
  const plan = await planFor(deps, registry, actor);
  const made = await inTransaction(deps.db, async () => {
    await lockAccount(deps.db, actor.accountId);
    refuseUnless(!(await findUnderWay(deps.db, actor.accountId)), "erasure.open_already");
    const state = firstState(await countOpenOf(deps.db, actor.accountId));
    return insert(deps, actor, { accountId: actor.accountId, state, askedBy: "person", reason: null });
  });
  if (made.state === "requested") {
    return { state: "requested", plan };
  }
  // It is committed: what goes wrong from here on is the worker's to mend, and no failure of the person's.
  const isOver = await runErasure(deps, registry, { publicId: made.publicId, owner: actor }).catch((error: unknown) => {
    deps.log.error({ err: error, erasure: made.publicId }, "an erasure stopped; the worker goes on with it");
    return false;
  });
  return { state: isOver ? "erased" : "erasing", plan };
}

/** Takes my request back, while nobody has decided. */
export async function withdrawClosing(deps: PrivacyDeps, actor: VillagerActor): Promise<void> {
  await inTransaction(deps.db, async () => {
    await lockAccount(deps.db, actor.accountId);
    const found = await findUnderWay(deps.db, actor.accountId);
    const erasure = found && (await lockErasure(deps.db, found.publicId));
    refuseUnless(erasure && canStep(erasure.state, "withdraw"), "erasure.not_found");
    await deps.db.change(sql`UPDATE erasures SET state = ${stateAfterStep("withdraw")}, finished_at = ${deps.clock.now()} WHERE id = ${erasure.id}`);
    await deps.journal.append(actor, { kind: "erasure.withdrawn", subject: erasureSubject(erasure), areaId: null, isSealed: true });
  });
}

/** Enters a request that reached the officer on paper. */
export async function startErasure(deps: PrivacyDeps, actor: StaffActor, order: { readonly phone: string; readonly reason: string }): Promise<string> {
  const found = await findAccountByPhone(deps.db, deps.blindIndex.phone(order.phone));
  refuseUnless(found, "account.not_found");
  return inTransaction(deps.db, async () => {
    const account = await lockAccount(deps.db, found.id);
    // The phone may have gone to somebody else since it was looked up.
    refuseUnless(account?.phoneIndex === found.phoneIndex, "account.not_found");
    refuseUnless(!(await findUnderWay(deps.db, found.id)), "erasure.open_already");
    return (await insert(deps, actor, { accountId: found.id, state: "requested", askedBy: "officer", reason: order.reason })).publicId;
  });
}

interface NewErasure {
  readonly accountId: number;
  readonly state: ErasureState;
  readonly askedBy: "person" | "officer";
  readonly reason: string | null;
}

async function insert(deps: PrivacyDeps, actor: VillagerActor | StaffActor, order: NewErasure): Promise<{ publicId: string; state: ErasureState }> {
  const publicId = randomId();
  const now = deps.clock.now();
  const { insertId } = await deps.db.change(sql`
    INSERT INTO erasures (public_id, account_id, state, asked_by, reason, requested_at, decided_at)
    VALUES (${publicId}, ${order.accountId}, ${order.state}, ${order.askedBy}, ${order.reason}, ${now}, ${order.state === "erasing" ? now : null})`);
  await deps.journal.append(actor, {
    kind: "erasure.requested",
    subject: erasureSubject({ id: insertId, publicId }),
    areaId: null,
    isSealed: true,
    details: { by: order.askedBy, reason: order.reason ?? undefined },
  });
  return { publicId, state: order.state };
}
