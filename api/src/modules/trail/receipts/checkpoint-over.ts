import type { Deps } from "../../../kernel/deps.ts";
import { listOf, sql } from "../../../kernel/sql.ts";
import { noteWithCosignatures } from "../tree/cosignatures.ts";
import { readRecordKeys } from "../tree/record-keys.ts";
import { checkpointOfSize, newestCheckpoint, type CheckpointRow } from "../tree/tree-store.ts";

export interface CoveringCheckpoint {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  /** The signed note with the cosignatures that stand on it. */
  readonly note: string;
}

/**
 * The checkpoint that a proof of this position should lead to: the newest that somebody outside the office has cosigned,
 * where one covers the position, or else the newest. Undefined while none covers it.
 */
export async function checkpointOver(deps: Pick<Deps, "db" | "county">, position: number): Promise<CoveringCheckpoint | undefined> {
  const witnessed = await newestWitnessedSize(deps, position);
  const row = witnessed === null ? await newestCheckpoint(deps.db) : await checkpointOfSize(deps.db, witnessed);
  if (!row || row.size <= position) {
    return undefined;
  }
  return withCosignatures(deps, row);
}

/** The newest of all; undefined while the record is empty. */
export async function newestSigned(deps: Pick<Deps, "db">): Promise<CoveringCheckpoint | undefined> {
  const row = await newestCheckpoint(deps.db);
  return row && withCosignatures(deps, row);
}

async function withCosignatures({ db }: Pick<Deps, "db">, row: CheckpointRow): Promise<CoveringCheckpoint> {
  return { size: row.size, root: row.root, note: await noteWithCosignatures(db, row) };
}

async function newestWitnessedSize({ db, county }: Pick<Deps, "db" | "county">, position: number): Promise<number | null> {
  const { witnessOf } = readRecordKeys(county.trail);
  const outside = [...witnessOf].filter(([, { isOutside }]) => isOutside).map(([{ keyId }]) => keyId);
  if (outside.length === 0) {
    return null;
  }
  const row = await db.selectOne<{ size: number | null }>(sql`
    SELECT MAX(size) AS size FROM trail_cosignatures WHERE key_id IN (${listOf(outside)}) AND size > ${position}`);
  return row?.size ?? null;
}
