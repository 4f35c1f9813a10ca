import { appendLeaf, newRange, rootOf } from "@cunqing/proof";
import { describe, expect, it } from "vitest";
import { sha256 } from "../tree/hashing.ts";
import { checkBlock, newTreeState, undecided, type Block, type Head } from "./tree-check.ts";
import { loadState, newState, saveState } from "./verify-state.ts";

const leaves = Array.from({ length: 200 }, (_, index) => sha256(Uint8Array.of(index)));
const bent = sha256(Uint8Array.of(9, 9));

const rootAt = (size: number): Uint8Array => rootOf(leaves.slice(0, size).reduce((range, leaf) => appendLeaf(range, leaf, sha256), newRange()), sha256);
const head = (size: number, root = rootAt(size)): Head => ({ size, root, code: "checkpoint.root_wrong", what: `树头 ${size}` });
const withBent = (...positions: number[]): Uint8Array[] => leaves.map((leaf, index) => (positions.includes(index) ? bent : leaf));
const check = (block: Partial<Block>) => checkBlock(newTreeState, { first: 0, leaves, stored: leaves, heads: [50, 100, 150, 200].map((size) => head(size)), ...block });
const found = (block: Partial<Block>): unknown[] => check(block).findings.map(({ position, code }) => [position, code]);

describe("a block of leaves", () => {
  it.each<[string, Partial<Block>, unknown[]]>([
    ["that nobody touched", {}, []],
    ["without stored hashes", { stored: undefined }, []],
    ["with a form changed", { leaves: withBent(70) }, [[70, "leaf.changed"]]],
    ["with a stored hash changed", { stored: withBent(70) }, [[70, "tile.changed"]]],
    ["with one of each, in stretches between different heads", { leaves: withBent(20), stored: withBent(120) }, [[20, "leaf.changed"], [120, "tile.changed"]]],
    ["with neighbours changed", { leaves: withBent(70, 71, 72, 90) }, [[70, "leaf.changed"], [90, "leaf.changed"]]],
    ["with a form missing", { leaves: leaves.map((leaf, index) => (index === 70 ? undefined : leaf)) }, []],
    ["with one head changed", { heads: [head(50), head(100, bent), head(150)] }, [[50, "checkpoint.root_wrong"]]],
    ["with form and hash changed alike: once, with where it must lie", { leaves: withBent(70), stored: withBent(70) }, [[50, "checkpoint.root_wrong"]]],
  ])("%s", (_, block, expected) => {
    expect(found(block)).toEqual(expected);
  });

  it("is undecided behind the last signed head, and says so", () => {
    const { state, findings } = check({ leaves: withBent(180), heads: [head(150)] });
    expect(findings).toEqual([]);
    expect(undecided(state).map(({ position, code }) => [position, code])).toEqual([[180, "leaf.changed"]]);
  });

  it("goes on after a restart as if there had been none", () => {
    const half = checkBlock(newTreeState, { first: 0, leaves: withBent(70).slice(0, 100), stored: leaves.slice(0, 100), heads: [] });
    const { tree } = loadState(saveState({ ...newState, tree: half.state }));
    const rest = checkBlock(tree, { first: 100, leaves: leaves.slice(100), stored: leaves.slice(100), heads: [head(150), head(200)] });
    expect(rest.findings.map(({ position, code }) => [position, code])).toEqual([[70, "leaf.changed"]]);
  });

  it("begins anew rather than from a state that is none", () => {
    expect(() => loadState('{"phase":"leaves"}')).toThrow();
  });
});
