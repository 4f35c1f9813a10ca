import type { Clock } from "../clock.ts";
import { randomId } from "../crypto/random.ts";
import type { Database } from "../database.ts";
import { sql } from "../sql.ts";
import type { Appended } from "./journal.ts";

/** Whose data was looked at, so that he can ask who did (trust.md 3). */
export interface Look {
  readonly accountId?: number | null;
  readonly personId?: number;
  /** A sealed matter of somebody else: the look is kept from the person until the desk at this place releases it. */
  readonly matterPath?: string;
  /** Two looks of one key are one. */
  readonly onceKey?: string;
}

/** Writes down whom an entry's look was about, in the entry's own transaction. */
export async function noteLook(deps: { readonly db: Database; readonly clock: Clock }, entry: Appended, look: Look): Promise<void> {
  await deps.db.change(sql`
    INSERT INTO looks (public_id, journal_id, account_id, person_id, at_ms, once_key, is_withheld, area_path)
    VALUES (${randomId()}, ${entry.id}, ${look.accountId ?? null}, ${look.personId ?? null}, ${deps.clock.now()}, ${look.onceKey ?? null},
      ${look.matterPath !== undefined}, ${look.matterPath ?? null})`);
}

export async function isLookNoted(db: Database, onceKey: string): Promise<boolean> {
  return (await db.selectOne(sql`SELECT id FROM looks WHERE once_key = ${onceKey}`)) !== undefined;
}
