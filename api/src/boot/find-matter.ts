import type { Database } from "../kernel/database.ts";
import { findMatter } from "../modules/cases/index.ts";
import { findAccount } from "../modules/identity/index.ts";
import type { FindMatter } from "../modules/organisation/index.ts";

/** What organisation asks of cases before somebody's number is shown. Cases stand on organisation, so boot carries the answer. */
export function createFindMatter(db: Database): FindMatter {
  return async (actor, caseId) => {
    const matter = await findMatter(db, actor, caseId);
    return (
      matter && {
        publicId: matter.publicId,
        areaPath: matter.areaPath,
        isSealed: matter.isSealed,
        reporterPersonId: matter.accountId === null ? null : ((await findAccount(db, matter.accountId))?.personId ?? null),
      }
    );
  };
}
