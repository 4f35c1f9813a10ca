import { randomBytes } from "node:crypto";
import { toBase64 } from "@cunqing/proof";
import type { Database } from "../../../../kernel/database.ts";
import { inTransaction } from "../../../../kernel/transaction.ts";
import { emptyEdge, grow, rootOfEdge, type Edge } from "../edge.ts";
import { splitHashes } from "../hashing.ts";
import { insertCheckpoint, insertTiles, writeEdge } from "../tree-store.ts";

const portion = 32_768;

/** A true tree over so many random leaves, without the entries: for measuring proofs at a size no test could append. */
export async function fillTree(db: Database, leafCount: number): Promise<void> {
  let edge: Edge = emptyEdge;
  while (edge.size < leafCount) {
    edge = await inTransaction(db, () => addRandom(db, edge, Math.min(portion, leafCount - edge.size)));
  }
  await insertCheckpoint(db, { size: leafCount, root: toBase64(rootOfEdge(edge)), at_ms: 0, epoch: 0, note: "unsigned\n" });
}

async function addRandom(db: Database, edge: Edge, count: number): Promise<Edge> {
  const growth = grow(edge, splitHashes(randomBytes(32 * count)));
  await insertTiles(db, growth.tiles);
  await writeEdge(db, edge, growth.edge);
  return growth.edge;
}
