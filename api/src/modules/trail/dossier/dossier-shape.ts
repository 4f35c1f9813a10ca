import * as z from "zod";

const hash = z.string().regex(/^[A-Za-z0-9+/]{43}=$/);
const hex = z.string().regex(/^[0-9a-f]{64}$/);

const dossierFile = z.strictObject({ name: z.string(), sha256: hex, byteCount: z.int().min(0) });

/** `dossier.json`: everything that whoever checks a dossier needs besides the files it names. */
export const dossierSchema = z.strictObject({
  v: z.literal(1),
  origin: z.string(),
  madeAt: z.int(),
  case: z.strictObject({ id: z.string(), number: z.string(), village: z.string(), category: z.string(), isPrivate: z.boolean() }),
  /** The tree that all proofs lead to; `checkpoint.txt` is its signed head. */
  size: z.int().min(1),
  root: hash,
  entries: z.array(
    z.strictObject({
      position: z.int().min(0),
      kind: z.string(),
      at: z.int(),
      leaf: hash,
      /** The file with the exact public form. */
      file: z.string(),
      opening: z.strictObject({ inner: z.string(), salt: hash }).nullable(),
      fields: z.array(z.strictObject({ field: z.string(), value: z.string(), salt: hash })),
    }),
  ),
  /** Entries made so shortly before that the checkpoint does not cover them; they have no proof here. */
  waiting: z.array(z.strictObject({ kind: z.string(), at: z.int() })),
  /** Every other file of the dossier. */
  files: z.array(dossierFile),
  /** Photos and recordings that are on record but not in here: too large together, withheld, or no longer stored. */
  leftOut: z.array(dossierFile),
  /** Fields that are not opened because the law hides words in them; their commitments stand. */
  unopened: z.int().min(0),
});

export type Dossier = z.output<typeof dossierSchema>;
export type DossierFile = Dossier["files"][number];

/** `proofs.json`: the audit path of every entry, by position. */
export const proofsSchema = z.strictObject({ size: z.int(), root: hash, proofs: z.record(z.string(), z.array(hash)) });

export type DossierProofs = z.output<typeof proofsSchema>;

export const fileNames = {
  dossier: "dossier.json",
  proofs: "proofs.json",
  checkpoint: "checkpoint.txt",
  page: "卷宗.html",
  print: "卷宗.pdf",
  readme: "README.txt",
} as const;

export const entryFile = (position: number): string => `entries/${position}.json`;

/** Folders whose files are evidence: each must be named by an entry. */
export const isEvidence = (name: string): boolean => name.startsWith("photos/") || name.startsWith("voice/");
