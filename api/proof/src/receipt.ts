import { areEqual, concatBytes } from "./bytes.ts";
import { fromBase64 } from "./base64.ts";
import { openCheckpoint, type OpenedCheckpoint } from "./checkpoint.ts";
import { isIncluded, leafHash } from "./merkle.ts";
import { openNote, type Verify } from "./note.ts";
import { parsePromise, type RecordPromise } from "./promise.ts";
import { parsePublicForm, type PlainForm } from "./public-form.ts";
import { sha256 } from "./sha256.ts";
import { readHash } from "./texts.ts";
import { readTrust, type Trust, type TrustedKeys } from "./trust.ts";
import { utf8 } from "./utf8.ts";

/** The answer of `getReceipt` as it lies on the phone, with the promise that came first where it was kept. */
export interface Receipt {
  readonly v: 1;
  readonly publicForm: string;
  readonly opening: { readonly inner: string; readonly salt: string } | null;
  readonly fields: readonly { readonly field: string; readonly value: string; readonly salt: string }[];
  readonly leaf: string;
  readonly position: number;
  readonly proof: readonly string[];
  readonly checkpoint: string;
  readonly promise?: string;
}

export type ReceiptFault =
  | "malformed"
  /** The leaf is not that of the form. */
  | "leaf_differs"
  /** What is said to be inside a sealed entry is not what was committed to. */
  | "opening_differs"
  | "field_differs"
  /** No key of the log signed the checkpoint, or a signature on it is wrong. */
  | "unsigned"
  | "not_in_tree";

export interface Cosigned {
  readonly name: string;
  readonly isOutside: boolean;
  readonly atMs: number;
}

export interface GoodReceipt {
  readonly isGood: true;
  /** What the entry says; null for a sealed one that was not opened. */
  readonly entry: PlainForm | null;
  readonly registeredAtMs: number | null;
  readonly position: number;
  readonly leaf: Uint8Array;
  /** One's own fields, each held against its commitment. */
  readonly fields: readonly { readonly field: string; readonly value: string }[];
  readonly checkpoint: { readonly size: number; readonly root: Uint8Array; readonly epoch: number };
  /** Whose signatures stand on this checkpoint and are right. */
  readonly witnesses: readonly Cosigned[];
}

export type ReceiptVerdict = GoodReceipt | { readonly isGood: false; readonly fault: ReceiptFault };

/** Everything that can be checked without a network (trust.md 4). Nothing is taken from the receipt on trust. */
export function checkReceipt(receipt: Receipt, trust: Trust, verify?: Verify): ReceiptVerdict {
  const keys = readTrust(trust);
  const [leaf, proof] = [readHash(receipt.leaf), readHashes(receipt.proof)];
  if (!leaf || !proof) {
    return bad("malformed");
  }
  if (!areEqual(leafHash(utf8(receipt.publicForm)), leaf)) {
    return bad("leaf_differs");
  }
  const form = openForm(receipt);
  if (typeof form === "string") {
    return bad(form);
  }
  if (!receipt.fields.every((one) => form && opens(form.fields.get(one.field), utf8(one.value), one.salt))) {
    return bad("field_differs");
  }
  const checkpoint = openCheckpoint(receipt.checkpoint, keys, verify);
  if (!checkpoint) {
    return bad("unsigned");
  }
  const { size, root, epoch } = checkpoint;
  if (!isIncluded({ leaf, position: receipt.position, size, root, proof })) {
    return bad("not_in_tree");
  }
  return {
    isGood: true,
    entry: form,
    registeredAtMs: form?.atMs ?? null,
    position: receipt.position,
    leaf,
    fields: receipt.fields.map(({ field, value }) => ({ field, value })),
    checkpoint: { size, root, epoch },
    witnesses: cosignersOf(checkpoint, keys),
  };
}

/** The promise when a key of the log signed it for this origin, an old one too: whoever has it could choose the moment. Null otherwise. */
export function checkPromise(note: string, trust: Trust, verify?: Verify): RecordPromise | null {
  const { origin, logKeys } = readTrust(trust);
  const opened = openNote(note, logKeys, verify);
  const promise = opened && parsePromise(opened.text);
  return promise?.origin === origin ? promise : null;
}

/** The witnesses on a checkpoint, in the order of their signatures. */
export function cosignersOf(checkpoint: OpenedCheckpoint, keys: TrustedKeys): Cosigned[] {
  const cosigners = checkpoint.verified.map(({ key, time }) => {
    const witness = keys.witnessOf.get(key);
    return witness && time !== null ? { name: witness.name, isOutside: witness.isOutside, atMs: time * 1000 } : null;
  });
  return cosigners.filter((cosigner) => cosigner !== null);
}

/** Null when one of them is no hash. */
export function readHashes(texts: readonly string[]): Uint8Array[] | null {
  const hashes = texts.map(readHash).filter((hash) => hash !== null);
  return hashes.length === texts.length ? hashes : null;
}

const bad = (fault: ReceiptFault): ReceiptVerdict => ({ isGood: false, fault });

/** The plain form, for a sealed entry the one inside; null for a sealed entry that is not opened. */
function openForm({ publicForm, opening }: Receipt): PlainForm | null | ReceiptFault {
  const form = parsePublicForm(publicForm);
  if (!form) {
    return "malformed";
  }
  if (form.form === "plain") {
    return opening ? "malformed" : form;
  }
  if (!opening) {
    return null;
  }
  const inner = parsePublicForm(opening.inner);
  if (!opens(form.commitment, utf8(opening.inner), opening.salt)) {
    return "opening_differs";
  }
  return inner?.form === "plain" ? inner : "malformed";
}

function opens(commitment: Uint8Array | undefined, content: Uint8Array, saltText: string): boolean {
  const salt = fromBase64(saltText);
  return commitment !== undefined && salt?.length === 32 && areEqual(sha256(concatBytes(salt, content)), commitment);
}
