import { areEqual, concatBytes } from "./bytes.ts";
import { sha256 } from "./sha256.ts";

/**
 * The Merkle tree of RFC 6962. Sizes and positions are ordinary numbers up to 2^53 and are halved by division:
 * JavaScript's bit operators would silently cut them at 2^32.
 */
export type Hash = (bytes: Uint8Array) => Uint8Array;

export const leafHash = (entry: Uint8Array, hash: Hash = sha256): Uint8Array => hash(concatBytes(leafMark, entry));

export const nodeHash = (left: Uint8Array, right: Uint8Array, hash: Hash = sha256): Uint8Array => hash(concatBytes(nodeMark, left, right));

export const emptyRoot = (hash: Hash = sha256): Uint8Array => hash(new Uint8Array(0));

export interface Inclusion {
  readonly leaf: Uint8Array;
  readonly position: number;
  readonly size: number;
  readonly root: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the proof leads from the leaf at its position to the root (RFC 9162, 2.1.3.2). */
export function isIncluded({ leaf, position, size, root, proof }: Inclusion, hash: Hash = sha256): boolean {
  if (!isCount(position) || !isCount(size) || position >= size || !areHashes([leaf, root, ...proof])) {
    return false;
  }
  let at = position;
  let last = size - 1;
  let found = leaf;
  for (const node of proof) {
    if (last === 0) {
      return false;
    }
    if (isOdd(at) || at === last) {
      found = nodeHash(node, found, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      found = nodeHash(found, node, hash);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && areEqual(found, root);
}

export interface Consistency {
  readonly from: number;
  readonly fromRoot: Uint8Array;
  readonly to: number;
  readonly toRoot: Uint8Array;
  readonly proof: readonly Uint8Array[];
}

/** Whether the tree of `from` leaves is the beginning of the tree of `to` leaves (RFC 9162, 2.1.4.2). */
export function isConsistent({ from, fromRoot, to, toRoot, proof }: Consistency, hash: Hash = sha256): boolean {
  if (!isCount(from) || !isCount(to) || from > to || !areHashes([fromRoot, toRoot, ...proof])) {
    return false;
  }
  if (from === to) {
    return proof.length === 0 && areEqual(fromRoot, toRoot);
  }
  if (from === 0) {
    return proof.length === 0 && areEqual(fromRoot, emptyRoot(hash));
  }
  let at = from - 1;
  let last = to - 1;
  while (isOdd(at)) {
    at = half(at);
    last = half(last);
  }
  // A complete subtree on the left is its own first node and is not repeated in the proof.
  const nodes = at === 0 ? [fromRoot, ...proof] : proof;
  const [seed, ...rest] = nodes;
  if (!seed) {
    return false;
  }
  let oldRoot = seed;
  let newRoot = seed;
  for (const node of rest) {
    if (last === 0) {
      return false;
    }
    if (isOdd(at) || at === last) {
      oldRoot = nodeHash(node, oldRoot, hash);
      newRoot = nodeHash(node, newRoot, hash);
      while (!isOdd(at) && at !== 0) {
        at = half(at);
        last = half(last);
      }
    } else {
      newRoot = nodeHash(newRoot, node, hash);
    }
    at = half(at);
    last = half(last);
  }
  return last === 0 && areEqual(oldRoot, fromRoot) && areEqual(newRoot, toRoot);
}

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

const half = (count: number): number => Math.floor(count / 2);
const isOdd = (count: number): boolean => count % 2 === 1;
const isCount = (count: number): boolean => Number.isSafeInteger(count) && count >= 0;
const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((one) => one.length === 32);
