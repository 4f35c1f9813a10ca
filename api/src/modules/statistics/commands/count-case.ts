import type { CountyProfile } from "@cunqing/config";
import { shanghaiDay } from "../../../kernel/clock.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { sql } from "../../../kernel/sql.ts";
import { caseFactsById, type CaseFactsRow } from "../../cases/index.ts";
import { areasById, idsOfPath } from "../../organisation/index.ts";
import { outcomeOf, type CountedFacts } from "../cohort.policy.ts";
import { readCounted } from "../counted.ts";
import { createTally } from "../tally.ts";

/**
 * Brings the sums to what the case is now, whatever entry asked for it: the old contribution goes before the new
 * one comes, so that counting twice changes nothing. Private cases are in no figure at all (decision 2).
 */
export async function countCase(deps: Deps, caseId: number): Promise<void> {
  const found = await caseFactsById(deps.db, caseId);
  // The innermost area of the path is where the case arose. That stays, through every merge; the path above it may not
  // have followed yet, so the area says by itself where it lies now.
  const placeId = found && idsOfPath(found.areaPath).at(-1);
  const place = placeId === undefined ? undefined : (await areasById(deps.db, [placeId])).get(placeId);
  if (!found || !place) {
    throw new Error("an entry tells of a case that stands nowhere");
  }
  if (found.isPrivate) {
    return;
  }
  const facts = factsOf(deps.county, found, place.path);
  const [before] = await readCounted(deps.db, sql`case_id = ${caseId}`);
  const tally = createTally();
  tally.add(facts);
  if (before) {
    tally.subtract(before);
  }
  await tally.write(deps.db);
  await keep(deps, found, place.id, facts);
}

function factsOf(county: CountyProfile, found: CaseFactsRow, countedPath: string): CountedFacts {
  const grade = county.grades.find((candidate) => candidate.code === found.grade);
  return {
    countedPath,
    submittedAt: found.submittedAt,
    doneOn: found.firstDoneAt === null ? null : shanghaiDay(found.firstDoneAt),
    outcome: outcomeOf({ ...found, isLastWordGood: grade?.confirms === true }),
    isEverDisputed: found.disputeCount > 0,
  };
}

async function keep({ db }: Deps, found: CaseFactsRow, placeId: number, facts: CountedFacts): Promise<void> {
  const seconds = found.firstDoneAt === null ? null : Math.floor((found.firstDoneAt - found.submittedAt) / 1000);
  const updated = await db.change(sql`
    UPDATE case_facts SET village_id = ${placeId}, area_path = ${facts.countedPath}, counted_path = ${facts.countedPath},
      submitted_at = ${found.submittedAt}, first_done_at = ${found.firstDoneAt}, done_on = ${facts.doneOn}, seconds_to_done = ${seconds},
      outcome = ${facts.outcome}, is_ever_disputed = ${facts.isEverDisputed}
    WHERE case_id = ${found.id}`);
  if (updated.changes === 0) {
    await db.change(sql`
      INSERT INTO case_facts
        (case_id, village_id, area_path, counted_path, submitted_at, first_done_at, done_on, seconds_to_done, outcome, is_ever_disputed)
      VALUES (${found.id}, ${placeId}, ${facts.countedPath}, ${facts.countedPath}, ${found.submittedAt}, ${found.firstDoneAt},
        ${facts.doneOn}, ${seconds}, ${facts.outcome}, ${facts.isEverDisputed})`);
  }
}
