import { system } from "../../actor.ts";
import { inTransaction } from "../../transaction.ts";
import type { World } from "../../../testing/world.ts";
import type { Appended } from "../journal.ts";
import { sealOnce } from "../sealer.ts";

/** Appends one entry about the test's own subject of this number. */
export function appendTest(world: World, subject: number, within: () => Promise<void> = async () => undefined, isSealed = false): Promise<Appended> {
  return inTransaction(world.deps.db, async () => {
    const appended = await world.deps.journal.append(system("test"), {
      kind: "area.opened",
      subject: { kind: "test", id: subject, publicId: `test-${subject}` },
      areaId: world.areas.xikou.id,
      isSealed,
    });
    await within();
    return appended;
  });
}

/** Appends entries about these subjects, one after another, and seals them. */
export async function appendSealed(world: World, subjects: readonly number[]): Promise<void> {
  for (const subject of subjects) {
    await appendTest(world, subject);
  }
  await sealAll(world);
}

export async function sealAll(world: World): Promise<void> {
  while (((await sealOnce(world.deps, { isCoverNow: true })) ?? 0) > 0) {
    // Until nothing waits.
  }
}
