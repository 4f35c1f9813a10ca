import { grantAt, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { inTransaction } from "../../../kernel/transaction.ts";

export interface SeenEntry {
  readonly entry_id: string;
  readonly area_path: string | null;
}

/** A look at sealed entries is a security event: one entry a look, sealed like what was looked at. */
export async function noteSealedView(deps: Deps, actor: StaffActor, seen: readonly SeenEntry[]): Promise<void> {
  const [first] = seen;
  if (!first) {
    return;
  }
  const grant = first.area_path === null ? undefined : grantAt(actor, "journal.read", first.area_path);
  await inTransaction(deps.db, () =>
    deps.journal.append(actor, {
      kind: "journal.sealed_viewed",
      subject: { kind: "staff", id: actor.staffId, publicId: actor.publicId },
      areaId: grant?.areaId ?? null,
      role: grant?.role,
      isSealed: true,
      details: { entries: seen.map((entry) => entry.entry_id).join(" ") },
    }),
  );
}
