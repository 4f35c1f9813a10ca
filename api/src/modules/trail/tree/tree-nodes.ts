import { subtreesOf, tileWidth } from "@cunqing/proof";

/** Neighbouring leaves: from `begin` up to, and without, `end`. */
export interface LeafRange {
  readonly begin: number;
  readonly end: number;
}

/** Where the root of a complete subtree comes from: so many neighbouring hashes of one tile. */
export interface TileSlice {
  readonly level: number;
  readonly index: number;
  readonly from: number;
  readonly count: number;
}

/** The ranges whose hashes are the audit path of a leaf, nearest first (RFC 6962, 2.1.1). */
export function inclusionRanges(position: number, size: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let here = { begin: 0, end: size };
  while (here.end - here.begin > 1) {
    const { left, right } = split(here);
    const isLeft = position < left.end;
    ranges.unshift(isLeft ? right : left);
    here = isLeft ? left : right;
  }
  return ranges;
}

/** The ranges whose hashes prove that the tree of `from` leaves begins the tree of `to` leaves (RFC 6962, 2.1.2). */
export function consistencyRanges(from: number, to: number): LeafRange[] {
  const ranges: LeafRange[] = [];
  let here = { begin: 0, end: to };
  while (here.end !== from) {
    const { left, right } = split(here);
    const isLeft = from <= left.end;
    ranges.unshift(isLeft ? right : left);
    here = isLeft ? left : right;
  }
  // The old tree itself is known to who asks; a part of it that only now is a complete subtree is not.
  return here.begin === 0 ? ranges : [here, ...ranges];
}

/**
 * The complete subtrees of a range, the largest first. Holds for the ranges above: each begins at a multiple of a
 * power of two that is at least as large as itself.
 */
export function slicesOf({ begin, end }: LeafRange): TileSlice[] {
  let at = begin;
  return subtreesOf(end - begin).map((leaves) => {
    const slice = sliceOf(at, leaves);
    at += leaves;
    return slice;
  });
}

function sliceOf(begin: number, leaves: number): TileSlice {
  let level = 0;
  let count = leaves;
  let first = begin;
  for (; count >= tileWidth; level += 1) {
    count /= tileWidth;
    first /= tileWidth;
  }
  return { level, index: Math.floor(first / tileWidth), from: first % tileWidth, count };
}

/** The tree over a range is split behind the largest power of two that is smaller than itself. */
function split({ begin, end }: LeafRange): { readonly left: LeafRange; readonly right: LeafRange } {
  let width = 1;
  while (width * 2 < end - begin) {
    width *= 2;
  }
  return { left: { begin, end: begin + width }, right: { begin: begin + width, end } };
}
