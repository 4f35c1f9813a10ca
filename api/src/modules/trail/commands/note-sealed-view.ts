import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { noteLook } from "../../../kernel/journal/look.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { reportersOf } from "../../cases/index.ts";

export interface SeenEntry {
  readonly entry_id: string;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly area_path: string | null;
}

/**
 * A look at sealed entries is a security event: one entry a look, sealed like what was looked at. Whose cases were
 * among them finds it under "who looked at my data".
 */
export async function noteSealedView(deps: Deps, actor: StaffActor, seen: readonly SeenEntry[]): Promise<void> {
  const [first] = seen;
  if (!first) {
    return;
  }
  const grant = first.area_path === null ? undefined : grantAt(actor, "journal.read", first.area_path);
  const reporters = await reportersOf(deps.db, seen.flatMap((entry) => (entry.subject_kind === "case" ? [entry.subject_id] : [])));
  await inTransaction(deps.db, async () => {
    const entry = await deps.journal.append(actor, {
      kind: "journal.sealed_viewed",
      subject: { kind: "staff", id: actor.staffId, publicId: actor.publicId },
      areaId: grant?.areaId ?? null,
      role: grant?.role,
      isSealed: true,
      details: { entries: seen.map((one) => one.entry_id).join(" ") },
    });
    for (const accountId of reporters) {
      await noteLook(deps, entry, { accountId });
    }
  });
}
