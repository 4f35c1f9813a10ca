import type { getReceipt as endpoint, ResultOf } from "@cunqing/contract";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import type { Proofs } from "../tree/proofs.ts";
import { checkpointOver } from "./checkpoint-over.ts";
import { openingsOf } from "./entry-openings.ts";

/** How long a phone waits before it asks again: a checkpoint is signed every few moments. */
const retryAfterSeconds = 5;

/**
 * The receipt of the entry that the ticket opens (trust.md 4). A ticket that we did not make is refused before anything
 * is looked up, so that not even the clock tells whether an entry exists.
 */
export async function getReceipt(deps: Deps, proofs: Proofs, ticket: string): Promise<ResultOf<typeof endpoint>> {
  const entryId = deps.promises.entryIdIn(ticket);
  refuseUnless(entryId !== null, "receipt.not_found");
  const entry = await deps.db.selectOne<EntryRow>(sql`
    SELECT j.id, j.kind, j.is_sealed, j.public_form, l.position
    FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id WHERE j.entry_id = ${entryId}`);
  refuseUnless(entry && deps.promises.isReceiptable(entry.kind), "receipt.not_found");
  const { position } = entry;
  refuseUnless(position !== null, "receipt.not_yet", { retryAfterSeconds });
  const checkpoint = await checkpointOver(deps, position);
  refuseUnless(checkpoint, "receipt.not_yet", { retryAfterSeconds });
  const [{ leaf, proof }, openings] = await Promise.all([
    proofs.inclusion(position, checkpoint.size),
    openingsOf(deps.db, [{ id: entry.id, isSealed: entry.is_sealed === 1 }]),
  ]);
  return {
    publicForm: entry.public_form.toString("utf8"),
    opening: openings.get(entry.id)?.opening ?? null,
    fields: [...(openings.get(entry.id)?.fields ?? [])],
    leaf: base64(leaf),
    position,
    proof: proof.map(base64),
    checkpoint: checkpoint.note,
  };
}

interface EntryRow {
  readonly id: number;
  readonly kind: string;
  readonly is_sealed: number;
  readonly public_form: Buffer;
  readonly position: number | null;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
