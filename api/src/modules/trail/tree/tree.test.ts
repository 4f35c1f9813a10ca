import { emptyRoot, isConsistent, isIncluded, leafHash, toHex } from "@cunqing/proof";
import { describe, expect, it } from "vitest";
import { randomFrom } from "../../../testing/random-from.ts";
import { emptyEdge, grow, rootOfEdge, type Edge } from "./edge.ts";
import { sha256 } from "./hashing.ts";
import { createProofs, type Proofs } from "./proofs.ts";
import { tileKey } from "./tile-reader.ts";
import { createTile, type Tile } from "./tile.ts";

interface Grown {
  readonly edge: Edge;
  readonly proofs: Proofs;
  /** The root of each size from 0 on. */
  readonly roots: readonly Uint8Array[];
}

/** A tree of these leaves, added so many at a time, with its tiles in memory. */
function grown(leaves: readonly Uint8Array[], step = 1): Grown {
  const tiles = new Map<string, Tile>();
  const roots = [emptyRoot(sha256)];
  let edge = emptyEdge;
  for (let at = 0; at < leaves.length; at += step) {
    const growth = grow(edge, leaves.slice(at, at + step));
    edge = growth.edge;
    roots[edge.size] = rootOfEdge(edge);
    growth.tiles.forEach((tile) => tiles.set(tileKey(tile), createTile(Buffer.concat(tile.hashes))));
  }
  edge.levels.forEach((hashes, level) => tiles.set(tileKey({ level, index: Math.floor(edge.size / 256 ** (level + 1)) }), createTile(Buffer.concat(hashes))));
  return { edge, roots, proofs: createProofs({ read: async () => tiles }) };
}

const numbered = (count: number): Uint8Array[] => Array.from({ length: count }, (_, index) => leafHash(Buffer.from(`entry ${index}`), sha256));
const at = <T>(list: readonly T[], index: number): T => {
  const found = list[index];
  if (found === undefined) {
    throw new Error(`nothing at ${index}`);
  }
  return found;
};

describe("the reference vectors of Certificate Transparency (RFC 6962)", () => {
  const inputs = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];
  const tree = grown(inputs.map((input) => leafHash(Buffer.from(input, "hex"), sha256)));

  it.each([
    [0, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
    [1, "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"],
    [2, "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    [3, "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"],
    [4, "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"],
    [5, "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4"],
    [6, "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef"],
    [7, "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c"],
    [8, "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"],
  ])("root of %i leaves", (size, root) => {
    expect(toHex(at(tree.roots, size))).toBe(root);
  });

  it.each([
    [0, 1, []],
    [0, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]],
    [5, 8, ["bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]],
    [2, 3, ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"]],
    [1, 5, ["6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]],
  ])("audit path of leaf %i in %i", async (position, size, proof) => {
    expect((await tree.proofs.inclusion(position, size)).proof.map(toHex)).toEqual(proof);
  });

  it.each([
    [1, 1, []],
    [1, 8, ["96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7", "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"]],
    [6, 8, ["0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a", "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0", "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"]],
    [2, 5, ["5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e", "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b"]],
  ])("consistency of %i with %i", async (from, to, proof) => {
    expect((await tree.proofs.consistency(from, to)).map(toHex)).toEqual(proof);
  });
});

describe("a tree out of tiles", () => {
  it("proves every leaf, and every size to every later one, around each power of two up to 300", async () => {
    const leaves = numbered(300);
    const { proofs, roots } = grown(leaves);
    const wrong: string[] = [];
    for (const size of [...Array.from({ length: 66 }, (_, index) => index + 1), 127, 128, 129, 255, 256, 257, 300]) {
      for (let small = 1; small <= size; small += 1) {
        const inclusion = await proofs.inclusion(small - 1, size);
        const isRight = isIncluded({ position: small - 1, size, ...inclusion }, sha256);
        const proof = await proofs.consistency(small, size);
        const isOne = isConsistent({ from: small, fromRoot: at(roots, small), to: size, toRoot: at(roots, size), proof }, sha256);
        // One assertion for all: a hundred thousand would take longer than the proofs.
        if (!isRight || !isOne || !Buffer.from(at(leaves, small - 1)).equals(inclusion.leaf) || !Buffer.from(at(roots, size)).equals(inclusion.root)) {
          wrong.push(`${small} in ${size}`);
        }
      }
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("proves the same at random in seventy thousand leaves, which need a third level", async () => {
    const leaves = numbered(70_000);
    const { proofs, edge } = grown(leaves, 1999);
    const random = randomFrom(3);
    expect(edge.levels).toHaveLength(3);
    for (let turn = 0; turn < 100; turn += 1) {
      const to = 1 + random.below(70_000);
      const from = 1 + random.below(to);
      const [inclusion, proof, fromRoot] = await Promise.all([proofs.inclusion(from - 1, to), proofs.consistency(from, to), proofs.root(from)]);
      expect(isIncluded({ position: from - 1, size: to, ...inclusion }, sha256)).toBe(true);
      expect(inclusion.leaf).toEqual(at(leaves, from - 1));
      expect(isConsistent({ from, fromRoot, to, toRoot: inclusion.root, proof }, sha256)).toBe(true);
    }
  });

  it("is the same in whatever portions the leaves come", () => {
    const leaves = numbered(1100);
    const roots = [1, 7, 255, 256, 257, 1100].map((step) => toHex(rootOfEdge(grown(leaves, step).edge)));
    expect(new Set(roots).size).toBe(1);
  });

  it("reads at most two tiles a level, and one for the leaf itself", async () => {
    const asked: string[][] = [];
    const proofs = createProofs({
      read: async (places) => {
        asked.push([...new Set(places.map(tileKey))]);
        return new Map(places.map((place) => [tileKey(place), createTile(Buffer.alloc(8192))]));
      },
    });
    await proofs.inclusion(3_141_592, 9_999_999);
    await proofs.consistency(3_141_592, 9_999_999);
    for (const keys of asked) {
      for (const level of [0, 1, 2]) {
        expect(keys.filter((key) => key.startsWith(`${level}/`)).length).toBeLessThanOrEqual(2);
      }
    }
  });
});
