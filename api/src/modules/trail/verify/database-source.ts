import { tileWidth } from "@cunqing/proof";
import type { Database } from "../../../kernel/database.ts";
import { listOf, name, nothing, sql } from "../../../kernel/sql.ts";
import type { CommittedRows, CommittedTable } from "../../../kernel/journal/committed-rows.ts";
import { inSnapshot } from "../../../kernel/transaction.ts";
import type { DetailRow, JournalRow } from "./check-entry.ts";
import type { CheckpointLike, CosignatureLike, EpochLike } from "./check-heads.ts";

/** What a check goes up to: the newest head, the edge that was stored with it, and how many leaves there are by now. */
export interface Target {
  readonly size: number;
  readonly edge: ReadonlyMap<number, { readonly index: number; readonly hashes: Buffer }>;
  readonly leaves: number;
  readonly epochs: readonly EpochLike[];
  readonly lastJournalId: number;
  /** Public ids of areas by internal ones. */
  readonly areas: ReadonlyMap<number, string>;
  /** How many rows the committed tables hold. */
  readonly rows: number;
}

export function readTarget(db: Database, { tables }: CommittedRows): Promise<Target> {
  return inSnapshot(db, async () => {
    const newest = await db.selectOne<{ size: number }>(sql`SELECT size FROM trail_checkpoints ORDER BY size DESC LIMIT 1`);
    const edge = await db.select<{ level: number; tile_index: number; hashes: Buffer }>(sql`SELECT level, tile_index, hashes FROM trail_edge`);
    const top = await db.selectOne<{ top: number | null }>(sql`SELECT MAX(position) AS top FROM trail_leaves`);
    const last = await db.selectOne<{ top: number | null }>(sql`SELECT MAX(id) AS top FROM journal`);
    return {
      size: newest?.size ?? 0,
      edge: new Map(edge.map((row) => [row.level, { index: row.tile_index, hashes: row.hashes }])),
      leaves: (top?.top ?? -1) + 1,
      epochs: await db.select<EpochLike>(sql`SELECT epoch, at_ms, base_size, base_root, lost_size, note FROM trail_epochs ORDER BY epoch`),
      lastJournalId: last?.top ?? 0,
      areas: await areaIds(db),
      rows: await countRows(db, tables),
    };
  });
}

export type LeafRow = { readonly position: number; readonly journal_id: number } & { readonly [Column in keyof JournalRow]: JournalRow[Column] | null };

export function readLeaves(db: Database, first: number, count: number): Promise<LeafRow[]> {
  return db.select<LeafRow>(sql`
    SELECT l.position, l.journal_id, j.id, j.entry_id, j.kind, j.subject_kind, j.subject_id, j.subject_public_id, j.area_id, j.at_ms, j.is_sealed, j.public_form,
      j.actor_kind, j.actor_id, j.actor_name, j.role,
      CASE WHEN EXISTS (SELECT 1 FROM journal e WHERE e.subject_kind = 'account' AND e.subject_id = j.actor_id AND e.kind = 'account.erased') THEN 1 ELSE 0 END AS is_actor_erased
    FROM trail_leaves l LEFT JOIN journal j ON j.id = l.journal_id
    WHERE l.position >= ${first} AND l.position < ${first + count} ORDER BY l.position`);
}

export async function readDetails(db: Database, journalIds: readonly number[]): Promise<Map<number, DetailRow[]>> {
  const rows = await db.select<DetailRow>(sql`SELECT journal_id, field, value, salt FROM journal_details WHERE journal_id IN (${listOf(journalIds)})`);
  const byEntry = new Map<number, DetailRow[]>();
  for (const row of rows) {
    const known = byEntry.get(row.journal_id);
    if (known) {
      known.push(row);
    } else {
      byEntry.set(row.journal_id, [row]);
    }
  }
  return byEntry;
}

/** Signed heads of sizes above `from` and up to `to`. */
export const readCheckpoints = (db: Database, from: number, to: number): Promise<CheckpointLike[]> =>
  db.select<CheckpointLike>(sql`SELECT size, root, epoch, note FROM trail_checkpoints WHERE size > ${from} AND size <= ${to} ORDER BY size`);

export const readCosignatures = (db: Database, from: number, to: number): Promise<CosignatureLike[]> =>
  db.select<CosignatureLike>(sql`SELECT size, witness, key_id, at_ms, line FROM trail_cosignatures WHERE size > ${from} AND size <= ${to} ORDER BY size, id`);

/** The hashes of a tile as they are stored: a full one, or as much of the edge as the target's size has. */
export async function readTile(db: Database, { size, edge }: Target, level: number, index: number): Promise<Buffer | undefined> {
  const width = Math.min(tileWidth, Math.floor(size / tileWidth ** level) - index * tileWidth);
  if (width === tileWidth) {
    return (await db.selectOne<{ hashes: Buffer }>(sql`SELECT hashes FROM trail_tiles WHERE level = ${level} AND tile_index = ${index}`))?.hashes;
  }
  const open = edge.get(level);
  return open?.index === index ? open.hashes : undefined;
}

export interface LostEntry {
  readonly id: number;
  readonly kind: string;
  readonly at_ms: number;
  readonly is_sealed: number;
  readonly is_waiting: number;
}

/** Entries without a position, among a page of ids: those that wait for theirs, and those that nobody waits for. */
export function readUnplaced(db: Database, after: number, to: number): Promise<LostEntry[]> {
  return db.select<LostEntry>(sql`
    SELECT j.id, j.kind, j.at_ms, j.is_sealed, CASE WHEN u.journal_id IS NULL THEN 0 ELSE 1 END AS is_waiting
    FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id LEFT JOIN journal_unsealed u ON u.journal_id = j.id
    WHERE j.id > ${after} AND j.id <= ${to} AND l.journal_id IS NULL ORDER BY j.id`);
}

async function areaIds(db: Database): Promise<Map<number, string>> {
  const rows = await db.select<{ id: number; public_id: string }>(sql`SELECT id, public_id FROM areas`);
  return new Map(rows.map((row) => [row.id, row.public_id]));
}

async function countRows(db: Database, tables: readonly CommittedTable[]): Promise<number> {
  let total = 0;
  for (const { table, only } of tables) {
    const where = only ? sql`WHERE ${name(only.column)} = ${only.value}` : nothing;
    total += (await db.selectOne<{ n: number }>(sql`SELECT COUNT(*) AS n FROM ${name(table)} ${where}`))?.n ?? 0;
  }
  return total;
}
