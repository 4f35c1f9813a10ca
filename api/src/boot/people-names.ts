import type { Database } from "../kernel/database.ts";
import { claimedPersonIds, staffNames } from "../modules/identity/index.ts";
import type { PeopleNames } from "../modules/organisation/index.ts";

/** What organisation shows of identity. Identity stands on organisation, so the answers go the long way, through boot. */
export function createPeopleNames(db: Database): PeopleNames {
  return {
    async staffNames(staffIds) {
      const named = await staffNames(db, staffIds);
      return new Map([...named].map(([id, { name }]) => [id, name]));
    },
    claimedPersonIds: (personIds) => claimedPersonIds(db, personIds),
  };
}
