import { emptyRoot, nodeHash, type Hash } from "./merkle.ts";
import { sha256 } from "./sha256.ts";

/** The open edge of a growing tree: the roots of its complete subtrees, the largest first, and nothing else. */
export interface CompactRange {
  readonly size: number;
  readonly nodes: readonly Uint8Array[];
}

/** `nodes` are the roots of the complete subtrees of a tree of `size` leaves, the largest first. */
export function newRange(size = 0, nodes: readonly Uint8Array[] = []): CompactRange {
  if (nodes.length !== subtreesOf(size).length) {
    throw new RangeError(`A tree of ${size} leaves has ${subtreesOf(size).length} complete subtrees, not ${nodes.length}.`);
  }
  return { size, nodes };
}

export const rangeSize = (range: CompactRange): number => range.size;

/** A new range with one more leaf hash; the old one stays as it was. */
export function appendLeaf(range: CompactRange, leaf: Uint8Array, hash: Hash = sha256): CompactRange {
  const nodes = [...range.nodes];
  let node = leaf;
  for (let rest = range.size; rest % 2 === 1; rest = (rest - 1) / 2) {
    const left = nodes.pop();
    node = left ? nodeHash(left, node, hash) : node;
  }
  return { size: range.size + 1, nodes: [...nodes, node] };
}

export function rootOf(range: CompactRange, hash: Hash = sha256): Uint8Array {
  const root = range.nodes.reduceRight<Uint8Array | null>((right, left) => (right ? nodeHash(left, right, hash) : left), null);
  return root ?? emptyRoot(hash);
}

/** The sizes of the complete subtrees of a tree, the largest first: 13 is 8, 4 and 1. */
export function subtreesOf(size: number): number[] {
  const sizes: number[] = [];
  let width = 1;
  for (let rest = size; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) {
      sizes.unshift(width);
    }
    width *= 2;
  }
  return sizes;
}
