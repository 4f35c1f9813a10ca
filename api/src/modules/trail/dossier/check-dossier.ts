import { checkReceipt, cosignersOf, fromUtf8, openCheckpoint, parsePublicForm, readTrust, toBase64, type Cosigned, type OpenedCheckpoint, type ReceiptFault, type Trust, type Verify } from "@cunqing/proof";
import { titleOf } from "../kind-titles.ts";
import { dossierSchema, fileNames, isEvidence, proofsSchema, type Dossier, type DossierProofs } from "./dossier-shape.ts";

/** What was found in an archive: small parts whole, and the SHA-256 (hex) of every part. */
export interface DossierParts {
  readonly texts: ReadonlyMap<string, Uint8Array>;
  readonly hashes: ReadonlyMap<string, string>;
}

export interface DossierFinding {
  /** The entry's position in the record; null for what is no entry. */
  readonly position: number | null;
  readonly code:
    | "dossier.unreadable"
    | "checkpoint.wrong"
    | "file.missing"
    | "file.changed"
    | "file.unlisted"
    | "file.not_on_record"
    | "entry.not_on_record"
    | "entry.changed"
    | "entry.of_another_case";
  readonly words: string;
}

export interface DossierVerdict {
  readonly findings: readonly DossierFinding[];
  readonly caseNumber: string | null;
  readonly size: number | null;
  readonly entries: number;
  readonly fields: number;
  readonly files: number;
  /** Entries that were too fresh for a proof, and files that are on record but not in here. */
  readonly waiting: number;
  readonly leftOut: number;
  readonly witnesses: readonly Cosigned[];
}

/** Everything about a dossier that can be checked without a network, by keys that did not come with it. */
export function checkDossier(parts: DossierParts, trust: Trust, verify?: Verify): DossierVerdict {
  const dossier = readJson(parts, fileNames.dossier, dossierSchema);
  const proofs = readJson(parts, fileNames.proofs, proofsSchema);
  if (!dossier || !proofs) {
    const words = `${dossier ? fileNames.proofs : fileNames.dossier} 读不出来，这不是一份完整的卷宗`;
    return { ...nothing, findings: [{ position: null, code: "dossier.unreadable", words }] };
  }
  const keys = readTrust(trust);
  const checkpoint = openCheckpoint(textOf(parts, fileNames.checkpoint), keys, verify);
  const isHead = checkpoint !== null && checkpoint.size === dossier.size && toBase64(checkpoint.root) === dossier.root && dossier.origin === trust.origin;
  return {
    findings: [
      ...(isHead ? [] : [headFinding(checkpoint)]),
      ...fileFindings(parts, dossier),
      ...dossier.entries.flatMap((entry) => entryFindings(parts, dossier, proofs, entry, { trust, verify })),
      ...evidenceFindings(parts, dossier),
    ],
    caseNumber: dossier.case.number,
    size: dossier.size,
    entries: dossier.entries.length,
    fields: dossier.entries.reduce((sum, { fields }) => sum + fields.length, 0),
    files: dossier.files.length,
    waiting: dossier.waiting.length,
    leftOut: dossier.leftOut.length,
    witnesses: checkpoint ? cosignersOf(checkpoint, keys) : [],
  };
}

const nothing: DossierVerdict = { findings: [], caseNumber: null, size: null, entries: 0, fields: 0, files: 0, waiting: 0, leftOut: 0, witnesses: [] };

interface Keys {
  readonly trust: Trust;
  readonly verify: Verify | undefined;
}

function headFinding(checkpoint: OpenedCheckpoint | null): DossierFinding {
  const words = checkpoint ? "签了名的树头与卷宗写的数目或根不符" : `${fileNames.checkpoint} 不是本县公钥签的，或者签名不对`;
  return { position: null, code: "checkpoint.wrong", words };
}

function fileFindings({ hashes }: DossierParts, dossier: Dossier): DossierFinding[] {
  const listed = new Set<string>([fileNames.dossier, ...dossier.files.map(({ name }) => name)]);
  const positions = new Map(dossier.entries.map(({ file, position }) => [file, position]));
  return [
    ...dossier.files.flatMap(({ name, sha256 }): DossierFinding[] => {
      const found = hashes.get(name);
      const position = positions.get(name) ?? null;
      if (found === undefined) {
        return [{ position, code: "file.missing", words: `少了文件 ${name}` }];
      }
      return found === sha256 ? [] : [{ position, code: "file.changed", words: `文件 ${name} 被改过` }];
    }),
    ...[...hashes.keys()].filter((name) => !listed.has(name)).map((name): DossierFinding => ({ position: null, code: "file.unlisted", words: `多出文件 ${name}，卷宗里没有登记它` })),
  ];
}

const faultWords: Readonly<Record<ReceiptFault, string>> = {
  malformed: "写得不对，读不出来",
  leaf_differs: "公开部分被改过，与登记时不一样",
  opening_differs: "密封的内容被改过，与登记时的承诺不符",
  field_differs: "具体内容被改过，与登记时的承诺不符",
  unsigned: "树头的签名不对",
  not_in_tree: "不在签了名的留痕的这个位置上",
};

/** An entry is a receipt: the same check as on a phone, with the one head that the dossier has. */
function entryFindings(parts: DossierParts, dossier: Dossier, { proofs }: DossierProofs, entry: Dossier["entries"][number], { trust, verify }: Keys): DossierFinding[] {
  const { position, opening, fields, leaf } = entry;
  const named = `位置 ${position}「${titleOf(entry.kind)}」`;
  const publicForm = textOf(parts, entry.file);
  const verdict = checkReceipt({ v: 1, publicForm, opening, fields, leaf, position, proof: proofs[String(position)] ?? [], checkpoint: textOf(parts, fileNames.checkpoint) }, trust, verify);
  if (!verdict.isGood) {
    // Said once, of the head; what stands before it in the check has been found good.
    if (verdict.fault === "unsigned") {
      return [];
    }
    const code = verdict.fault === "not_in_tree" ? "entry.not_on_record" : "entry.changed";
    return [{ position, code, words: `${named}${faultWords[verdict.fault]}` }];
  }
  const said = verdict.entry;
  if (!said) {
    return [];
  }
  const isSame = said.kind === entry.kind && said.atMs === entry.at;
  const isOurs = said.subject.kind === "case" && said.subject.id === dossier.case.id;
  return [
    ...(isSame ? [] : [{ position, code: "entry.changed" as const, words: `${named}的种类或时间与登记时不符` }]),
    ...(isOurs ? [] : [{ position, code: "entry.of_another_case" as const, words: `${named}不是这件诉求的` }]),
  ];
}

/** Pictures and recordings are held against the hashes that entries committed to, both ways. */
function evidenceFindings(parts: DossierParts, dossier: Dossier): DossierFinding[] {
  const { hashes } = parts;
  const onRecord = new Map(dossier.entries.flatMap(({ position, fields }) => fields.filter(({ field }) => evidenceFields.includes(field)).flatMap(({ value }) => hashesIn(value).map((hash) => [hash, position] as const))));
  const present = new Set([...hashes].filter(([name]) => isEvidence(name)).map(([, hash]) => hash));
  const leftOut = new Set(dossier.leftOut.map(({ sha256 }) => sha256));
  // A file of an entry without a proof yet, or whose details were erased, has nothing to be held against.
  const isComplete = dossier.waiting.length === 0 && dossier.entries.every((entry) => isOpened(parts, entry));
  return [
    ...[...hashes].filter(([name, hash]) => isEvidence(name) && isComplete && !onRecord.has(hash)).map(([name]): DossierFinding => ({ position: null, code: "file.not_on_record", words: `${name} 与登记时的照片、录音都不一样` })),
    ...[...onRecord].filter(([hash]) => !present.has(hash) && !leftOut.has(hash)).map(([, position]): DossierFinding => ({ position, code: "file.missing", words: `位置 ${position} 登记的照片或录音不在卷宗里` })),
  ];
}

/** Whether every picture that the entry committed to is named in its opened fields. */
function isOpened(parts: DossierParts, { file, opening, fields }: Dossier["entries"][number]): boolean {
  const form = parsePublicForm(opening?.inner ?? textOf(parts, file));
  const opened = new Set(fields.map(({ field }) => field));
  return form?.form === "plain" && evidenceFields.every((field) => !form.fields.has(field) || opened.has(field));
}

const evidenceFields = ["photos", "voice"];

function hashesIn(value: string): string[] {
  const parsed = parsedJson(value);
  return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
}

function readJson<T>(parts: DossierParts, name: string, schema: { safeParse(value: unknown): { success: true; data: T } | { success: false } }): T | null {
  const parsed = schema.safeParse(parsedJson(textOf(parts, name)));
  return parsed.success ? parsed.data : null;
}

function textOf({ texts }: DossierParts, name: string): string {
  const bytes = texts.get(name);
  return (bytes && fromUtf8(bytes)) ?? "";
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
