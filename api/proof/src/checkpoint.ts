import { toBase64 } from "./base64.ts";
import { isGoodFor, type LogKey, type VerifierKey } from "./keys.ts";
import { openNote, type Verify, type VerifiedSignature } from "./note.ts";
import { linesOf, readCount, readHash } from "./texts.ts";

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
  /** How often the record had been restored from a backup; 0 while the line is missing. */
  readonly epoch: number;
}

/** The text of a C2SP tlog-checkpoint; the epoch is an extension line of ours. */
export function checkpointText({ origin, size, root, epoch }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n${epoch === 0 ? "" : `epoch ${epoch}\n`}`;
}

/** Null when the text is no checkpoint; extension lines of others are passed over. */
export function parseCheckpoint(text: string): Checkpoint | null {
  const lines = linesOf(text);
  const [origin, sizeLine, rootLine, ...extensions] = lines ?? [];
  const size = readCount(sizeLine);
  const root = readHash(rootLine);
  if (!origin || size === null || !root || extensions.includes("")) {
    return null;
  }
  const epochs = extensions.filter((line) => line.startsWith("epoch "));
  const epoch = epochs.length === 0 ? 0 : readCount(epochs[0]?.slice("epoch ".length));
  return epochs.length > 1 || epoch === null || (epochs.length === 1 && epoch === 0) ? null : { origin, size, root, epoch };
}

export interface OpenedCheckpoint extends Checkpoint {
  readonly text: string;
  readonly verified: readonly VerifiedSignature[];
}

/** A checkpoint of this origin that one of the log's keys signed, one that counts for its size; `others` are keys whose signatures are reported besides. */
export function openCheckpoint(
  note: string,
  trust: { readonly origin: string; readonly logKeys: readonly LogKey[]; readonly others?: readonly VerifierKey[] },
  verify?: Verify,
): OpenedCheckpoint | null {
  const opened = openNote(note, [...trust.logKeys, ...(trust.others ?? [])], verify);
  const checkpoint = opened && parseCheckpoint(opened.text);
  if (!checkpoint || checkpoint.origin !== trust.origin || !opened.verified.some(({ key }) => trust.logKeys.some((one) => one === key && isGoodFor(one, checkpoint.size)))) {
    return null;
  }
  return { ...checkpoint, text: opened.text, verified: opened.verified };
}
