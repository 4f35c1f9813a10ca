import { system } from "../../../kernel/actor.ts";
import { dayMs, shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { forgetSubject } from "../../../kernel/journal/forget.ts";
import type { DataOwner } from "../../../kernel/personal-data.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { lockAccount, openPhone } from "../queries/find-account.ts";
import { forgetCodes } from "../sms-codes.ts";

/** Takes everything that says who it was from an account and logs it out everywhere. The phone is free at once. */
export async function eraseAccount(deps: Deps, owner: DataOwner): Promise<boolean> {
  const phone = await inTransaction(deps.db, async () => {
    const account = await lockAccount(deps.db, owner.accountId);
    const ended = await deps.db.change(sql`DELETE FROM sessions WHERE account_id = ${owner.accountId}`);
    if (!account || (ended.changes === 0 && isBlank(account))) {
      return null;
    }
    await deps.db.change(sql`
      UPDATE accounts SET name = '', wechat_index = NULL, wechat_sealed = NULL, phone_index = NULL, phone_sealed = NULL,
        phone_seen_at = NULL, village_id = NULL, person_id = NULL
      WHERE id = ${account.id}`);
    await deps.journal.append(system("erasure"), {
      kind: "account.erased",
      subject: { kind: "account", id: account.id, publicId: account.publicId },
      areaId: null,
      isSealed: true,
    });
    return openPhone(deps, account);
  });
  await forgetCodes(deps, phone);
  await forgetFactTries(deps, owner.accountId);
  return false;
}

/** Claims go whole: what was decided stands on the roll, or did not happen. */
export async function eraseClaims(deps: Deps, owner: DataOwner): Promise<boolean> {
  return inTransaction(deps.db, async () => {
    const rows = await deps.db.select<{ id: number; public_id: string; village_id: number }>(sql`
      SELECT id, public_id, village_id FROM claims WHERE account_id = ${owner.accountId} ORDER BY id LIMIT ${batchMax} ${forUpdate(deps.db)}`);
    if (rows.length === 0) {
      return false;
    }
    const ids = rows.map((row) => row.id);
    for (const { id } of rows) {
      await forgetSubject(deps.db, { kind: "claim", id });
    }
    await deps.db.change(sql`DELETE FROM claims WHERE id IN (${listOf(ids)})`);
    for (const row of rows) {
      await deps.journal.append(system("erasure"), {
        kind: "claim.erased",
        subject: { kind: "claim", id: row.id, publicId: row.public_id },
        areaId: row.village_id,
        isSealed: true,
      });
    }
    return rows.length === batchMax;
  });
}

const batchMax = 50;

function isBlank(account: { readonly name: string; readonly wechatSealed: string | null; readonly phoneSealed: string | null; readonly villageId: number | null; readonly personId: number | null }): boolean {
  return account.name === "" && account.wechatSealed === null && account.phoneSealed === null && account.villageId === null && account.personId === null;
}

/** Counted by account and day; the store forgets by itself what it could not be told. */
async function forgetFactTries(deps: Deps, accountId: number): Promise<void> {
  const now = deps.clock.now();
  for (const day of [now, now - dayMs].map(shanghaiDay)) {
    await deps.keys.delete(`sms:fact:${accountId}:${day}`).catch(() => undefined);
  }
}
