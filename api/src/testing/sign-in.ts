import type { StaffActor, VillagerActor } from "../kernel/actor.ts";
import { inTransaction } from "../kernel/transaction.ts";
import { openSession } from "../modules/identity/commands/open-session.ts";
import type { World } from "./world.ts";

/** Headers of a real session for an actor of `build-actors`. */
export async function signIn(world: Pick<World, "deps">, actor: StaffActor | VillagerActor): Promise<Record<string, string>> {
  const owner =
    actor.kind === "staff"
      ? { kind: actor.kind, id: actor.staffId, publicId: actor.publicId, name: actor.name }
      : { kind: actor.kind, id: actor.accountId, publicId: actor.publicId, name: actor.name };
  const { token } = await inTransaction(world.deps.db, () => openSession(world.deps, owner, actor.kind === "staff" ? "password" : "wechat", "test"));
  return { authorization: `Bearer ${token}` };
}
