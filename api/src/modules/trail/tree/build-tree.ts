import { areEqual, checkpointText, fromBase64, leafHash, toBase64 } from "@cunqing/proof";
import type { Deps } from "../../../kernel/deps.ts";
import { holdLease, takeLease, type Lease } from "../../../kernel/lease.ts";
import type { Loop } from "../../../kernel/module.ts";
import { inTransaction } from "../../../kernel/transaction.ts";
import { grow, rootOfEdge, type Edge } from "./edge.ts";
import { sha256 } from "./hashing.ts";
import { currentEpoch, insertCheckpoint, insertTiles, newestCheckpoint, publicForms, readEdge, sealedCount, writeEdge, type CheckpointRow } from "./tree-store.ts";

export type TreeDeps = Pick<Deps, "db" | "clock" | "log" | "county" | "recordSigner">;

export interface TreeOptions {
  readonly batchMax: number;
  readonly leaseMs: number;
  /** For tests: another process on the same machine. */
  readonly holder?: string;
}

const defaults: TreeOptions = { batchMax: 2000, leaseMs: 10_000 };

/**
 * Hashes what the sealer has given positions to, and signs one head for the batch's end. The leaves are read before
 * the transaction, so that they are committed whatever becomes of it; tiles, edge and head come in it, or none does.
 * @returns how many leaves were added; null when another process builds.
 */
export async function growTree(deps: TreeDeps, options: Partial<TreeOptions> = {}): Promise<number | null> {
  const { batchMax, leaseMs, holder } = { ...defaults, ...options };
  const size = (await newestCheckpoint(deps.db))?.size ?? 0;
  const sealed = await sealedCount(deps.db);
  if (sealed <= size) {
    return 0;
  }
  const lease = await takeLease(deps, "tree", leaseMs, holder);
  if (!lease) {
    return null;
  }
  const forms = await publicForms(deps.db, size, batchMax);
  if (forms.length === 0) {
    throw new Error(`the record has a gap at position ${size}`);
  }
  const leaves = forms.map((form) => leafHash(form, sha256));
  const isDone = await signBatch(deps, lease, size, leaves);
  if (isDone) {
    tellProgress(deps, size, size + leaves.length, sealed);
  }
  return isDone ? leaves.length : null;
}

/** A head a second at most: whoever waits for his receipt does not notice, and every head is kept for good. */
const restMs = 1000;

export function treeLoop(deps: TreeDeps): Loop {
  return { name: "tree", restMs, run: async () => ((await growTree(deps)) ?? 0) === defaults.batchMax };
}

/** One batch under a lease that may have passed on meanwhile: the rows decide, not our belief. */
export function signBatch(deps: TreeDeps, lease: Lease, size: number, leaves: readonly Uint8Array[]): Promise<boolean> {
  const { db } = deps;
  return inTransaction(db, async () => {
    if (!(await holdLease(db, lease))) {
      return false;
    }
    const newest = await newestCheckpoint(db);
    if ((newest?.size ?? 0) !== size) {
      return false;
    }
    const before = await readEdge(db, size);
    checkEdge(before, newest);
    const { edge, tiles } = grow(before, leaves);
    await insertTiles(db, tiles);
    await writeEdge(db, before, edge);
    await insertCheckpoint(db, await signedHead(deps, edge));
    return true;
  });
}

/** An edge that somebody has bent must never be signed: the record stands still until it has been looked at. */
function checkEdge(edge: Edge, newest: CheckpointRow | undefined): void {
  const signed = newest && fromBase64(newest.root);
  if (signed && !areEqual(rootOfEdge(edge), signed)) {
    throw new Error(`the tree's edge does not lead to the head that was signed for ${edge.size} leaves`);
  }
}

async function signedHead({ db, clock, county, recordSigner }: TreeDeps, edge: Edge): Promise<CheckpointRow> {
  const root = rootOfEdge(edge);
  const epoch = await currentEpoch(db);
  const text = checkpointText({ origin: county.trail.origin, size: edge.size, root, epoch });
  return {
    size: edge.size,
    root: toBase64(root),
    at_ms: clock.now(),
    epoch,
    note: recordSigner.signCheckpoint(text),
  };
}

const progressStep = 50_000;

/** An old record that gets its tree takes a while: the log says how far it is. */
function tellProgress({ log }: TreeDeps, before: number, after: number, sealed: number): void {
  const isMilestone = Math.floor(before / progressStep) !== Math.floor(after / progressStep);
  if (isMilestone && sealed - after > 0) {
    log.info({ size: after, waiting: sealed - after }, "the record's tree is catching up");
  }
}
