import type { Trail } from "@cunqing/config";
import { openCheckpoint } from "@cunqing/proof";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openRecordSigner } from "../../../boot/record-signer.ts";
import { newNoteKey } from "../../../kernel/crypto/note-signer.ts";
import { sql } from "../../../kernel/sql.ts";
import { openWorld, type World } from "../../../testing/world.ts";
import { checkCheckpoint, type CheckpointLike } from "../verify/check-heads.ts";
import { growTree } from "./build-tree.ts";
import { readRecordKeys } from "./record-keys.ts";
import { bulkLeaves } from "./testing/bulk-leaves.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

/** What the verifier finds at each head, the smallest first. */
async function found(trail: Trail): Promise<[number, string[]][]> {
  const rows = await world.deps.db.select<CheckpointLike>(sql`SELECT size, root, epoch, note FROM trail_checkpoints ORDER BY size`);
  return rows.map((row) => [row.size, checkCheckpoint(row, readRecordKeys(trail), []).findings.map(({ code }) => code)]);
}

async function grow(count: number, recordSigner = world.deps.recordSigner): Promise<void> {
  await bulkLeaves(world.deps.db, count);
  await growTree({ ...world.deps, recordSigner });
}

it("heads of the old key up to its size and of the new one after it are checked; a newer one of the old key is not believed", async () => {
  await grow(300);
  const { key, trail } = world.deps.county;
  const { signerKey, vkey } = newNoteKey(trail.origin, "ed25519");
  const changed: Trail = { ...trail, logKeys: [{ vkey, note: "新公钥" }, ...trail.logKeys.map((one) => ({ ...one, untilSize: 310 }))] };
  await grow(20, openRecordSigner({ trail: { key: signerKey, sm2Key: null } }, { key, trail: changed }));
  expect(await found(changed)).toEqual([[300, []], [320, []]]);
  const late = await world.deps.db.selectOne<{ note: string }>(sql`SELECT note FROM trail_checkpoints WHERE size = 320`);
  expect(openCheckpoint(late?.note ?? "", readRecordKeys(trail)), "for a phone that only knows the old key").toBeNull();
  await grow(5);
  expect(await found(changed)).toEqual([[300, []], [320, []], [325, ["checkpoint.signature_wrong"]]]);
});
