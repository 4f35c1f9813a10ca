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
    const session = await deps.db.selectOne(sql`SELECT 1 AS found FROM sessions WHERE account_id = ${owner.accountId} LIMIT 1`);
    if (!account || (!session && isBlank(account) && (await isOnRecord(deps, account.id)))) {
      return null;
    }
    await deps.db.change(sql`DELETE FROM sessions WHERE account_id = ${account.id}`);
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
    const rows = await deps.db.select<ClaimRow>(sql`
      SELECT id, public_id, village_id FROM claims WHERE account_id = ${owner.accountId} ORDER BY id LIMIT ${batchMax} ${forUpdate(deps.db)}`);
    const gone = rows.length === 0 ? await claimsWithoutRow(deps, owner) : rows;
    for (const { id } of gone) {
      await forgetSubject(deps.db, { kind: "claim", id });
    }
    if (rows.length > 0) {
      await deps.db.change(sql`DELETE FROM claims WHERE id IN (${listOf(rows.map((row) => row.id))})`);
    }
    for (const row of gone) {
      await deps.journal.append(system("erasure"), {
        kind: "claim.erased",
        subject: { kind: "claim", id: row.id, publicId: row.public_id },
        areaId: row.village_id,
        isSealed: true,
      });
    }
    return rows.length > 0 || gone.length === batchMax;
  });
}

interface ClaimRow {
  readonly id: number;
  readonly public_id: string;
  readonly village_id: number | null;
}

/** A backup that nobody can open any more brought their entries back without them: the record is told that they are gone. */
function claimsWithoutRow({ db }: Deps, { accountId }: DataOwner): Promise<ClaimRow[]> {
  return db.select<ClaimRow>(sql`
    SELECT DISTINCT j.subject_id AS id, j.subject_public_id AS public_id, j.area_id AS village_id FROM journal j
    WHERE j.actor_kind = 'villager' AND j.actor_id = ${accountId} AND j.subject_kind = 'claim'
      AND NOT EXISTS (SELECT 1 FROM claims c WHERE c.id = j.subject_id)
      AND NOT EXISTS (SELECT 1 FROM journal e WHERE e.subject_kind = 'claim' AND e.subject_id = j.subject_id AND e.kind = 'claim.erased')
    LIMIT ${batchMax}`);
}

const batchMax = 50;

/** A backup that nobody can open any more brings a blank account back without the entry that says why. */
async function isOnRecord({ db }: Deps, accountId: number): Promise<boolean> {
  return (await db.selectOne(sql`SELECT id FROM journal WHERE subject_kind = 'account' AND subject_id = ${accountId} AND kind = 'account.erased' LIMIT 1`)) !== undefined;
}

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
