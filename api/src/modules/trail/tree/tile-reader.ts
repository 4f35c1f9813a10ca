import type { Database } from "../../../kernel/database.ts";
import { join, name, sql, type Sql } from "../../../kernel/sql.ts";
import { createTile, isFullTile, type Tile } from "./tile.ts";

export interface TilePlaceOf {
  readonly level: number;
  readonly index: number;
}

/** Reads tiles of what is signed, full ones and the open ones of the edge. */
export interface TileReader {
  /** Each tile by `tileKey`; what is not there yet is missing. */
  read(places: readonly TilePlaceOf[]): Promise<ReadonlyMap<string, Tile>>;
}

/** Some twelve megabytes of those asked for last. A full tile never changes, so it may be kept for as long as one likes. */
const keptMax = 512;

export const tileKey = ({ level, index }: TilePlaceOf): string => `${level}/${index}`;

export function createTileReader(db: Database): TileReader {
  const kept = new Map<string, Tile>();
  return {
    async read(places) {
      const found = new Map<string, Tile>();
      const wanted = new Map<string, TilePlaceOf>();
      for (const place of places) {
        const key = tileKey(place);
        const tile = kept.get(key);
        if (tile) {
          // Put last: a map keeps its order, and the first is the one to go.
          kept.delete(key);
          kept.set(key, tile);
          found.set(key, tile);
        } else {
          wanted.set(key, place);
        }
      }
      for (const row of await rowsOf(db, [...wanted.values()])) {
        const key = tileKey({ level: row.level, index: row.tile_index });
        const tile = createTile(row.hashes);
        found.set(key, tile);
        if (isFullTile(row.hashes)) {
          keep(kept, key, tile);
        }
      }
      return found;
    },
  };
}

interface TileRow {
  readonly level: number;
  readonly tile_index: number;
  readonly hashes: Buffer;
}

/**
 * One statement for all, so that it is one moment: between two, an open tile could become full and be in neither.
 * A lookup a tile: both engines read an OR over a key of two columns as a scan sooner or later.
 */
function rowsOf(db: Database, places: readonly TilePlaceOf[]): Promise<TileRow[]> {
  if (places.length === 0) {
    return Promise.resolve([]);
  }
  const lookups = places.flatMap(({ level, index }) => [lookup("trail_tiles", level, index), lookup("trail_edge", level, index)]);
  return db.select<TileRow>(join(lookups, " UNION ALL "));
}

const lookup = (table: string, level: number, index: number): Sql =>
  sql`SELECT level, tile_index, hashes FROM ${name(table)} WHERE level = ${level} AND tile_index = ${index}`;

function keep(kept: Map<string, Tile>, key: string, tile: Tile): void {
  kept.set(key, tile);
  const [oldest] = kept.keys();
  if (kept.size > keptMax && oldest !== undefined) {
    kept.delete(oldest);
  }
}
