import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { isLookNoted, noteLook } from "../../../kernel/journal/look.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { lockCase, subjectOf, type CaseRow } from "../case.ts";

const hourMs = 3_600_000;

/**
 * Staff who open a private case leave an entry before they see it: one an hour for each person and case, so that
 * a page loaded again is no flood. Its reporter finds it under "who looked at my data".
 */
export async function notePrivateView(deps: Deps, actor: StaffActor, row: CaseRow): Promise<void> {
  const onceKey = `case:${row.id}:staff:${actor.staffId}:hour:${Math.floor(deps.clock.now() / hourMs)}`;
  if (await isLookNoted(deps.db, onceKey)) {
    return;
  }
  await inTransaction(deps.db, async () => {
    // Two windows at once: the second waits here, and then finds the first one's look.
    await lockCase(deps.db, row.public_id);
    if (await isLookNoted(deps.db, onceKey)) {
      return;
    }
    const entry = await deps.journal.append(actor, {
      kind: "case.private_viewed",
      subject: subjectOf(row),
      areaId: row.village_id,
      role: (grantAt(actor, "case.read_private", row.area_path) ?? grantAt(actor, "case.work", row.area_path))?.role,
      isSealed: true,
      details: { number: row.number },
    });
    await noteLook(deps, entry, { accountId: row.account_id, onceKey });
  });
}
