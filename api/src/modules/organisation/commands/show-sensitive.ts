import { grantAt, whereHeld, type StaffActor } from "../../../kernel/actor.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { areasById } from "../area.ts";
import { openIdentity, openPhone, readRollPeople } from "../roll-person.ts";

/** Opens one sealed field. Nobody sees it unless the look is on record: the entry is committed before the answer. */
export async function showSensitive(
  deps: Deps,
  actor: StaffActor,
  personPublicId: string,
  order: { readonly field: "identity" | "phone"; readonly reason: string },
): Promise<string> {
  return inTransaction(deps.db, async () => {
    const [person] = await readRollPeople(deps.db, sql`p.public_id = ${personPublicId} AND ${whereHeld(actor, "roll.show_sensitive", "a.path")}`);
    refuseUnless(person, "person.not_found");

    const village = (await areasById(deps.db, [person.villageId])).get(person.villageId);
    await deps.journal.append(actor, {
      kind: "person.shown",
      subject: { kind: "person", id: person.personId, publicId: person.publicId },
      areaId: person.villageId,
      role: grantAt(actor, "roll.show_sensitive", village?.path ?? "")?.role,
      isSealed: true,
      details: order,
    });
    return order.field === "identity" ? openIdentity(deps.cipher, person) : openPhone(deps.cipher, person);
  });
}
