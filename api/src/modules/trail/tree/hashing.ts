import { hash as hashOnce } from "node:crypto";
import { nodeHash, type Hash } from "@cunqing/proof";

/** SHA-256 by the machine's own library: about twenty times as fast as the one that phones run. */
export const sha256: Hash = (bytes) => hashOnce("sha256", bytes, "buffer");

/** The root over a complete subtree: a power of two of neighbouring hashes of one level. */
export function rootOver(hashes: readonly Uint8Array[]): Uint8Array {
  const [left, right] = hashes;
  if (!left) {
    throw new RangeError("no hashes to take a root over");
  }
  return right ? rootOver(pairedUp(hashes)) : left;
}

function pairedUp(hashes: readonly Uint8Array[]): Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let index = 0; index < hashes.length; index += 2) {
    const [left, right] = [hashes[index], hashes[index + 1]];
    if (!left || !right) {
      throw new RangeError(`${hashes.length} hashes are no complete subtree`);
    }
    above.push(nodeHash(left, right, sha256));
  }
  return above;
}

const hashBytes = 32;

/** The hashes of a tile out of its bytes, without copying them. */
export function splitHashes(bytes: Buffer): Uint8Array[] {
  if (bytes.length % hashBytes !== 0) {
    throw new RangeError(`${bytes.length} bytes are not a row of hashes`);
  }
  return Array.from({ length: bytes.length / hashBytes }, (_, index) => bytes.subarray(index * hashBytes, (index + 1) * hashBytes));
}
