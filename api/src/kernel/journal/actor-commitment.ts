import { canonicalJson } from "../crypto/canonical-json.ts";
import { commitToBytes, newSalt } from "../crypto/commitment.ts";

/** Who did it, as the journal's columns have it. */
export interface EntryActor {
  readonly kind: string;
  readonly id: number | null;
  readonly name: string | null;
  readonly role: string | null;
}

/**
 * The detail that keeps the salt of an entry's actor; its value stands in the journal's columns. No command can name
 * a detail so, and only erasing the person who acted takes it away: what others did stays proven.
 */
export const actorField = "~actor";

export interface ActorSeal {
  /** What the public form says: nothing, without the salt. Another salt in every entry, so entries cannot be joined. */
  readonly commitment: string;
  readonly salt: Buffer;
}

export function sealActor(actor: EntryActor): ActorSeal {
  const salt = newSalt();
  return { commitment: actorCommitment(actor, salt), salt };
}

export const actorCommitment = ({ kind, id, name, role }: EntryActor, salt: Buffer): string =>
  commitToBytes(canonicalJson({ kind, id, name, role }), salt).toString("hex");

/** Entries of the first days carry a random pseudonym, which vouches for nobody. */
export const isActorCommitment = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);
