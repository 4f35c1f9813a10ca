import { newRange, rootOf, subtreesOf, tileWidth } from "@cunqing/proof";
import { rootOver, sha256 } from "./hashing.ts";

/** The tree's open right side: for each level the hashes of the tile that is not full yet. */
export interface Edge {
  readonly size: number;
  readonly levels: readonly (readonly Uint8Array[])[];
}

export interface FullTile {
  readonly level: number;
  readonly index: number;
  readonly hashes: readonly Uint8Array[];
}

export interface Growth {
  readonly edge: Edge;
  /** The tiles that became full, which from now on never change. */
  readonly tiles: readonly FullTile[];
}

export const emptyEdge: Edge = { size: 0, levels: [] };

/** Adds leaves: a tile that becomes full gives one hash to the level above. */
export function grow(edge: Edge, leaves: readonly Uint8Array[]): Growth {
  const levels = [...edge.levels];
  const tiles: FullTile[] = [];
  let fresh = leaves;
  for (let level = 0; fresh.length > 0; level += 1) {
    const open = [...(levels[level] ?? []), ...fresh];
    const firstIndex = openTile(edge.size, level);
    const fullCount = Math.floor(open.length / tileWidth);
    const full = Array.from({ length: fullCount }, (_, index) => open.slice(index * tileWidth, (index + 1) * tileWidth));
    tiles.push(...full.map((hashes, index) => ({ level, index: firstIndex + index, hashes })));
    levels[level] = open.slice(fullCount * tileWidth);
    fresh = full.map(rootOver);
  }
  return { edge: { size: edge.size + leaves.length, levels }, tiles };
}

/** The root of the whole tree: from the edge alone, since everything left of it is complete. */
export function rootOfEdge({ size, levels }: Edge): Uint8Array {
  const nodes = levels.toReversed().flatMap(subtreeRoots);
  return rootOf(newRange(size, nodes), sha256);
}

/** The index of the tile at this level which is not full yet. */
export const openTile = (size: number, level: number): number => Math.floor(size / tileWidth ** (level + 1));

/** How many hashes stand in it. */
export const openWidth = (size: number, level: number): number => Math.floor(size / tileWidth ** level) % tileWidth;

function subtreeRoots(hashes: readonly Uint8Array[]): Uint8Array[] {
  let at = 0;
  return subtreesOf(hashes.length).map((count) => {
    at += count;
    return rootOver(hashes.slice(at - count, at));
  });
}
