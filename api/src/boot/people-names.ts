import type { Database } from "../kernel/database.ts";
import { listOf, sql } from "../kernel/sql.ts";
import { staffNames } from "../modules/identity/index.ts";
import type { PeopleNames } from "../modules/organisation/index.ts";

/** What organisation shows of identity. Identity stands on organisation, so the answers go the long way, through boot. */
export function createPeopleNames(db: Database): PeopleNames {
  return {
    async staffNames(staffIds) {
      const named = await staffNames(db, staffIds);
      return new Map([...named].map(([id, { name }]) => [id, name]));
    },
    async claimedPersonIds(personIds) {
      const rows = await db.select<{ person_id: number }>(sql`SELECT person_id FROM accounts WHERE person_id IN (${listOf(personIds)})`);
      return new Set(rows.map((row) => row.person_id));
    },
  };
}
