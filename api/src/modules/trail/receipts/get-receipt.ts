import type { getReceipt as endpoint, ResultOf } from "@cunqing/contract";
import type { Deps } from "../../../kernel/deps.ts";
import { refuseUnless } from "../../../kernel/refusal.ts";
import { sql } from "../../../kernel/sql.ts";
import { cutWords } from "../../../kernel/withheld.ts";
import { restrictedCases } from "../../cases/index.ts";
import type { Proofs } from "../tree/proofs.ts";
import { checkpointOver } from "./checkpoint-over.ts";
import { openingsOf, type Openings } from "./entry-openings.ts";

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
    SELECT j.id, j.kind, j.actor_kind, j.subject_kind, j.subject_id, j.is_sealed, j.public_form, l.position
    FROM journal j LEFT JOIN trail_leaves l ON l.journal_id = j.id WHERE j.entry_id = ${entryId}`);
  refuseUnless(entry && deps.promises.isReceiptable(entry.kind), "receipt.not_found");
  const { position } = entry;
  refuseUnless(position !== null, "receipt.not_yet", { retryAfterSeconds });
  const checkpoint = await checkpointOver(deps, position);
  refuseUnless(checkpoint, "receipt.not_yet", { retryAfterSeconds });
  const [{ leaf, proof }, openings] = await Promise.all([
    proofs.inclusion(position, checkpoint.size),
    openingsNow(deps, entry),
  ]);
  return {
    publicForm: entry.public_form.toString("utf8"),
    opening: openings.opening,
    fields: [...openings.fields],
    leaf: base64(leaf),
    position,
    proof: proof.map(base64),
    checkpoint: checkpoint.note,
  };
}

/**
 * What may be opened today: a ticket never ends, so it must not bring back what two people have since hidden by law
 * (trust.md 5), nor what a law alone still keeps of an erased reporter's case. The proof stands without them.
 */
async function openingsNow(deps: Deps, entry: EntryRow): Promise<Openings> {
  const isCase = entry.subject_kind === "case";
  const [found, hiddenParts, restricted] = await Promise.all([
    openingsOf(deps.db, [{ id: entry.id, isSealed: entry.is_sealed === 1 }]),
    deps.withheld.of(entry.subject_kind, [entry.subject_id]),
    restrictedCases(deps.db, isCase ? [entry.subject_id] : []),
  ]);
  const openings = found.get(entry.id);
  // What was released stays public.
  if (!openings || (isCase && restricted.has(entry.subject_id) && entry.kind !== "case.released")) {
    return { opening: null, fields: [] };
  }
  // A villager's own words are nobody else's to hide from him, here as on his case's page.
  const hidden = entry.actor_kind === "staff" ? hiddenParts.get(entry.subject_id) : undefined;
  return { ...openings, fields: openings.fields.filter(({ value }) => cutWords(hidden, value) === value) };
}

interface EntryRow {
  readonly id: number;
  readonly kind: string;
  readonly actor_kind: string;
  readonly subject_kind: string;
  readonly subject_id: number;
  readonly is_sealed: number;
  readonly public_form: Buffer;
  readonly position: number | null;
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");
