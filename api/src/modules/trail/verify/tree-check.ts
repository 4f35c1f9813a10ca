import { appendLeaf, areEqual, newRange, rootOf, type CompactRange } from "@cunqing/proof";
import { sha256 } from "../tree/hashing.ts";
import type { Finding, FindingCode } from "./finding.ts";

/** A signed statement of the root at some size, and what it means when the record says otherwise. */
export interface Head {
  readonly size: number;
  readonly root: Uint8Array;
  readonly code: FindingCode;
  readonly what: string;
}

/** Up to 256 neighbouring leaves: what their public forms hash to, and what the tree has stored of them. */
export interface Block {
  readonly first: number;
  /** Undefined where there is no form. */
  readonly leaves: readonly (Uint8Array | undefined)[];
  readonly stored: readonly Uint8Array[] | undefined;
  readonly heads: readonly Head[];
}

/**
 * How far the tree has been built anew. Where forms and stored hashes differ, both trees are built on side by side
 * until a signed head says which of the two was changed.
 */
export interface TreeState {
  readonly range: CompactRange;
  readonly stored: CompactRange | null;
  /** Positions where the two differ and nothing has decided yet. */
  readonly doubtful: readonly number[];
  /** The largest size whose signed root was right. */
  readonly goodSize: number;
  /** Signed roots in a row that neither tree has. */
  readonly wrongHeads: number;
}

export const newTreeState: TreeState = { range: newRange(), stored: null, doubtful: [], goodSize: 0, wrongHeads: 0 };

export interface TreeStep {
  readonly state: TreeState;
  readonly findings: readonly Finding[];
}

/** Builds the tree on by one block and holds it against every signed root on the way. */
export function checkBlock(before: TreeState, block: Block): TreeStep {
  const findings: Finding[] = [];
  let state = before;
  block.leaves.forEach((leaf, index) => {
    const position = block.first + index;
    state = append(state, position, leaf, block.stored?.[index]);
    for (const head of block.heads.filter(({ size }) => size === position + 1)) {
      const step = judge(state, head);
      state = step.state;
      findings.push(...step.findings);
    }
  });
  return { state, findings };
}

/** What no signed head has decided when the record ends. */
export const undecided = (state: TreeState): readonly Finding[] => (state.stored ? changed("leaf.changed", state.doubtful) : []);

const noHash = new Uint8Array(32);

function append(state: TreeState, position: number, leaf: Uint8Array | undefined, stored: Uint8Array | undefined): TreeState {
  const byForm = leaf ?? stored ?? noHash;
  const byTile = stored ?? byForm;
  const differs = leaf !== undefined && stored !== undefined && !areEqual(leaf, stored);
  const range = appendLeaf(state.range, byForm, sha256);
  if (!differs && !state.stored) {
    return { ...state, range };
  }
  return {
    ...state,
    range,
    stored: appendLeaf(state.stored ?? state.range, byTile, sha256),
    doubtful: differs ? [...state.doubtful, position] : state.doubtful,
  };
}

function judge(state: TreeState, head: Head): TreeStep {
  if (areEqual(rootOf(state.range, sha256), head.root)) {
    return { state: settled(state, state.range, head.size), findings: changed("tile.changed", state.doubtful) };
  }
  if (state.stored && areEqual(rootOf(state.stored, sha256), head.root)) {
    return { state: settled(state, state.stored, head.size), findings: changed("leaf.changed", state.doubtful) };
  }
  // One change spoils every root after it: said once, with the stretch in which it must lie.
  const words = `${head.what}与重新计算的不符：第 ${state.goodSize} 到 ${head.size - 1} 条之间有改动，或者它自己被改过`;
  const findings: Finding[] = state.wrongHeads === 0 || head.code !== "checkpoint.root_wrong" ? [{ position: state.goodSize, code: head.code, words }] : [];
  return { state: { ...state, wrongHeads: state.wrongHeads + 1 }, findings };
}

const settled = (state: TreeState, range: CompactRange, goodSize: number): TreeState => ({ ...state, range, stored: null, doubtful: [], goodSize, wrongHeads: 0 });

/** Neighbours are one finding: a row taken out of the middle moves all that follow. */
function changed(code: "leaf.changed" | "tile.changed", positions: readonly number[]): Finding[] {
  const what = code === "leaf.changed" ? "的公开内容与签过名的记录不符：被改过、换过位置或插入过" : "的树节点（存下的哈希）被改过，公开内容没有动";
  return runsOf(positions).map(({ first, last }) => ({
    position: first,
    code,
    words: first === last ? `第 ${first} 条${what}` : `第 ${first} 到 ${last} 条${what}`,
  }));
}

function runsOf(positions: readonly number[]): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  for (const position of positions) {
    const run = runs.at(-1);
    if (run && run.last + 1 === position) {
      run.last = position;
    } else {
      runs.push({ first: position, last: position });
    }
  }
  return runs;
}
