import * as z from "zod";
import { endpoint } from "./endpoint.ts";
import { empty, moment } from "./shapes.ts";

/** 32 bytes in standard base64, as the C2SP formats write hashes. */
const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, "不是一个哈希值");
const position = z.coerce.number().int().min(0);
const size = z.coerce.number().int().min(1);

/** A signed promise: this leaf will be in the record in time (trust.md 4). */
export const recordPromise = z.object({
  /** A C2SP signed note over origin, leaf and moment; `@cunqing/proof` reads and checks it. */
  note: z.string(),
  /** Opens the receipt later. A secret: whoever has it can read one's own words in the entry. */
  ticket: z.string(),
});

export const getReceipt = endpoint({
  method: "POST",
  path: "/trail/receipts",
  summary: "The receipt of an entry, once it is in the record. A POST, so that the ticket stays out of addresses and logs.",
  access: { public: true, because: "The ticket is the key; an anonymous reporter has no session." },
  params: empty,
  body: z.strictObject({ ticket: z.string().min(20).max(120) }),
  ratePerMinute: 60,
  result: z.object({
    /** The entry's exact public form, UTF-8. */
    publicForm: z.string(),
    /** For a sealed entry: what its one commitment opens to. */
    opening: z.object({ inner: z.string(), salt: hash }).nullable(),
    /** One's own fields with their salts; an erased field is not among them. */
    fields: z.array(z.object({ field: z.string(), value: z.string(), salt: hash })),
    leaf: hash,
    position: z.int(),
    proof: z.array(hash),
    /** The checkpoint the proof leads to: a signed note with whatever cosignatures stand on it. */
    checkpoint: z.string(),
  }),
  refusals: ["receipt.not_found", "receipt.not_yet"],
});

export const getInclusionProof = endpoint({
  method: "GET",
  path: "/trail/proof/inclusion",
  summary: "RFC 6962 audit path of one leaf in the tree of a size.",
  access: { public: true, because: "Proofs hold hashes only." },
  params: z.strictObject({ position, size }),
  body: empty,
  ratePerMinute: 600,
  cacheSeconds: 60,
  result: z.object({ position: z.int(), size: z.int(), leaf: hash, root: hash, proof: z.array(hash) }),
  refusals: ["trail.no_such_size", "trail.no_such_position"],
});

export const getConsistencyProof = endpoint({
  method: "GET",
  path: "/trail/proof/consistency",
  summary: "RFC 6962 proof that the tree of one size is the beginning of the tree of another.",
  access: { public: true, because: "Proofs hold hashes only." },
  params: z.strictObject({ from: size, to: size }),
  body: empty,
  ratePerMinute: 600,
  cacheSeconds: 60,
  result: z.object({ from: z.int(), to: z.int(), proof: z.array(hash) }),
  refusals: ["trail.no_such_size"],
});

export const getEntry = endpoint({
  method: "GET",
  path: "/trail/entries/:position",
  summary: "The public form of one entry: exact bytes, without personal data.",
  access: { public: true, because: "Anyone may rebuild the tree from public forms (trust.md 1)." },
  params: z.strictObject({ position }),
  body: empty,
  ratePerMinute: 600,
  cacheSeconds: 60,
  result: z.object({ position: z.int(), publicForm: z.string(), leaf: hash }),
  refusals: ["trail.no_such_position"],
});

export const witnessRow = z.object({
  name: z.string(),
  vkey: z.string(),
  /** Whether the witness stands outside the office that runs the log. */
  isOutside: z.boolean(),
  /** The newest checkpoint it cosigned; null when it never did. */
  size: z.int().nullable(),
  at: moment.nullable(),
});

export const listCosignatures = endpoint({
  method: "GET",
  path: "/trail/cosignatures",
  summary: "The newest checkpoint, the newest that carries a cosignature from outside, and how far each witness is.",
  access: { public: true, because: "Who watches the record is everybody's business." },
  params: empty,
  body: empty,
  ratePerMinute: 600,
  cacheSeconds: 5,
  result: z.object({
    checkpoint: z.string(),
    /** The newest with at least one cosignature from outside, all lines on it; null when there is none. */
    witnessed: z.string().nullable(),
    rows: z.array(witnessRow),
  }),
  refusals: ["trail.empty"],
});

export const addCosignatures = endpoint({
  method: "POST",
  path: "/trail/cosignatures",
  summary: "A witness hands in a checkpoint with its cosignature; checked against the configured keys.",
  access: { public: true, because: "The signature is the key." },
  params: empty,
  body: z.strictObject({ note: z.string().max(20_000) }),
  ratePerMinute: 120,
  result: z.object({ accepted: z.int() }),
  refusals: ["trail.no_such_size", "trail.cosignature_wrong"],
});

export const listEpochs = endpoint({
  method: "GET",
  path: "/trail/epochs",
  summary: "Every lawful restore from a backup: a signed statement of which positions were lost.",
  access: { public: true, because: "A loss that nobody can read of would be a forgery." },
  params: empty,
  body: empty,
  ratePerMinute: 600,
  cacheSeconds: 5,
  result: z.object({
    rows: z.array(
      z.object({
        epoch: z.int(),
        at: moment,
        /** The record goes on from here: positions below are unchanged. */
        baseSize: z.int(),
        /** The size that had been reached before; positions from `baseSize` up to it were lost. Null: not known. */
        lostSize: z.int().nullable(),
        /** The signed note that says so. */
        note: z.string(),
      }),
    ),
  }),
  refusals: [],
});
