import type { BodyOf, showSensitive as endpoint } from "@cunqing/contract";
import { grantAt, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import { noteLook } from "../../../kernel/journal/look.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { areasById } from "../area.ts";
import type { LookMatter, OrganisationDeps } from "../ports.ts";
import { openIdentity, openPhone, readRollPeople, type RollPerson } from "../roll-person.ts";

/** Opens one sealed field. Nobody sees it unless the look is on record: the entry is committed before the answer. */
export async function showSensitive(deps: OrganisationDeps, actor: StaffActor, personPublicId: string, order: BodyOf<typeof endpoint>): Promise<string> {
  return inTransaction(deps.db, async () => {
    const [person] = await readRollPeople(deps.db, sql`p.public_id = ${personPublicId} AND ${whereHeld(actor, "roll.show_sensitive", "a.path")}`);
    refuseUnless(person, "person.not_found");
    const matter = order.caseId === undefined ? undefined : await deps.findMatter(actor, order.caseId);
    refuseUnless(order.caseId === undefined || matter, "case.not_found");

    const village = (await areasById(deps.db, [person.villageId])).get(person.villageId);
    const isWithheld = concernsAnother(matter, person);
    const entry = await deps.journal.append(actor, {
      kind: "person.shown",
      subject: { kind: "person", id: person.personId, publicId: person.publicId },
      // Without a place no list of the village shows it, where the person himself may be the one who reads.
      areaId: isWithheld ? null : person.villageId,
      role: grantAt(actor, "roll.show_sensitive", village?.path ?? "")?.role,
      isSealed: true,
      details: { field: order.field, reason: order.reason, matter: matter?.publicId },
    });
    await noteLook(deps, entry, { personId: person.personId, ...(isWithheld && matter ? { matterPath: matter.areaPath } : {}) });
    return order.field === "identity" ? openIdentity(deps.cipher, person) : openPhone(deps.cipher, person);
  });
}

/** A look under a sealed matter would tell whoever is not its reporter that the matter exists (trust.md 3). */
const concernsAnother = (matter: LookMatter | undefined, person: RollPerson): boolean =>
  matter?.isSealed === true && matter.reporterPersonId !== person.personId;
