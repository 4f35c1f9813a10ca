import type { Actor } from "../../../kernel/actor.ts";
import { randomId } from "../../../kernel/crypto/random.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { system } from "../../../kernel/actor.ts";
import { claimHash } from "../../files/commands/attach-files.ts";
import type { Area } from "../../organisation/index.ts";
import type { World } from "../../../testing/world.ts";
import { submitCase, type SubmitOrder } from "../commands/submit-case.ts";

/** What 吴大伯 sends, with what a test wants otherwise. */
export function caseOrder(village: Area, overrides: Partial<SubmitOrder> = {}): SubmitOrder {
  return {
    door: "report",
    villageId: village.publicId,
    categoryCode: "road",
    text: "村道拐弯处堆了一堆黄泥,看不到对面来车",
    photos: [],
    isPrivate: false,
    isAnonymous: false,
    ...overrides,
  };
}

export async function buildCase(world: World, actor: Actor, village: Area, overrides: Partial<SubmitOrder> = {}): Promise<string> {
  return (await submitCase(world.deps, actor, caseOrder(village, overrides))).publicId;
}

/** A stored photo that nobody has used yet; what is in it does not matter here. */
export async function buildPhoto(world: World, kind: "photo" | "voice" = "photo"): Promise<{ id: string; claim: string }> {
  const { deps } = world;
  const [publicId, claim] = [randomId(), randomId()];
  await inTransaction(deps.db, async () => {
    const { insertId } = await deps.db.change(sql`
      INSERT INTO files (public_id, kind, storage_key, thumbnail_key, mime, byte_count, claim_hash, content_hash, sort, created_at)
      VALUES (${publicId}, ${kind}, ${`photos/${publicId}`}, ${kind === "photo" ? `photos/${publicId}-small` : null}, 'image/jpeg', 1000,
        ${claimHash(claim)}, ${"0".repeat(64)}, 0, ${deps.clock.now()})`);
    await deps.journal.append(system("test"), { kind: "area.opened", subject: { kind: "file", id: insertId, publicId }, areaId: null });
  });
  return { id: publicId, claim };
}
