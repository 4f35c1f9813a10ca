import type { ResultOf, getTrailState as endpoint } from "@cunqing/contract";
import { logKeyLine, type TrustedKeys } from "@cunqing/proof";
import type { Deps } from "../../../kernel/deps.ts";
import { isBehindOther } from "../../../kernel/journal/waits-behind.ts";
import { sql } from "../../../kernel/sql.ts";
import { witnessRows } from "./list-cosignatures.ts";
import { currentEpoch, newestCheckpoint } from "./tree-store.ts";

export async function getTrailState({ db, county }: Deps, keys: TrustedKeys): Promise<ResultOf<typeof endpoint>> {
  const [newest, epoch, waiting, witnesses] = await Promise.all([
    newestCheckpoint(db),
    currentEpoch(db),
    // Sealed ones are not counted: one more that waits would tell that a sealed matter has just moved (trust.md 3). Nor is
    // what waits behind one: it would tell the same.
    db.selectOne<{ n: number }>(sql`
      SELECT COUNT(*) AS n FROM journal_unsealed u JOIN journal j ON j.id = u.journal_id WHERE j.is_sealed = 0 AND NOT ${isBehindOther}`),
    witnessRows(db, keys),
  ]);
  return {
    origin: county.trail.origin,
    epoch,
    size: newest?.size ?? 0,
    root: newest?.root ?? "",
    at: newest?.at_ms ?? null,
    unsealed: waiting?.n ?? 0,
    witnesses,
    logKeys: county.trail.logKeys.map(logKeyLine),
  };
}
