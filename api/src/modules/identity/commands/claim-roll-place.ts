import type { VillagerActor } from "../../../kernel/actor.ts";
import { shanghaiDay } from "../../../kernel/clock.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { parseIdentityNumber } from "../../../kernel/sheet/person-fields.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { findOpenVillage } from "../../organisation/index.ts";
import { lockAccount } from "../queries/find-account.ts";
import { findOpenClaim } from "../queries/find-claims.ts";

export interface ClaimOrder {
  readonly villageId: string;
  readonly name: string;
  readonly identityNumber: string;
}

/** Claims a place on a roll, one claim at a time. It answers nothing of who is on the roll. */
export async function claimRollPlace(deps: Deps, actor: VillagerActor, order: ClaimOrder): Promise<string> {
  const village = await findOpenVillage(deps.db, order.villageId);
  refuseUnless(village, "area.not_found");
  const now = deps.clock.now();
  const parsed = parseIdentityNumber(order.identityNumber, shanghaiDay(now));
  if (!parsed.ok) {
    throw new Refusal("request.invalid", { fields: [{ path: "identityNumber", message: parsed.problem }] });
  }
  const publicId = randomId();
  const identity = {
    sealed: deps.cipher.seal(parsed.value, { field: "claims.identity_sealed", rowId: publicId }),
    index: deps.blindIndex.identity(parsed.value),
  };
  await inTransaction(deps.db, async () => {
    // The account's row is what two claims at once wait for.
    await lockAccount(deps.db, actor.accountId);
    refuseUnless(!(await findOpenClaim(deps.db, actor.accountId)), "claim.open_already");
    const { insertId } = await deps.db.change(sql`
      INSERT INTO claims (public_id, account_id, village_id, name, identity_sealed, identity_index, state, created_at)
      VALUES (${publicId}, ${actor.accountId}, ${village.id}, ${order.name}, ${identity.sealed}, ${identity.index}, 'open', ${now})`);
    await deps.journal.append(actor, { kind: "claim.made", subject: { kind: "claim", id: insertId, publicId }, areaId: village.id });
  });
  return publicId;
}
