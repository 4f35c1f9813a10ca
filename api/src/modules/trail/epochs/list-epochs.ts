import type { listEpochs as endpoint, ResultOf } from "@cunqing/contract";
import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import type { EpochRow } from "./open-epoch.ts";

/** Every restore that was ever said, oldest first. There are few in the life of a county. */
export async function listEpochs(db: Database): Promise<ResultOf<typeof endpoint>> {
  const rows = await db.select<EpochRow>(sql`
    SELECT epoch, at_ms, base_size, base_root, lost_size, note FROM trail_epochs ORDER BY epoch`);
  return { rows: rows.map((row) => ({ epoch: row.epoch, at: row.at_ms, baseSize: row.base_size, lostSize: row.lost_size, note: row.note })) };
}
