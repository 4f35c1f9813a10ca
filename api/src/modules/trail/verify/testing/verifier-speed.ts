import { leafHash } from "@cunqing/proof";
import { sha256 } from "../../tree/hashing.ts";
import { checkBlock, newTreeState } from "../tree-check.ts";

const width = 256;

/** How many leaves a second of processor time the verifier hashes and builds into a tree: what it does of itself, without a database. */
export function verifierSpeed(leafCount: number): number {
  const form = Buffer.alloc(420, 7);
  const stored = Array.from({ length: width }, () => leafHash(form, sha256));
  let state = newTreeState;
  const started = process.cpuUsage();
  for (let first = 0; first < leafCount; first += width) {
    const leaves = Array.from({ length: width }, () => leafHash(form, sha256));
    state = checkBlock(state, { first, leaves, stored, heads: [] }).state;
  }
  const { user, system } = process.cpuUsage(started);
  if (state.range.size < leafCount) {
    throw new Error(`a tree of ${state.range.size} leaves instead of ${leafCount}`);
  }
  return Math.round(state.range.size / ((user + system) / 1e6));
}
