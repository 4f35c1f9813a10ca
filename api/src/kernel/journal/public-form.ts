import { canonicalJson } from "../crypto/canonical-json.ts";
import { commitTo, commitToBytes, newSalt } from "../crypto/commitment.ts";
import { freshBytes } from "../crypto/random.ts";

export interface FieldCommitment {
  readonly field: string;
  readonly value: string;
  readonly salt: Buffer;
}

export interface EntryFacts {
  readonly entryId: string;
  readonly at: number;
  readonly kind: string;
  /** Without an id where `fields` commit to it. */
  readonly subject: { readonly kind: string; readonly id?: string };
  readonly area: string | null;
  /** A commitment to who did it (actor-commitment.ts). */
  readonly actor: string;
  readonly fields: readonly FieldCommitment[];
}

/**
 * Which subjects the public form names. All others it commits to (field `subject`), because they are persons or tell of
 * one: whoever could join a neighbour's log-ins, claims and looks by an id would have his life in a list (trust.md 3).
 * A subject that is not here is committed to: to be named takes a reason.
 */
export const namedSubjects: Readonly<Record<string, string>> = {
  case: "a public matter; one that is not has sealed entries only, and no form that names anything",
  area: "a place is public",
  reader_hold: "a stopped background task: its id is random and stands nowhere else",
  journal: "the record itself",
};

/**
 * Kinds that are sealed whatever they are about: in the open, their moment or their place would announce a sealed
 * matter (trust.md 3). What is not here and not sealed by its command is harmless in the open, since it names nobody:
 * a log-in or a new account somewhere in the county, a claim that its village decides anyhow, a roll, a right, a key.
 * Uploads have no entry at all, because a lone one would be followed by no public case.
 */
export const alwaysSealed: Readonly<Record<string, string>> = {
  "account.subscribed": "WeChat asks right after a report is sent: one without a public report tells of a private one",
  "account.village_chosen": "names the village in which somebody has just arrived, as he does before his first report",
  "journal.sealed_viewed": "who looks at sealed entries has some to look at",
  "case.erased": "goes out for all cases of one person at once: in the open it would say which belong together",
  "case.emptied": "as case.erased: what was restricted together comes due together",
};

/**
 * The exact bytes that are hashed into the trail (trust.md 1): RFC 8785 JSON without personal data. The actor and all
 * words are commitments, salted anew in every entry, so that entries cannot be joined.
 */
export function plainForm(facts: EntryFacts): Buffer {
  return canonicalJson({
    v: 1,
    id: facts.entryId,
    at: facts.at,
    kind: facts.kind,
    subject: facts.subject,
    area: facts.area,
    actor: facts.actor,
    fields: Object.fromEntries(
      facts.fields.map(({ field, value, salt }) => [field, commitTo(value, salt).toString("hex")]),
    ),
  });
}

/** The one form that all sealed matters share: a commitment over the whole entry, and nothing else (trust.md 3). */
export function sealedForm(inner: Buffer): { readonly bytes: Buffer; readonly salt: Buffer } {
  const salt = newSalt();
  return { bytes: formOfCommitment(commitToBytes(inner, salt)), salt };
}

/** The same form over nothing: no salt and no content open it, as nobody without them can tell. */
export const paddingForm = (): Buffer => formOfCommitment(freshBytes(32));

const formOfCommitment = (commitment: Buffer): Buffer => canonicalJson({ v: 1, sealed: commitment.toString("hex") });
