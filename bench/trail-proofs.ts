import { fromBase64, isIncluded } from "@cunqing/proof";
import type { Engine } from "../api/src/kernel/database.ts";
import { createProofs, createTileReader, proveInclusion } from "../api/src/modules/trail/index.ts";
import { fillTree } from "../api/src/modules/trail/tree/testing/fill-tree.ts";
import { onGround } from "./trail-ground.ts";

interface ProofTimes {
  readonly p95Ms: number;
}

/** How long one inclusion proof takes in the process, at random places of a tree of this size; every one is checked. */
export function measureProofs(engine: Engine, leaves: number, proofs = 1000): Promise<ProofTimes> {
  return onGround(engine, async ({ db }) => {
    await fillTree(db, leaves);
    const source = createProofs(createTileReader(db));
    const times: number[] = [];
    for (let turn = 0; turn < proofs; turn += 1) {
      const position = Math.floor(Math.random() * leaves);
      const size = position + 1 + Math.floor(Math.random() * (leaves - position));
      const started = performance.now();
      const answer = await proveInclusion(db, source, { position, size });
      times.push(performance.now() - started);
      check(answer);
    }
    times.sort((a, b) => a - b);
    return { p95Ms: times[Math.floor(0.95 * (times.length - 1))] ?? Number.NaN };
  });
}

function check({ position, size, leaf, root, proof }: Awaited<ReturnType<typeof proveInclusion>>): void {
  const read = (text: string): Uint8Array => fromBase64(text) ?? new Uint8Array(0);
  if (!isIncluded({ position, size, leaf: read(leaf), root: read(root), proof: proof.map(read) })) {
    throw new Error(`the proof of leaf ${position} in ${size} is wrong`);
  }
}
