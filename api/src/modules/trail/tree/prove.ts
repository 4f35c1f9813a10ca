import type { ParamsOf, ResultOf, getConsistencyProof, getEntry, getInclusionProof } from "@cunqing/contract";
import { toBase64 } from "@cunqing/proof";
import type { Database } from "../../../kernel/database.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import type { Proofs } from "./proofs.ts";
import { newestCheckpoint, publicForms } from "./tree-store.ts";

/** Nothing above the newest signed head is proved or shown: what is not signed yet could still be lost. */
export async function signedSize(db: Database): Promise<number> {
  return (await newestCheckpoint(db))?.size ?? 0;
}

export async function proveInclusion(db: Database, proofs: Proofs, { position, size }: ParamsOf<typeof getInclusionProof>): Promise<ResultOf<typeof getInclusionProof>> {
  refuseUnless(size <= (await signedSize(db)), "trail.no_such_size");
  refuseUnless(position < size, "trail.no_such_position");
  const { leaf, root, proof } = await proofs.inclusion(position, size);
  return { position, size, leaf: toBase64(leaf), root: toBase64(root), proof: proof.map(toBase64) };
}

export async function proveConsistency(db: Database, proofs: Proofs, { from, to }: ParamsOf<typeof getConsistencyProof>): Promise<ResultOf<typeof getConsistencyProof>> {
  refuseUnless(from <= to && to <= (await signedSize(db)), "trail.no_such_size");
  return { from, to, proof: (await proofs.consistency(from, to)).map(toBase64) };
}

export async function showEntry(db: Database, proofs: Proofs, { position }: ParamsOf<typeof getEntry>): Promise<ResultOf<typeof getEntry>> {
  refuseUnless(position < (await signedSize(db)), "trail.no_such_position");
  const [form] = await publicForms(db, position, 1);
  refuseUnless(form, "trail.no_such_position");
  // The leaf as it stands in the tree: who doubts the text hashes it and compares.
  return { position, publicForm: form.toString(), leaf: toBase64(await proofs.leaf(position)) };
}
