import { grantAt, holdsAt, type StaffActor } from "../../../kernel/actor.ts";
import { isDuplicate } from "../../../kernel/database-errors.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { areasById, findRollPersonByIdentity, type Area } from "../../organisation/index.ts";
import { staffBehind } from "../queries/find-staff-behind.ts";
import { lockClaim, type Claim } from "../queries/find-claims.ts";

/** Lets the claimant stand for the person on the roll, and bear the name that the roll gives him. */
export async function approveClaim(deps: Deps, actor: StaffActor, claimId: string): Promise<void> {
  try {
    await inTransaction(deps.db, async () => {
      const { claim, village } = await lockForDecision(deps, actor, claimId);
      const person = await findRollPersonByIdentity(deps.db, village.id, claim.identityIndex);
      refuseUnless(person, "person.not_found");
      const holder = await deps.db.selectOne<{ id: number }>(sql`SELECT id FROM accounts WHERE person_id = ${person.personId}`);
      refuseUnless(!holder || holder.id === claim.accountId, "claim.person_taken");
      await deps.db.change(sql`
        UPDATE accounts SET person_id = ${person.personId}, name = ${person.name}, village_id = ${person.villageId} WHERE id = ${claim.accountId}`);
      await appendPlacing(deps, actor, claim, village);
      await decide(deps, actor, claim, village, { state: "approved" });
    });
  } catch (error) {
    // Two claims to one person, approved at once.
    throw isDuplicate(error) ? new Refusal("claim.person_taken") : error;
  }
}

/** The account changes with the claim, and is a subject of its own. */
async function appendPlacing(deps: Deps, actor: StaffActor, claim: Claim, village: Area): Promise<void> {
  const account = await deps.db.selectOne<{ public_id: string }>(sql`SELECT public_id FROM accounts WHERE id = ${claim.accountId}`);
  refuseUnless(account, "claim.not_found");
  await deps.journal.append(actor, {
    kind: "account.placed",
    subject: { kind: "account", id: claim.accountId, publicId: account.public_id },
    areaId: village.id,
    role: grantAt(actor, "claim.review", village.path)?.role,
  });
}

export async function refuseClaim(deps: Deps, actor: StaffActor, claimId: string, reason: string): Promise<void> {
  await inTransaction(deps.db, async () => {
    const { claim, village } = await lockForDecision(deps, actor, claimId);
    await decide(deps, actor, claim, village, { state: "refused", reason });
  });
}

/** A claim outside the reviewer's area is as good as missing. */
async function lockForDecision(deps: Deps, actor: StaffActor, claimId: string): Promise<{ claim: Claim; village: Area }> {
  const claim = await lockClaim(deps.db, claimId);
  const village = claim && (await areasById(deps.db, [claim.villageId])).get(claim.villageId);
  refuseUnless(claim && village && holdsAt(actor, "claim.review", village.path), "claim.not_found");
  // Nobody judges his own claim, whichever of his sessions he judges by.
  const behind = await staffBehind(deps.db, claim.accountId);
  refuseUnless(!behind.staffIds.includes(actor.staffId), "access.denied");
  refuseUnless(claim.state === "open", "claim.wrong_state");
  return { claim, village };
}

type Decision = { readonly state: "approved" } | { readonly state: "refused"; readonly reason: string };

async function decide(deps: Deps, actor: StaffActor, claim: Claim, village: Area, decision: Decision): Promise<void> {
  const reason = decision.state === "refused" ? decision.reason : undefined;
  await deps.db.change(sql`
    UPDATE claims SET state = ${decision.state}, reason = ${reason ?? null}, decided_by = ${actor.staffId}, decided_at = ${deps.clock.now()}
    WHERE id = ${claim.id}`);
  const entry = {
    subject: { kind: "claim", id: claim.id, publicId: claim.publicId },
    areaId: village.id,
    role: grantAt(actor, "claim.review", village.path)?.role,
  };
  await deps.journal.append(actor, reason === undefined ? { ...entry, kind: "claim.approved" } : { ...entry, kind: "claim.refused", details: { reason } });
}
