import { tileWidth } from "@cunqing/proof";
import type { Database } from "../../../kernel/database.ts";
import { join, sql } from "../../../kernel/sql.ts";
import { openTile, openWidth, type Edge, type FullTile } from "./edge.ts";
import { splitHashes } from "./hashing.ts";

/** A head of the tree as it was signed. */
export interface CheckpointRow {
  readonly size: number;
  /** Base64. */
  readonly root: string;
  readonly at_ms: number;
  readonly epoch: number;
  /** The signed note with the log's own signatures. */
  readonly note: string;
}

export function newestCheckpoint(db: Database): Promise<CheckpointRow | undefined> {
  return db.selectOne<CheckpointRow>(sql`SELECT size, root, at_ms, epoch, note FROM trail_checkpoints ORDER BY size DESC LIMIT 1`);
}

export function checkpointOfSize(db: Database, size: number): Promise<CheckpointRow | undefined> {
  return db.selectOne<CheckpointRow>(sql`SELECT size, root, at_ms, epoch, note FROM trail_checkpoints WHERE size = ${size}`);
}

export async function insertCheckpoint(db: Database, row: CheckpointRow): Promise<void> {
  await db.change(sql`
    INSERT INTO trail_checkpoints (size, root, at_ms, epoch, note)
    VALUES (${row.size}, ${row.root}, ${row.at_ms}, ${row.epoch}, ${row.note})`);
}

/** How often the record has been restored from a backup. */
export async function currentEpoch(db: Database): Promise<number> {
  const row = await db.selectOne<{ epoch: number }>(sql`SELECT epoch FROM trail_epochs ORDER BY epoch DESC LIMIT 1`);
  return row?.epoch ?? 0;
}

/** The positions that the sealer has given out so far. */
export async function sealedCount(db: Database): Promise<number> {
  const row = await db.selectOne<{ position: number }>(sql`SELECT position FROM trail_leaves ORDER BY position DESC LIMIT 1`);
  return row ? row.position + 1 : 0;
}

/** Public forms in the order of their positions, without a gap, or an error: what is missing must never be passed over. */
export async function publicForms(db: Database, from: number, limit: number): Promise<Buffer[]> {
  const rows = await db.select<{ position: number; public_form: Buffer }>(sql`
    SELECT l.position, j.public_form FROM trail_leaves l JOIN journal j ON j.id = l.journal_id
    WHERE l.position >= ${from} AND l.position < ${from + limit} ORDER BY l.position`);
  rows.forEach(({ position }, index) => {
    if (position !== from + index) {
      throw new Error(`the record has a gap at position ${from + index}`);
    }
  });
  return rows.map((row) => row.public_form);
}

/** The open tiles of a tree of this size. They must fit to it exactly; one without hashes has no row. */
export async function readEdge(db: Database, size: number): Promise<Edge> {
  const rows = await db.select<{ level: number; tile_index: number; hashes: Buffer }>(sql`
    SELECT level, tile_index, hashes FROM trail_edge ORDER BY level`);
  const levels: Uint8Array[][] = [];
  for (const { level, tile_index: index, hashes } of rows) {
    if (index !== openTile(size, level) || hashes.length !== 32 * openWidth(size, level)) {
      throw new Error(`the tree's edge at level ${level} is not that of ${size} leaves`);
    }
    while (levels.length < level) {
      levels.push([]);
    }
    levels.push(splitHashes(hashes));
  }
  return { size, levels };
}

/** Brings `trail_edge` from one state to the next; a level that stayed as it was is not written. */
export async function writeEdge(db: Database, before: Edge, after: Edge): Promise<void> {
  for (const [level, hashes] of after.levels.entries()) {
    const old = before.levels[level] ?? [];
    if (old !== hashes) {
      await writeOpenTile(db, { level, index: openTile(after.size, level), hashes }, old.length > 0);
    }
  }
}

/** A tile that has just become full is followed by one without hashes, which has no row. */
async function writeOpenTile(db: Database, { level, index, hashes }: FullTile, isThere: boolean): Promise<void> {
  const bytes = Buffer.concat(hashes);
  if (bytes.length === 0) {
    await db.change(sql`DELETE FROM trail_edge WHERE level = ${level}`);
  } else if (isThere) {
    await db.change(sql`UPDATE trail_edge SET tile_index = ${index}, hashes = ${bytes} WHERE level = ${level}`);
  } else {
    await db.change(sql`INSERT INTO trail_edge (level, tile_index, hashes) VALUES (${level}, ${index}, ${bytes})`);
  }
}

export async function insertTiles(db: Database, tiles: readonly FullTile[]): Promise<void> {
  if (tiles.length === 0) {
    return;
  }
  const rows = tiles.map(({ level, index, hashes }) => sql`(${level}, ${index}, ${Buffer.concat(hashes, 32 * tileWidth)})`);
  await db.change(sql`INSERT INTO trail_tiles (level, tile_index, hashes) VALUES ${join(rows, ", ")}`);
}
