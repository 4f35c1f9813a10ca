import type { rollPerson } from "@cunqing/contract";
import type * as z from "zod";
import { maskIdentity, maskPhone } from "../../kernel/crypto/mask.ts";
import { areasById, refOf } from "./area.ts";
import type { OrganisationDeps } from "./ports.ts";
import { openIdentity, openPhone, type RollPerson } from "./roll-person.ts";

/** People as a list shows them: numbers masked, never whole. */
export async function presentPeople(deps: OrganisationDeps, people: readonly RollPerson[]): Promise<z.output<typeof rollPerson>[]> {
  const villages = await areasById(deps.db, people.map((person) => person.villageId));
  const claimed = await deps.peopleNames.claimedPersonIds(people.map((person) => person.personId));
  return people.flatMap((person) => {
    const village = villages.get(person.villageId);
    if (!village) {
      return [];
    }
    return [{
      id: person.publicId,
      name: person.name,
      sex: person.sex,
      birthYear: person.birthOn === null ? null : Number(person.birthOn.slice(0, 4)),
      maskedIdentity: maskIdentity(openIdentity(deps.cipher, person)),
      maskedPhone: maskPhone(openPhone(deps.cipher, person)),
      village: refOf(village),
      gridName: person.gridName,
      householdNumber: person.householdNumber,
      isClaimed: claimed.has(person.personId),
    }];
  });
}
