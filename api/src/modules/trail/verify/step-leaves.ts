import { areEqual, tileWidth } from "@cunqing/proof";
import { rootOver, splitHashes } from "../tree/hashing.ts";
import type { Finding } from "./finding.ts";
import { checkBlock, type Head } from "./tree-check.ts";
import { addTally, withFindings, type Tally, type VerifyState } from "./verify-state.ts";

export interface Read<T> {
  readonly value: T;
  readonly findings: readonly Finding[];
  readonly tally: Partial<Tally>;
}

/** Where leaves, tiles and heads come from: the database itself, or what a server gives to anybody. */
export interface LeafSource {
  /** Up to which size the tree is signed. */
  readonly size: number;
  /** What the forms of some neighbouring positions hash to; undefined where there is no form. */
  leaves(first: number, width: number): Promise<Read<readonly (Uint8Array | undefined)[]>>;
  /** The hashes of a tile, as many as the size has. */
  tile(level: number, index: number): Promise<Buffer | undefined>;
  /** Signed heads of sizes above `from` and up to `to`. */
  heads(from: number, to: number): Promise<Read<readonly Head[]>>;
}

/** One block of up to 256 leaves: forms against stored hashes, both against every signed head, and the tiles above. */
export async function stepLeaves(source: LeafSource, state: VerifyState): Promise<VerifyState> {
  const first = state.position;
  // After a rest the record may have grown past an end that was no whole block.
  const offset = first % tileWidth;
  const width = Math.min(tileWidth - offset, source.size - first);
  const index = Math.floor(first / tileWidth);
  const leaves = await source.leaves(first, width);
  const tile = await source.tile(0, index);
  const heads = await source.heads(first, first + width);
  const stored = tile?.length === 32 * (offset + width) ? splitHashes(tile) : undefined;
  const { state: tree, findings } = checkBlock(state.tree, { first, leaves: leaves.value, stored: stored?.slice(offset), heads: heads.value });
  const above = stored?.length === tileWidth ? await checkAbove(source, index, rootOver(stored)) : [];
  const next = withFindings({ ...state, position: first + width, tree }, [
    ...leaves.findings,
    ...(stored ? [] : [tileGone(source, 0, index)]),
    ...findings,
    ...above,
    ...heads.findings,
  ]);
  return addTally(addTally(addTally(next, leaves.tally), heads.tally), { leaves: width });
}

/** A full tile gives one hash to the tile above it, and so on up. */
async function checkAbove(source: LeafSource, index: number, root: Uint8Array): Promise<Finding[]> {
  const findings: Finding[] = [];
  let hash = root;
  let below = index;
  for (let level = 1; ; level += 1) {
    const [at, place] = [Math.floor(below / tileWidth), below % tileWidth];
    const tile = await source.tile(level, at);
    const stored = tile?.subarray(32 * place, 32 * (place + 1));
    if (!tile || stored?.length !== 32) {
      findings.push(tileGone(source, level, at));
      return findings;
    }
    if (!areEqual(stored, hash)) {
      const position = below * tileWidth ** level;
      findings.push({ position, code: "tile.changed", words: `树的第 ${level} 层第 ${below} 个节点（从第 ${position} 条起）被改过` });
    }
    if (place < tileWidth - 1) {
      return findings;
    }
    hash = rootOver(splitHashes(tile));
    below = at;
  }
}

function tileGone({ size }: LeafSource, level: number, index: number): Finding {
  const position = index * tileWidth ** (level + 1);
  const isFull = (index + 1) * tileWidth ** (level + 1) <= size;
  return isFull
    ? { position, code: "tile.missing", words: `树的第 ${level} 层第 ${index} 块（从第 ${position} 条起）不见了或者不完整` }
    : { position, code: "edge.changed", words: `树右边还没满的第 ${level} 层（从第 ${position} 条起）被改过或者不见了` };
}

/** Upper tiles are asked for 256 times in a row. */
export function rememberUpper(read: (level: number, index: number) => Promise<Buffer | undefined>): LeafSource["tile"] {
  const kept = new Map<number, { readonly index: number; readonly tile: Buffer | undefined }>();
  return async (level, index) => {
    const known = kept.get(level);
    if (level > 0 && known?.index === index) {
      return known.tile;
    }
    const tile = await read(level, index);
    kept.set(level, { index, tile });
    return tile;
  };
}
