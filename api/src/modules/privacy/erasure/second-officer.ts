import type { StaffActor } from "../../../kernel/actor.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { staffWith } from "../../identity/index.ts";
import { getCounty } from "../../organisation/index.ts";
import type { PrivacyDeps } from "../deps.ts";
import { erasureSubject, type Erasure } from "./find-erasures.ts";

/**
 * A request on paper is known from its officer's word alone, so another one lets it go ahead. A county with one
 * officer would never answer anybody: there he may, and his entry says so.
 * @returns whether he decides alone about what he entered himself.
 */
export async function demandSecondOfficer(deps: PrivacyDeps, actor: StaffActor, erasure: Erasure): Promise<boolean> {
  if (erasure.askedBy !== "officer" || (await enteredBy(deps, erasure)) !== actor.staffId) {
    return false;
  }
  const officers = await staffWith(deps, "erasure.decide", (await getCounty(deps.db)).path);
  refuseUnless(officers.every((officer) => officer.staffId === actor.staffId), "access.second_person");
  return true;
}

async function enteredBy({ db }: PrivacyDeps, erasure: Erasure): Promise<number | null> {
  const { kind, id } = erasureSubject(erasure);
  const row = await db.selectOne<{ actor_id: number | null }>(sql`
    SELECT actor_id FROM journal WHERE subject_kind = ${kind} AND subject_id = ${id} AND kind = 'erasure.requested' AND actor_kind = 'staff'`);
  return row?.actor_id ?? null;
}
