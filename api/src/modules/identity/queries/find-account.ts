import type { Database } from "../../../kernel/database.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { nothing, sql, type Sql } from "../../../kernel/sql.ts";
import { forUpdate } from "../../../kernel/sql-differences.ts";

export interface Account {
  readonly id: number;
  readonly publicId: string;
  readonly name: string;
  readonly wechatSealed: string | null;
  readonly phoneIndex: string | null;
  readonly phoneSealed: string | null;
  /** When it was last proven that this phone is in the owner's hands. */
  readonly phoneSeenAt: number | null;
  readonly villageId: number | null;
  readonly personId: number | null;
}

export const findAccount = (db: Database, id: number): Promise<Account | undefined> => readAccount(db, sql`id = ${id}`);
export const lockAccount = (db: Database, id: number): Promise<Account | undefined> => readAccount(db, sql`id = ${id}`, forUpdate(db));
export const lockAccountByPhone = (db: Database, phoneIndex: string): Promise<Account | undefined> =>
  readAccount(db, sql`phone_index = ${phoneIndex}`, forUpdate(db));
export const findAccountByPhone = (db: Database, phoneIndex: string): Promise<Account | undefined> =>
  readAccount(db, sql`phone_index = ${phoneIndex}`);
export const findAccountByWechat = (db: Database, wechatIndex: string): Promise<Account | undefined> =>
  readAccount(db, sql`wechat_index = ${wechatIndex}`);

export interface Contact {
  readonly openId: string | null;
  readonly phone: string | null;
}

/** Where messages reach an account's owner, in the clear: for sending, never for showing. */
export async function accountContact(deps: Pick<Deps, "db" | "cipher">, accountId: number): Promise<Contact> {
  const account = await findAccount(deps.db, accountId);
  return account ? { openId: openWechat(deps, account), phone: openPhone(deps, account) } : { openId: null, phone: null };
}

export const openPhone = ({ cipher }: Pick<Deps, "cipher">, account: Pick<Account, "publicId" | "phoneSealed">): string | null =>
  account.phoneSealed === null ? null : cipher.open(account.phoneSealed, { field: "accounts.phone_sealed", rowId: account.publicId });

const openWechat = ({ cipher }: Pick<Deps, "cipher">, account: Account): string | null =>
  account.wechatSealed === null ? null : cipher.open(account.wechatSealed, { field: "accounts.wechat_sealed", rowId: account.publicId });

async function readAccount(db: Database, condition: Sql, end: Sql = nothing): Promise<Account | undefined> {
  const row = await db.selectOne<Row>(sql`
    SELECT id, public_id, name, wechat_sealed, phone_index, phone_sealed, phone_seen_at, village_id, person_id
    FROM accounts WHERE ${condition} ${end}`);
  return (
    row && {
      id: row.id,
      publicId: row.public_id,
      name: row.name,
      wechatSealed: row.wechat_sealed,
      phoneIndex: row.phone_index,
      phoneSealed: row.phone_sealed,
      phoneSeenAt: row.phone_seen_at,
      villageId: row.village_id,
      personId: row.person_id,
    }
  );
}

interface Row {
  readonly id: number;
  readonly public_id: string;
  readonly name: string;
  readonly wechat_sealed: string | null;
  readonly phone_index: string | null;
  readonly phone_sealed: string | null;
  readonly phone_seen_at: number | null;
  readonly village_id: number | null;
  readonly person_id: number | null;
}
