import { leafHash, nodeHash } from "../merkle.ts";

/** The hash of the subtree over leaves `from` up to, not including, `to`. */
export type SubtreeHash = (from: number, to: number) => Uint8Array;

/** RFC 6962's definitions word for word: slow, and written apart from what they test. */
export function treeOf(entries: readonly Uint8Array[]): SubtreeHash {
  const hashOf: SubtreeHash = (from, to) => {
    const [entry] = entries.slice(from, to);
    if (to - from === 1 && entry) {
      return leafHash(entry);
    }
    const split = from + splitOf(to - from);
    return nodeHash(hashOf(from, split), hashOf(split, to));
  };
  return hashOf;
}

/** A tree of any size whose leaves are all alike, so that a subtree is known by its width: sizes beyond memory. */
export function uniformTree(entry: Uint8Array): SubtreeHash {
  const byWidth = new Map([[1, leafHash(entry)]]);
  const ofWidth = (width: number): Uint8Array => {
    const known = byWidth.get(width);
    if (known) {
      return known;
    }
    const left = splitOf(width);
    const hash = nodeHash(ofWidth(left), ofWidth(width - left));
    byWidth.set(width, hash);
    return hash;
  };
  return (from, to) => ofWidth(to - from);
}

/** PATH(m, D[n]) of RFC 6962, 2.1.1. */
export function inclusionProof(hashOf: SubtreeHash, position: number, size: number): Uint8Array[] {
  const path = (from: number, to: number): Uint8Array[] => {
    if (to - from === 1) {
      return [];
    }
    const split = from + splitOf(to - from);
    return position < split ? [...path(from, split), hashOf(split, to)] : [...path(split, to), hashOf(from, split)];
  };
  return path(0, size);
}

/** PROOF(m, D[n]) of RFC 6962, 2.1.2. */
export function consistencyProof(hashOf: SubtreeHash, old: number, size: number): Uint8Array[] {
  const part = (from: number, to: number, isWhole: boolean): Uint8Array[] => {
    if (old === to) {
      return isWhole ? [] : [hashOf(from, to)];
    }
    const split = from + splitOf(to - from);
    return old <= split ? [...part(from, split, isWhole), hashOf(split, to)] : [...part(split, to, false), hashOf(from, split)];
  };
  return part(0, size, true);
}

/** The largest power of two below the width. */
function splitOf(width: number): number {
  let split = 1;
  while (split * 2 < width) {
    split *= 2;
  }
  return split;
}
