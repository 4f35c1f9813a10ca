import { system, type VillagerActor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { World } from "../../../testing/world.ts";

/** An account that stands for a person, as an approved claim leaves it. */
export async function linkToRoll({ deps, areas }: World, accountPublicId: string, person: { readonly name: string; readonly identityNumber: string }): Promise<void> {
  const [personId, claimId] = [randomId(), randomId()];
  const now = deps.clock.now();
  await inTransaction(deps.db, async () => {
    const account = await deps.db.selectOne<{ id: number }>(sql`SELECT id FROM accounts WHERE public_id = ${accountPublicId}`);
    const index = deps.blindIndex.identity(person.identityNumber);
    const { insertId } = await deps.db.change(sql`
      INSERT INTO people (public_id, identity_index, identity_sealed, created_at)
      VALUES (${personId}, ${index}, ${deps.cipher.seal(person.identityNumber, { field: "people.identity_sealed", rowId: personId })}, ${now})`);
    await deps.db.change(sql`UPDATE accounts SET person_id = ${insertId}, name = ${person.name} WHERE public_id = ${accountPublicId}`);
    const { insertId: claim } = await deps.db.change(sql`
      INSERT INTO claims (public_id, account_id, village_id, name, identity_sealed, identity_index, state, created_at)
      VALUES (${claimId}, ${account?.id ?? 0}, ${areas.xikouVillage.id}, ${person.name},
        ${deps.cipher.seal(person.identityNumber, { field: "claims.identity_sealed", rowId: claimId })}, ${index}, 'approved', ${now})`);
    const subject = { kind: "claim", id: claim, publicId: claimId };
    const villager: VillagerActor = { kind: "villager", accountId: account?.id ?? 0, publicId: accountPublicId, name: person.name, sessionId: 0 };
    await deps.journal.append(villager, { kind: "claim.made", subject, areaId: areas.xikouVillage.id });
    await deps.journal.append(system("test"), { kind: "account.placed", subject: { kind: "account", id: villager.accountId, publicId: accountPublicId }, areaId: areas.xikouVillage.id });
    await deps.journal.append(system("test"), { kind: "account.placed", subject: { kind: "account", id: villager.accountId, publicId: accountPublicId }, areaId: null });
    await deps.journal.append(system("test"), { kind: "claim.approved", subject, areaId: areas.xikouVillage.id });
  });
}
