import { canonicalJson } from "../crypto/canonical-json.ts";
import { commitTo, commitToBytes, newSalt } from "../crypto/commitment.ts";
import { randomId } from "../crypto/random.ts";

export interface FieldCommitment {
  readonly field: string;
  readonly value: string;
  readonly salt: Buffer;
}

export interface EntryFacts {
  readonly entryId: string;
  readonly at: number;
  readonly kind: string;
  readonly subject: { readonly kind: string; readonly publicId: string };
  readonly area: string | null;
  readonly fields: readonly FieldCommitment[];
}

/**
 * The exact bytes that are hashed into the trail (trust.md 1): RFC 8785 JSON without personal data. The actor
 * is a fresh pseudonym in every entry, so that entries cannot be joined; words are commitments only.
 */
export function plainForm(facts: EntryFacts): Buffer {
  return canonicalJson({
    v: 1,
    id: facts.entryId,
    at: facts.at,
    kind: facts.kind,
    subject: { kind: facts.subject.kind, id: facts.subject.publicId },
    area: facts.area,
    actor: randomId(),
    fields: Object.fromEntries(
      facts.fields.map(({ field, value, salt }) => [field, commitTo(value, salt).toString("hex")]),
    ),
  });
}

/** The one form that all sealed matters share: a commitment over the whole entry, and nothing else (trust.md 3). */
export function sealedForm(inner: Buffer): { readonly bytes: Buffer; readonly salt: Buffer } {
  const salt = newSalt();
  return { bytes: canonicalJson({ v: 1, sealed: commitToBytes(inner, salt).toString("hex") }), salt };
}
