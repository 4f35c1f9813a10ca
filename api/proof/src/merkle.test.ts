import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { consistencyProof, inclusionProof, treeOf, uniformTree } from "./testing/reference-tree.ts";
import { appendLeaf, emptyRoot, fromHex, isConsistent, isIncluded, leafHash, newRange, rangeSize, rootOf, subtreesOf, toHex, utf8, type Consistency, type Inclusion } from "./index.ts";

interface Vectors {
  readonly leaves: readonly string[];
  readonly emptyRoot: string;
  readonly leafHashes: readonly string[];
  readonly roots: readonly string[];
  readonly inclusion: readonly { readonly position: number; readonly size: number; readonly proof: readonly string[] }[];
  readonly consistency: readonly { readonly from: number; readonly to: number; readonly proof: readonly string[] }[];
}

// A file of our own, whose shape is written down beside it.
const vectors = JSON.parse(readFileSync(new URL("testing/rfc6962-vectors.json", import.meta.url), "utf8")) as Vectors;

const bytes = (hex: string | undefined): Uint8Array => fromHex(hex ?? "") ?? new Uint8Array();
const some = bytes("abacaba000000000000000000000000000000000000000000060061e00123456");
const garbage = new Uint8Array();
const flip = (hash: Uint8Array, bit: number): Uint8Array => hash.map((byte, index) => (index === 0 ? byte ^ bit : byte));
const xor2 = (count: number): number => (count % 4 < 2 ? count + 2 : count - 2);

/** The corruptions that the reference suite tries on every audit path. */
function corruptInclusions(good: Inclusion): [string, Inclusion][] {
  const { proof, root, position, size } = good;
  const paths: [string, readonly Uint8Array[]][] = [
    ["trailing garbage", [...proof, garbage]],
    ["trailing root", [...proof, root]],
    ["preceding garbage", [garbage, ...proof]],
    ["preceding root", [root, ...proof]],
    ...proof.map((_, at): [string, Uint8Array[]] => [`modified proof[${at}] bit 3`, proof.map((node, index) => (index === at ? flip(node, 8) : node))]),
    ...(proof.length > 0 ? [["removed component", proof.slice(0, -1)] satisfies [string, Uint8Array[]]] : []),
    ...(proof.length > 1 ? [["inserted component", [...proof.slice(0, 1), some, ...proof.slice(1)]] satisfies [string, Uint8Array[]]] : []),
  ];
  return [
    ["leafIndex - 1", { ...good, position: position - 1 }],
    ["leafIndex + 1", { ...good, position: position + 1 }],
    ["leafIndex ^ 2", { ...good, position: xor2(position) }],
    ["treeSize * 2", { ...good, size: size * 2 }],
    ["treeSize / 2", { ...good, size: Math.floor(size / 2) }],
    ["wrong leaf", { ...good, leaf: utf8("WrongLeaf") }],
    ["empty root", { ...good, root: emptyRoot() }],
    ["random root", { ...good, root: some }],
    ...paths.map(([name, path]): [string, Inclusion] => [name, { ...good, proof: path }]),
  ];
}

/** And on every consistency proof. */
function corruptConsistencies(good: Consistency): [string, Consistency][] {
  const { proof, from, to, fromRoot, toRoot } = good;
  const proofs: [string, readonly Uint8Array[]][] = [
    ["empty proof", []],
    ["trailing garbage", [...proof, garbage]],
    ["trailing root1", [...proof, fromRoot]],
    ["trailing root2", [...proof, toRoot]],
    ["preceding garbage", [garbage, ...proof]],
    ["preceding root1", [fromRoot, ...proof]],
    ["preceding root2", [toRoot, ...proof]],
    ["preceding proof[0]", [proof[0] ?? garbage, ...proof]],
    ["truncated proof", proof.slice(0, -1)],
    ...proof.map((_, at): [string, Uint8Array[]] => [`modified proof[${at}] bit 4`, proof.map((node, index) => (index === at ? flip(node, 16) : node))]),
  ];
  return [
    ["size1 - 1", { ...good, from: from - 1 }],
    ["size1 + 1", { ...good, from: from + 1 }],
    ["size1 ^ 2", { ...good, from: xor2(from) }],
    ["size2 * 2", { ...good, to: to * 2 }],
    ["size2 / 2", { ...good, to: Math.floor(to / 2) }],
    ["wrong root1", { ...good, fromRoot: utf8("WrongRoot") }],
    ["wrong root2", { ...good, toRoot: utf8("WrongRoot") }],
    ["swapped roots", { ...good, fromRoot: toRoot, toRoot: fromRoot }],
    ...proofs.map(([name, nodes]): [string, Consistency] => [name, { ...good, proof: nodes }]),
  ];
}

describe("Certificate Transparency's reference vectors (transparency-dev/merkle)", () => {
  it("leaf hashes, roots of sizes 0 to 8", () => {
    let range = newRange();
    expect(toHex(rootOf(range))).toBe(vectors.emptyRoot);
    vectors.leaves.forEach((leaf, index) => {
      const hash = leafHash(bytes(leaf));
      expect(toHex(hash)).toBe(vectors.leafHashes[index]);
      range = appendLeaf(range, hash);
      expect(toHex(rootOf(range))).toBe(vectors.roots[index]);
    });
    expect(rangeSize(range)).toBe(8);
  });

  it.each(vectors.inclusion)("the audit path of leaf $position in $size verifies, and each of its corruptions does not", ({ position, size, proof }) => {
    const good = { position, size, leaf: bytes(vectors.leafHashes[position]), root: bytes(vectors.roots[size - 1]), proof: proof.map(bytes) };
    expect(isIncluded(good)).toBe(true);
    for (const [name, bad] of corruptInclusions(good)) {
      expect(isIncluded(bad), name).toBe(false);
    }
  });

  it.each(vectors.consistency)("the consistency proof from $from to $to verifies, and each of its corruptions does not", ({ from, to, proof }) => {
    const good = { from, to, fromRoot: bytes(vectors.roots[from - 1]), toRoot: bytes(vectors.roots[to - 1]), proof: proof.map(bytes) };
    expect(isConsistent(good)).toBe(true);
    for (const [name, bad] of proof.length > 0 ? corruptConsistencies(good) : []) {
      expect(isConsistent(bad), name).toBe(false);
    }
  });

  it.each([[0, 0], [0, 1], [1, 0], [2, 1]])("position %i of a tree of size %i is refused without a root", (position, size) => {
    expect(isIncluded({ position, size, leaf: some, root: garbage, proof: [] })).toBe(false);
    expect(isIncluded({ position, size, leaf: garbage, root: emptyRoot(), proof: [] })).toBe(false);
    expect(isIncluded({ position, size, leaf: some, root: emptyRoot(), proof: [] })).toBe(false);
  });

  it.each<[number, number, Uint8Array, Uint8Array, Uint8Array[], boolean]>([
    [1, 1, some, some, [], true],
    [0, 1, emptyRoot(), some, [], true],
    [1, 0, some, some, [], false],
    [2, 1, some, some, [], false],
    [1, 2, some, emptyRoot(), [], false],
    [1, 1, emptyRoot(), some, [], false],
    [0, 0, emptyRoot(), emptyRoot(), [emptyRoot()], false],
    [0, 1, emptyRoot(), emptyRoot(), [emptyRoot()], false],
    [1, 1, emptyRoot(), emptyRoot(), [emptyRoot()], false],
  ])("sizes %i and %i at the edges", (from, to, fromRoot, toRoot, proof, isGood) => {
    expect(isConsistent({ from, to, fromRoot, toRoot, proof })).toBe(isGood);
  });
});

describe("proofs", () => {
  const entries = Array.from({ length: 33 }, (_, index) => utf8(`entry ${index}`));
  const tree = treeOf(entries);

  it("verify for every position and every pair of sizes, as RFC 6962 defines them", () => {
    let range = newRange();
    for (let size = 1; size <= entries.length; size += 1) {
      range = appendLeaf(range, tree(size - 1, size));
      expect(rootOf(range)).toEqual(tree(0, size));
      for (let lower = 0; lower < size; lower += 1) {
        expect(isIncluded({ leaf: tree(lower, lower + 1), position: lower, size, root: tree(0, size), proof: inclusionProof(tree, lower, size) })).toBe(true);
        const proof = consistencyProof(tree, lower + 1, size);
        expect(isConsistent({ from: lower + 1, fromRoot: tree(0, lower + 1), to: size, toRoot: tree(0, size), proof })).toBe(true);
      }
    }
  });

  it.each([2 ** 32 + 1, 2 ** 33 - 1, 2 ** 40 + 12_345, 2 ** 52 + 2 ** 31 + 7])("hold beyond 2^32: a tree of %i leaves", (size) => {
    const giant = uniformTree(utf8("the same"));
    const leaf = giant(0, 1);
    const root = giant(0, size);
    expect(rootOf(newRange(size, subtreesOf(size).map((width) => giant(0, width))))).toEqual(root);
    for (const position of [0, 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, size - 1]) {
      const proof = inclusionProof(giant, position, size);
      expect(isIncluded({ leaf, position, size, root, proof })).toBe(true);
      expect(isIncluded({ leaf, position, size: size % 2 ** 32, root, proof })).toBe(false);
    }
    for (const from of [1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, size - 1]) {
      const proof = consistencyProof(giant, from, size);
      expect(isConsistent({ from, fromRoot: giant(0, from), to: size, toRoot: root, proof })).toBe(true);
      expect(isConsistent({ from, fromRoot: some, to: size, toRoot: root, proof })).toBe(false);
    }
  });

  it("come out alike with a server's own hash", () => {
    const nodeSha = (input: Uint8Array): Uint8Array => new Uint8Array(createHash("sha256").update(input).digest());
    const grown = entries.reduce((range, entry) => appendLeaf(range, leafHash(entry, nodeSha), nodeSha), newRange());
    expect(rootOf(grown, nodeSha)).toEqual(tree(0, entries.length));
  });

  it("of a range need as many subtrees as the size has", () => {
    expect(() => newRange(5, [some])).toThrow("2 complete subtrees");
  });
});
