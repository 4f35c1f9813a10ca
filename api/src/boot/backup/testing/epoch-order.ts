import { openCheckpoint, readTrust, type OpenedCheckpoint } from "@cunqing/proof";
import type { EpochOrder } from "../../../modules/trail/index.ts";
import type { World } from "../../../testing/world.ts";

/** What `npm run restore` hands over, for this world's county. `note` is the last checkpoint; null for "unknown". */
export function epochOrder({ deps, clock }: Pick<World, "deps" | "clock">, note: string | null): EpochOrder {
  const { origin } = deps.county.trail;
  return { origin, lastCheckpoint: note === null ? null : opened(deps, note), atMs: clock.now(), signNote: deps.recordSigner.signNote };
}

function opened({ county }: World["deps"], note: string): OpenedCheckpoint {
  const { origin, logKeys, witnesses } = county.trail;
  const checkpoint = openCheckpoint(note, readTrust({ origin, logKeys: logKeys.map(({ vkey }) => vkey), witnesses }));
  if (!checkpoint) {
    throw new Error("the last checkpoint is not signed by the county's key");
  }
  return checkpoint;
}
