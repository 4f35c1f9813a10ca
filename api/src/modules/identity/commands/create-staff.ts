import type { Actor, StaffActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { isDuplicate } from "../../../kernel/database-errors.ts";
import type { Deps } from "../../../kernel/deps.ts";
import { Refusal, refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { findPerson, findRollPersonByPhone } from "../../organisation/index.ts";
import type { IdentityDeps } from "../deps.ts";
import type { Staff } from "../queries/find-staff.ts";
import { makeSetupLink } from "../setup-links.ts";
import { findPlace, giveAppointment, type TermOrder } from "./give-appointment.ts";

export interface StaffOrder extends TermOrder {
  readonly username: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly personId?: string | undefined;
}

export interface CreatedStaff {
  readonly publicId: string;
  readonly setupUrl: string;
}

/** Creates somebody who works here, with his first role and the link by which he sets himself up. */
export async function createStaff(deps: IdentityDeps, actor: StaffActor, order: StaffOrder): Promise<CreatedStaff> {
  const area = await findPlace(deps, actor, order);
  const person = await personOf(deps, order);
  refuseUnless(person || order.personId === undefined, "person.not_found");
  try {
    return await inTransaction(deps.db, async () => {
      const staff = await insertStaff(deps, actor, { ...order, personId: person?.personId ?? null }, area.id);
      await giveAppointment(deps, actor, staff, area, order);
      return { publicId: staff.publicId, setupUrl: await makeSetupLink(deps, staff.id, "staff") };
    });
  } catch (error) {
    throw isDuplicate(error) ? new Refusal("account.username_taken") : error;
  }
}

/** The person on the roll, so that relatives can be checked: as named, or found by name and phone, which need no look at the roll. */
async function personOf(deps: IdentityDeps, { personId, name, phone }: StaffOrder): Promise<{ readonly personId: number } | undefined> {
  if (personId !== undefined) {
    return findPerson(deps.db, personId);
  }
  return phone === undefined ? undefined : findRollPersonByPhone(deps.db, name, deps.blindIndex.phone(phone));
}

export interface StaffEntry {
  readonly username: string;
  readonly name: string;
  readonly phone?: string | undefined;
  readonly personId: number | null;
}

/** Writes the staff row in the caller's transaction. */
export async function insertStaff(deps: Deps, actor: Actor, entry: StaffEntry, areaId: number): Promise<Pick<Staff, "id" | "publicId" | "personId">> {
  const publicId = randomId();
  const { username, name, phone, personId } = entry;
  const phoneSealed = phone === undefined ? null : deps.cipher.seal(phone, { field: "staff.phone_sealed", rowId: publicId });
  const { insertId: id } = await deps.db.change(sql`
    INSERT INTO staff (public_id, username, name, phone_index, phone_sealed, person_id, totp_last_step, state, failed_count, locked_until, created_at)
    VALUES (${publicId}, ${username}, ${name}, ${phone === undefined ? null : deps.blindIndex.phone(phone)}, ${phoneSealed}, ${personId},
      0, 'invited', 0, 0, ${deps.clock.now()})`);
  await deps.journal.append(actor, { kind: "staff.created", subject: { kind: "staff", id, publicId }, areaId, details: { name, username } });
  return { id, publicId, personId };
}
