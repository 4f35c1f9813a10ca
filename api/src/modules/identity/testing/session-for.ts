import type { StaffActor, VillagerActor } from "../../../kernel/actor.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import type { World } from "../../../testing/world.ts";
import { openSession } from "../commands/open-session.ts";

/** The headers of a session for an actor, where the log-in itself is not what is tested. */
export async function sessionFor(world: World, actor: StaffActor | VillagerActor): Promise<Record<string, string>> {
  const id = actor.kind === "staff" ? actor.staffId : actor.accountId;
  const { token } = await inTransaction(world.deps.db, () =>
    openSession(world.deps, { kind: actor.kind, id, publicId: actor.publicId, name: actor.name }, actor.kind === "staff" ? "password" : "wechat", "测试"),
  );
  return { authorization: `Bearer ${token}` };
}
