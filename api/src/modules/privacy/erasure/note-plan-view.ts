import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import { isLookNoted, noteLook } from "../../../kernel/journal/look.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { getCounty } from "../../organisation/index.ts";
import type { PrivacyDeps } from "../deps.ts";
import { erasureSubject, lockErasure, type Erasure } from "./find-erasures.ts";

const hourMs = 3_600_000;

/**
 * A plan tells what there is about a person, down to whether he has reported anything in private. Whoever opens one
 * leaves an entry first, one an hour, and the person finds it under "who looked at my data".
 */
export async function notePlanView(deps: PrivacyDeps, actor: StaffActor, erasure: Erasure): Promise<void> {
  const onceKey = `erasure:${erasure.id}:staff:${actor.staffId}:hour:${Math.floor(deps.clock.now() / hourMs)}`;
  if (await isLookNoted(deps.db, onceKey)) {
    return;
  }
  const county = await getCounty(deps.db);
  await inTransaction(deps.db, async () => {
    // Two windows at once: the second waits here, and then finds the first one's look.
    await lockErasure(deps.db, erasure.publicId);
    if (await isLookNoted(deps.db, onceKey)) {
      return;
    }
    const entry = await deps.journal.append(actor, {
      kind: "erasure.plan_viewed",
      subject: erasureSubject(erasure),
      areaId: null,
      role: grantAt(actor, "erasure.decide", county.path)?.role,
      isSealed: true,
    });
    await noteLook(deps, entry, { accountId: erasure.owner.accountId, onceKey });
  });
}
