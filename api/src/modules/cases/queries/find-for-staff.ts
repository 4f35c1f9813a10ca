import type { CaseState } from "@cunqing/contract";
import type { StaffActor } from "../../../kernel/actor.ts";
import type { Database } from "../../../kernel/database.ts";
import type { Subject } from "../../../kernel/journal/journal.ts";
import { findCase, isSealed, subjectOf } from "../case.ts";
import { viewOf } from "../case.policy.ts";

/** What others need of a case that this member of staff may read whole. */
export interface StaffCase {
  readonly subject: Subject;
  readonly number: string;
  readonly categoryCode: string;
  readonly villageId: number;
  readonly areaPath: string;
  readonly state: CaseState;
  readonly isSealed: boolean;
  readonly submittedAt: number;
}

/** Undefined for a case that is missing and for one that he does not see, alike. */
export async function findCaseForStaff(db: Database, actor: StaffActor, publicId: string): Promise<StaffCase | undefined> {
  const row = await findCase(db, publicId);
  if (!row || viewOf(actor, row) !== "staff") {
    return undefined;
  }
  return {
    subject: subjectOf(row),
    number: row.number,
    categoryCode: row.category_code,
    villageId: row.village_id,
    areaPath: row.area_path,
    state: row.state,
    isSealed: isSealed(row),
    submittedAt: row.submitted_at,
  };
}
