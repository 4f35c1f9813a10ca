import { epochText, leafHash, type Epoch, type OpenedCheckpoint } from "@cunqing/proof";
import type { Database } from "../../../kernel/database.ts";
import { sql } from "../../../kernel/sql.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { emptyEdge, grow, rootOfEdge, type Edge } from "../tree/edge.ts";
import { sha256 } from "../tree/hashing.ts";
import { createProofs } from "../tree/proofs.ts";
import { createTileReader } from "../tree/tile-reader.ts";
import { currentEpoch, newestCheckpoint, publicForms, readEdge, sealedCount, type CheckpointRow } from "../tree/tree-store.ts";

export interface EpochOrder {
  readonly origin: string;
  /** The last head that anybody has kept, verified; null where the operator says that it is not known. */
  readonly lastCheckpoint: OpenedCheckpoint | null;
  readonly atMs: number;
  /** Signs with the log's key and answers the whole note. */
  readonly signNote: (text: string) => string;
}

export interface EpochRow {
  readonly epoch: number;
  readonly at_ms: number;
  readonly base_size: number;
  readonly base_root: string;
  readonly lost_size: number | null;
  readonly note: string;
}

/** A reason why the record cannot lawfully go on from this backup, in words for the operator. */
export class EpochRefused extends Error {
  override readonly name = "EpochRefused";
}

/**
 * Says and signs that the record goes on from what a backup held (decision 0009). Entries that had no position yet in
 * the backup get theirs in the new epoch. The number counts the restores: above all that we or the last checkpoint know.
 */
export async function openEpoch(db: Database, order: EpochOrder): Promise<EpochRow> {
  return inTransaction(db, async () => {
    const { lastCheckpoint: last } = order;
    const base = await baseOf(db, last?.size ?? null);
    if (last && base.rootAtLast && !base.rootAtLast.equals(last.root)) {
      throw new EpochRefused(`The last checkpoint and the backup do not tell the same story: their first ${last.size} entries differ. Either is of another record, or was altered.`);
    }
    // Whoever saw a head below the base has lost nothing: what the backup holds had been reached.
    const isAhead = last !== null && last.size > base.size;
    const said: Epoch = {
      origin: order.origin,
      epoch: Math.max(await currentEpoch(db), last?.epoch ?? 0) + 1,
      atMs: order.atMs,
      baseSize: base.size,
      baseRoot: base.root,
      lostSize: last === null ? null : isAhead ? last.size : base.size,
      lostRoot: last === null ? null : isAhead ? last.root : base.root,
    };
    const row: EpochRow = {
      epoch: said.epoch,
      at_ms: said.atMs,
      base_size: base.size,
      base_root: base.root.toString("base64"),
      lost_size: said.lostSize,
      note: order.signNote(epochText(said)),
    };
    await db.change(sql`
      INSERT INTO trail_epochs (epoch, at_ms, base_size, base_root, lost_size, note)
      VALUES (${row.epoch}, ${row.at_ms}, ${row.base_size}, ${row.base_root}, ${row.lost_size}, ${row.note})`);
    return row;
  });
}

interface Base {
  readonly size: number;
  readonly root: Buffer;
  /** The root of our first entries up to the last checkpoint's size, where we have as many. */
  readonly rootAtLast: Buffer | null;
}

const batchLeaves = 2000;

/** The tree over every leaf that has a position, also those that no checkpoint of the backup covered yet. */
async function baseOf(db: Database, lastSize: number | null): Promise<Base> {
  const [size, checkpoint] = [await sealedCount(db), await newestCheckpoint(db)];
  const signed = checkpoint?.size ?? 0;
  let edge: Edge = signed === 0 ? emptyEdge : await readEdge(db, signed);
  checkRoot(edge, checkpoint);
  let rootAtLast = lastSize !== null && lastSize > 0 && lastSize < signed ? Buffer.from(await createProofs(createTileReader(db)).root(lastSize)) : null;
  const stops = lastSize !== null && lastSize >= signed && lastSize <= size ? [lastSize, size] : [size];
  for (const stop of stops) {
    while (edge.size < stop) {
      const forms = await publicForms(db, edge.size, Math.min(batchLeaves, stop - edge.size));
      edge = grow(edge, forms.map((form) => leafHash(form, sha256))).edge;
    }
    rootAtLast = stop === lastSize ? Buffer.from(rootOfEdge(edge)) : rootAtLast;
  }
  return { size, root: Buffer.from(rootOfEdge(edge)), rootAtLast };
}

function checkRoot(edge: Edge, checkpoint: CheckpointRow | undefined): void {
  if (checkpoint && Buffer.from(rootOfEdge(edge)).toString("base64") !== checkpoint.root) {
    throw new EpochRefused(`The backup's tree does not have the root that was signed for its ${checkpoint.size} entries.`);
  }
}
