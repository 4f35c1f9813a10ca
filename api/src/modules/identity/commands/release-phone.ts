import { system } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import type { Account } from "../queries/find-account.ts";

/** Takes a phone that went to somebody else away from an account, in the caller's transaction. */
export async function releasePhone(deps: Deps, account: Account): Promise<void> {
  await deps.db.change(sql`UPDATE accounts SET phone_index = NULL, phone_sealed = NULL, phone_seen_at = NULL WHERE id = ${account.id}`);
  await deps.journal.append(system("idle-phone"), {
    kind: "account.phone_released",
    subject: { kind: "account", id: account.id, publicId: account.publicId },
    areaId: null,
  });
}
