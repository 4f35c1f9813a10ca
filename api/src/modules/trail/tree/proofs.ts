import { nodeHash } from "@cunqing/proof";
import { sha256 } from "./hashing.ts";
import { tileKey, type TileReader } from "./tile-reader.ts";
import type { Tile } from "./tile.ts";
import { consistencyRanges, inclusionRanges, slicesOf, type LeafRange, type TileSlice } from "./tree-nodes.ts";

export interface InclusionProof {
  readonly leaf: Uint8Array;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Proofs out of stored tiles: one or two of them a level, in one statement. Sizes must be signed ones or smaller. */
export interface Proofs {
  inclusion(position: number, size: number): Promise<InclusionProof>;
  /** `from` is at least 1. */
  consistency(from: number, to: number): Promise<Uint8Array[]>;
  leaf(position: number): Promise<Uint8Array>;
  root(size: number): Promise<Uint8Array>;
}

export function createProofs(tiles: TileReader): Proofs {
  const only = async (range: LeafRange): Promise<Uint8Array> => first(await hashesOf(tiles, [range]));
  return {
    async inclusion(position, size) {
      const path = inclusionRanges(position, size);
      const [found, ...proof] = await hashesOf(tiles, [{ begin: position, end: position + 1 }, ...path]);
      const leaf = first([found]);
      // The path leads to the root: to put that together from tiles as well would double the work.
      const root = proof.reduce((here, other, step) => ((path[step]?.begin ?? 0) > position ? nodeHash(here, other, sha256) : nodeHash(other, here, sha256)), leaf);
      return { leaf, root, proof };
    },
    consistency: (from, to) => hashesOf(tiles, consistencyRanges(from, to)),
    leaf: (position) => only({ begin: position, end: position + 1 }),
    root: (size) => only({ begin: 0, end: size }),
  };
}

async function hashesOf(tiles: TileReader, ranges: readonly LeafRange[]): Promise<Uint8Array[]> {
  const plans = ranges.map(slicesOf);
  const bytes = await tiles.read(plans.flat());
  return plans.map((slices) => fold(slices.map((slice) => hashOf(slice, bytes))));
}

function hashOf(slice: TileSlice, tiles: ReadonlyMap<string, Tile>): Uint8Array {
  const hash = tiles.get(tileKey(slice))?.rootAt(slice.from, slice.count);
  if (!hash) {
    throw new Error(`tile ${tileKey(slice)} of the tree is not there`);
  }
  return hash;
}

/** The larger subtree stands left; the smallest two are put together first. */
function fold(hashes: readonly Uint8Array[]): Uint8Array {
  return first([hashes.reduceRight((right, left) => nodeHash(left, right, sha256))]);
}

function first(hashes: readonly (Uint8Array | undefined)[]): Uint8Array {
  const [hash] = hashes;
  if (!hash) {
    throw new RangeError("a hash over no leaves was asked for");
  }
  return hash;
}
