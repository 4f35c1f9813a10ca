import { hash } from "node:crypto";
import { tileWidth } from "@cunqing/proof";
import { rootOver, splitHashes } from "./hashing.ts";

/** The hashes of one level's tile; of the open one, as far as it is filled. */
export interface Tile {
  readonly bytes: Buffer;
  /** The root over so many neighbouring hashes, a power of two; undefined where the tile is not filled so far. */
  rootAt(from: number, count: number): Uint8Array | undefined;
}

const hashBytes = 32;

export const isFullTile = (bytes: Buffer): boolean => bytes.length === hashBytes * tileWidth;

/** A full tile hashes everything within it once, when first asked: all its 255 inner nodes cost what one path in it costs. */
export function createTile(bytes: Buffer): Tile {
  let nodes: Buffer | undefined;
  return {
    bytes,
    rootAt(from, count) {
      if ((from + count) * hashBytes > bytes.length) {
        return undefined;
      }
      if (!isFullTile(bytes)) {
        return rootOver(splitHashes(bytes.subarray(from * hashBytes, (from + count) * hashBytes)));
      }
      nodes ??= innerNodes(bytes);
      // Above the 256 hashes stand 128, then 64, and so on: the row of width w begins at 512 - 2w.
      const at = 2 * tileWidth - (2 * tileWidth) / count + from / count;
      return nodes.subarray(at * hashBytes, (at + 1) * hashBytes);
    },
  };
}

/** The hashes, and behind them the nodes above them, level by level. */
function innerNodes(bytes: Buffer): Buffer {
  const nodes = Buffer.alloc((2 * tileWidth - 1) * hashBytes);
  nodes.set(bytes);
  // 0x01, then both children (RFC 6962); one buffer for all, since this is what proofs spend their time on.
  const pair = Buffer.alloc(1 + 2 * hashBytes, 1);
  for (let index = 0; index < tileWidth - 1; index += 1) {
    pair.set(nodes.subarray(2 * index * hashBytes, 2 * (index + 1) * hashBytes), 1);
    nodes.set(hash("sha256", pair, "buffer"), (tileWidth + index) * hashBytes);
  }
  return nodes;
}
