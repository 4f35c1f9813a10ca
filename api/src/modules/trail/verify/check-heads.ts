import { areEqual, fromBase64, formatNote, openCheckpoint, openEpoch, openNote, parseNote, formatVerifierKey, type TrustedKeys } from "@cunqing/proof";
import { verifyNatively } from "../../../kernel/crypto/note-signer.ts";
import { verifySm2Line } from "../../../kernel/crypto/note-signer-sm2.ts";
import type { Finding } from "./finding.ts";
import type { Head } from "./tree-check.ts";

export interface CheckpointLike {
  readonly size: number;
  readonly root: string;
  readonly epoch: number;
  readonly note: string;
}

export interface CosignatureLike {
  readonly size: number;
  readonly witness: string;
  readonly key_id: string;
  readonly at_ms: number;
  readonly line: string;
}

export interface EpochLike {
  readonly epoch: number;
  readonly at_ms: number;
  readonly base_size: number;
  readonly base_root: string;
  readonly lost_size: number | null;
  readonly note: string;
}

export interface HeadVerdict {
  readonly findings: readonly Finding[];
  /** What the tree must have; none where the statement itself does not hold. */
  readonly head?: Head;
}

/** The log's own signature over a head, and what the row says beside the note. */
export function checkCheckpoint(row: CheckpointLike, trust: TrustedKeys, epochs: readonly EpochLike[]): HeadVerdict {
  const position = row.size - 1;
  const named = `记录到第 ${position} 条时的签名（树头 ${row.size}）`;
  const opened = openCheckpoint(row.note, trust, verifyNatively);
  if (!opened || !isSm2Right(row.note, trust)) {
    return { findings: [{ position, code: "checkpoint.signature_wrong", words: `${named}不是本县记录的公钥签的，或者签过之后被改过` }] };
  }
  const findings: Finding[] = [];
  if (opened.size !== row.size || !isRoot(row.root, opened.root) || opened.epoch !== row.epoch) {
    findings.push({ position, code: "checkpoint.row_wrong", words: `${named}在数据库里的大小、根或期次与签名的原文不符` });
  }
  const expected = epochs.reduce((newest, epoch) => (epoch.base_size < opened.size ? Math.max(newest, epoch.epoch) : newest), 0);
  if (opened.epoch !== expected) {
    findings.push({ position, code: "epoch.missing", words: `${named}写的是第 ${opened.epoch} 期，而按恢复记录应当是第 ${expected} 期` });
  }
  return { findings, head: { size: row.size, root: opened.root, code: "checkpoint.root_wrong", what: named } };
}

export type CosignatureVerdict = "ok" | "unknown key" | Finding;

export function checkCosignature(row: CosignatureLike, checkpoint: CheckpointLike | undefined, trust: TrustedKeys): CosignatureVerdict {
  const position = row.size - 1;
  const named = `${row.witness}对树头 ${row.size} 的见证`;
  const note = checkpoint && parseNote(checkpoint.note);
  if (!note) {
    return { position, code: "cosignature.without_checkpoint", words: `${named}还在，它见证的树头却不在了` };
  }
  const key = trust.others.find((one) => one.keyId === row.key_id);
  if (!key) {
    return "unknown key";
  }
  const verified = openNote(formatNote(note.text, [row.line]), [key], verifyNatively)?.verified[0];
  return verified?.time && verified.time * 1000 === row.at_ms && key.name === row.witness
    ? "ok"
    : { position, code: "cosignature.wrong", words: `${named}不是这个见证单位签的，或者被改过` };
}

/** The signed statement of a restore, and the root at which the record goes on. */
export function checkEpoch(row: EpochLike, trust: TrustedKeys): HeadVerdict {
  const position = row.base_size === 0 ? null : row.base_size - 1;
  const named = `第 ${row.epoch} 期的恢复声明`;
  const epoch = openEpoch(row.note, trust, verifyNatively);
  if (!epoch) {
    return { findings: [{ position, code: "epoch.note_wrong", words: `${named}不是本县记录的公钥签的，或者被改过` }] };
  }
  const isSame =
    epoch.epoch === row.epoch && epoch.atMs === row.at_ms && epoch.baseSize === row.base_size && epoch.lostSize === row.lost_size && isRoot(row.base_root, epoch.baseRoot);
  const findings: Finding[] = isSame ? [] : [{ position, code: "epoch.row_wrong", words: `${named}在数据库里的内容与签名的原文不符` }];
  return { findings, head: { size: epoch.baseSize, root: epoch.baseRoot, code: "checkpoint.root_wrong", what: named } };
}

/** Phones pass SM2 lines over; where one stands, here it must be right. */
function isSm2Right(text: string, { logKeys }: TrustedKeys): boolean {
  const note = parseNote(text);
  const keys = logKeys.filter(({ algorithm }) => algorithm === "sm2");
  return keys.every((key) => {
    const line = note?.signatures.find(({ name, keyId }) => name === key.name && keyId === key.keyId);
    return !note || !line || verifySm2Line(note.text, line, formatVerifierKey(key.name, "sm2", key.publicKey));
  });
}

function isRoot(text: string, root: Uint8Array): boolean {
  const bytes = fromBase64(text);
  return bytes !== null && areEqual(bytes, root);
}
